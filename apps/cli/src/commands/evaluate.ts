import { existsSync } from 'node:fs';
import { UserError } from '@groundwork/kernel';
import { type Command, type CommandContext, exitCodes } from '../command.ts';
import { type Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/** Evaluates one thing in a throw-away Tenant; returns what `--json` prints, having printed it for people. */
type Evaluation = (context: CommandContext, directory: string) => Promise<unknown>;

const evaluations: Readonly<Record<string, Evaluation>> = { retrieval, answers };

export const evaluate: Command = {
  name: 'eval',
  summary: 'Measure retrieval or answers on a dataset, through production code.',
  usage:
    'groundwork eval retrieval --dataset DIR    corpus.jsonl, queries.jsonl, qrels.tsv (BEIR layout)\n' +
    'groundwork eval answers --dataset DIR      corpus.jsonl and queries.jsonl with gold answers, or infra/demo\n\n' +
    'Runs in a throw-away tenant that is erased afterwards.',
  options: { dataset: { type: 'string', short: 'd' }, cases: { type: 'boolean' } },
  async run(context) {
    const [what = ''] = context.positionals;
    const evaluation = evaluations[what];
    if (!evaluation) throw new UsageError(`Say what to evaluate: ${Object.keys(evaluations).join(' or ')}.`);
    const directory = context.values['dataset'];
    if (typeof directory !== 'string') throw new UsageError('Name the dataset: --dataset DIR.');
    if (!existsSync(directory))
      throw new UserError('dataset.invalid', `There is no directory "${directory}".`);
    context.output.result(await evaluation(context, directory));
    return exitCodes.ok;
  },
};

async function retrieval({ config, output }: CommandContext, directory: string): Promise<unknown> {
  const { evaluateRetrieval, openScratchTenant } = await import('@groundwork/runtime');
  const tenant = await openScratchTenant(config);
  try {
    const result = await evaluateRetrieval(tenant, directory, showProgress(output));
    output.line(`${result.dataset}: ${result.docs} documents, ${result.queries} queries`);
    output.line('          nDCG@10  recall@10  recall@100  MRR@10');
    for (const leg of ['lexical', 'vector', 'fused'] as const) {
      const { ndcg10, recall10, recall100, mrr10 } = result[leg];
      const columns = [ndcg10, recall10, recall100, mrr10].map((score, i) =>
        score.toFixed(3).padStart([7, 11, 12, 8][i]!),
      );
      output.line(`${leg.padEnd(9)} ${columns.join('')}`);
    }
    const { p50, p95 } = result.queryMs;
    output.line(
      `ingested ${result.docsPerSecond.toFixed(1)} docs/s; a query ${p50.toFixed(1)} ms (p50), ${p95.toFixed(1)} ms (p95)`,
    );
    return result;
  } finally {
    await tenant.close();
  }
}

async function answers({ config, output, values }: CommandContext, directory: string): Promise<unknown> {
  const { evaluateAnswers, openScratchTenant } = await import('@groundwork/runtime');
  const tenant = await openScratchTenant(config);
  try {
    const { cases, splits, ...scores } = await evaluateAnswers(tenant, directory, showProgress(output));
    for (const [name, part] of [['all', scores], ...Object.entries(splits)] as const) {
      const { citations, abstention } = part;
      output.line(`${name}: ${part.questions} questions, ${part.answerable} answerable`);
      output.line(
        `  answerable   ${percent(part.answered)} answered, ${percent(part.correct)} correct, token recall ${percent(part.tokenRecall)}`,
      );
      output.line(
        `  unanswerable ${percent(abstention.recall)} abstained; ${percent(abstention.precision)} of abstentions right`,
      );
      output.line(
        `  citations    ${percent(citations.exact)} byte-identical, precision ${percent(citations.precision)}, recall ${percent(citations.recall)}`,
      );
      output.line(
        `  first sentence ${part.firstSentenceMs.p50?.toFixed(0)} ms (p50), ${part.firstSentenceMs.p95?.toFixed(0)} ms (p95); cost $${part.costUsd.toFixed(4)}`,
      );
    }
    return { ...scores, splits, ...(values['cases'] ? { cases } : {}) };
  } finally {
    await tenant.close();
  }
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

function showProgress(output: Output) {
  return (stage: string, done: number, total = done) => output.progress(stage.padEnd(9), done, total);
}
