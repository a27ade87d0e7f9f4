import type { CommandContext } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { datasetOf, showProgress, writeRecord } from './evaluation.ts';

const retrievalOnly = ['queries', 'where', 'limit-queries', 'sample', 'save', 'compare', 'cache-embeddings'];

/** `eval answers`: correctness, citations, abstention and time over one dataset. */
export async function evaluateAnswers(context: CommandContext): Promise<unknown> {
  const { config, output, values } = context;
  const unused = retrievalOnly.filter((name) => values[name] !== undefined);
  if (unused.length > 0) throw new UsageError(`Only retrieval takes --${unused.join(', --')}.`);
  const directory = datasetOf(context);
  const { evaluateAnswers: evaluate, openScratchTenant } = await import('@groundwork/runtime');
  const tenant = await openScratchTenant(config);
  try {
    const run = await evaluate(tenant, directory, showProgress(context));
    const { dataset, configuration } = run;
    const { cases, splits, ...scores } = run.evaluation;
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
    const date = new Date().toISOString();
    await writeRecord(context, { kind: 'answers', date, dataset, configuration, scores, splits });
    return { ...scores, splits, ...(values['cases'] ? { cases } : {}) };
  } finally {
    await tenant.close();
  }
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}
