import { type ContractReview, getContractReview } from '@groundwork/protocol';
import { type CommandContext, type ExitCode, exitCodes } from '../command.ts';
import { connect } from '../connect.ts';
import { printFailures } from '../ingestion/failure.ts';
import { sendBatch } from './send-batch.ts';

/** `contracts extract`: the fields of each file, with what they were read from. */
export async function extractContracts(context: CommandContext, paths: readonly string[]): Promise<ExitCode> {
  const { values, config, output, signal } = context;
  const { client, close } = await connect(config, {
    server: values['server'] as string,
    apiKey: values['api-key'] as string,
    workers: true,
    signal,
  });
  try {
    const { contracts, failures } = await sendBatch(context, client, paths);
    const extracted = [];
    for (const { id, fileName } of contracts.filter(({ status }) => status === 'ready')) {
      const { fields, clauses, clauseTypes } = (await client.call(getContractReview, {
        params: { id },
      })) as ContractReview;
      extracted.push({ fileName, fields, clauses, clauseTypes });
      output.line();
      output.line(`${fileName}: ${clauses.length} clauses`);
      for (const field of fields) output.line(`  ${toLine(field)}`);
    }
    printFailures(output, failures);
    output.result({ contracts: extracted, failures });
    return failures.length > 0 ? exitCodes.partial : exitCodes.ok;
  } finally {
    await close();
  }
}

function toLine(field: ContractReview['fields'][number]): string {
  const name = field.name.padEnd(20);
  if (field.status === 'absent') return `${name} –`;
  const { value, derivation } = field as unknown as { value: Record<string, unknown>; derivation: string };
  const { kind: _, ...parts } = value;
  const said = Object.values(parts).filter(Boolean).map(String).join(' ');
  return `${name} ${said}${derivation === 'computed' ? ' (computed)' : ''}`;
}
