import { type Contract, type ContractReview, getContractReview } from '@groundwork/protocol';
import { type CommandContext, type ExitCode, exitCodes } from '../command.ts';
import { connect } from '../connect.ts';
import { printFailures } from '../ingestion/failure.ts';
import type { Output } from '../output.ts';
import { saveReports } from './save-reports.ts';
import { sendBatch } from './send-batch.ts';

/** `contracts review`: findings of each file, printed and as reports. */
export async function reviewContracts(context: CommandContext, paths: readonly string[]): Promise<ExitCode> {
  const { values, config, output, signal } = context;
  const connection = await connect(config, {
    server: values['server'] as string,
    apiKey: values['api-key'] as string,
    workers: true,
    signal,
  });
  try {
    const { client } = connection;
    const { batch, contracts, failures } = await sendBatch(context, client, paths);
    const ready = contracts.filter(({ status }) => status === 'ready');
    const reviews: ContractReview[] = [];
    for (const { id } of ready) {
      reviews.push((await client.call(getContractReview, { params: { id } })) as ContractReview);
    }
    output.line();
    for (const review of reviews) printReview(output, review);
    const out = values['out'] as string | undefined;
    if (out) await saveReports({ client, output, folder: out }, batch, ready);
    output.line();
    output.line(
      `${ready.length} reviewed` +
        (batch.playbook ? ` against "${batch.playbook}" for ${batch.stance}` : ' by the built-in checks') +
        `, ${failures.length} failed${out ? `; reports in ${out}` : ''} (${connection.where})`,
    );
    printFailures(output, failures);
    output.result({ batch, reviews, failures });
    return failures.length > 0 ? exitCodes.partial : exitCodes.ok;
  } finally {
    await connection.close();
  }
}

function printReview(output: Output, { contract, findings, compliant }: ContractReview): void {
  output.line(
    `${contract.fileName}: ${findings.length} findings, ${compliant.length} policies met${size(contract)}`,
  );
  for (const { severity, title, evidence, searched, verdict } of findings) {
    output.line(`  ${severity.padEnd(8)} ${title}`);
    const [first] = evidence;
    const where = first?.page === undefined ? '' : ` (page ${first.page})`;
    if (first) output.line(`           “${oneLine(first.quote)}”${where}`);
    else if (searched) output.line(`           ${verdict === 'missing' ? 'not found: ' : ''}${searched}`);
  }
}

function size({ reviewed }: Contract): string {
  return reviewed ? ` (${reviewed.pages} pages, ${reviewed.language})` : '';
}

/** Long quotes are for the reports. */
function oneLine(quote: string): string {
  const line = quote.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
