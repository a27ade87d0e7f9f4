import { writeFile } from 'node:fs/promises';
import type {
  QuerySelection,
  RankingScores,
  RetrievalEvaluation,
  RetrievalScores,
} from '@groundwork/evaluation';
import type { CommandContext } from '../command.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { printComparison } from './compare-runs.ts';
import { datasetOf, showProgress, writeRecord } from './evaluation.ts';

/** `eval retrieval`: each leg, fused and reranked, over one dataset. */
export async function evaluateRetrieval(context: CommandContext): Promise<unknown> {
  const { config, output, values } = context;
  const directory = datasetOf(context);
  const selection = selectionOf(context);
  const { compareRuns, readRetrievalRun } = await import('@groundwork/evaluation');
  const { evaluateRetrieval: evaluate, openScratchTenant } = await import('@groundwork/runtime');
  // Read first: a file that is no run must not cost an evaluation.
  const before =
    typeof values['compare'] === 'string' ? await readRetrievalRun(values['compare']) : undefined;
  const tenant = await openScratchTenant(config, { cacheEmbeddings: values['cache-embeddings'] === true });
  try {
    const run = await evaluate(tenant, { directory, ...selection }, showProgress(context));
    const { evaluation, dataset, configuration } = run;
    const { perQuery, ...result } = evaluation;
    const cachedEmbeddings = tenant.cachedEmbeddings();
    const saved = { dataset, configuration, perQuery };
    const comparison = before && compareRuns(before, saved);
    print(output, evaluation, { selection: dataset.selection, cachedEmbeddings });
    if (comparison) printComparison(output, comparison);
    if (typeof values['save'] === 'string') await writeFile(values['save'], JSON.stringify(saved));
    await writeRecord(context, {
      kind: 'retrieval',
      date: new Date().toISOString(),
      dataset,
      configuration,
      rankings: evaluation,
      languages: evaluation.languages,
      comparisons: evaluation.comparisons,
      ...(evaluation.fused.goldRecall5 !== undefined && { passageChars: evaluation.passageChars }),
      speed: { docsPerSecond: result.docsPerSecond, cachedEmbeddings, queryMs: result.queryMs },
    });
    return {
      ...result,
      selection: dataset.selection,
      hash: dataset.hash,
      cachedEmbeddings,
      configuration,
      ...(comparison && { comparison }),
    };
  } finally {
    await tenant.close();
  }
}

function selectionOf({ values }: CommandContext): QuerySelection {
  const number = (name: string) => {
    const given = values[name];
    if (given === undefined) return undefined;
    if (!/^\d+$/.test(String(given))) throw new UsageError(`--${name} takes a whole number.`);
    return Number(given);
  };
  const where = typeof values['where'] === 'string' ? /^([^=]+)=(.*)$/.exec(values['where']) : undefined;
  if (where === null) throw new UsageError('--where takes KEY=VALUE.');
  const [first, count] = [number('limit-queries'), number('sample')];
  return {
    ...(typeof values['queries'] === 'string' && { queries: values['queries'] }),
    ...(where && { where: { key: where[1]!, value: where[2]! } }),
    ...(first !== undefined && { first }),
    ...(count !== undefined && { sample: { count, seed: number('seed') ?? 1 } }),
  };
}

const columns = [
  ['nDCG@10', 'ndcg10'],
  ['recall@5', 'recall5'],
  ['recall@10', 'recall10'],
  ['recall@100', 'recall100'],
  ['MRR@10', 'mrr10'],
  ['gold@5', 'goldRecall5'],
  ['gold@10', 'goldRecall10'],
] as const;

function print(
  output: Output,
  evaluation: RetrievalEvaluation,
  { selection, cachedEmbeddings }: { selection: string | undefined; cachedEmbeddings: number },
): void {
  const { dataset, docs, queries, languages, comparisons, docsPerSecond, queryMs } = evaluation;
  output.line(
    `${dataset}${selection ? ` (${selection})` : ''}: ${docs} documents, ${queries} queries; 95 % bootstrap intervals of nDCG@10`,
  );
  printRankings(output, evaluation);
  for (const [language, scores] of Object.entries(languages)) {
    output.line(`queries in ${language}: ${scores.queries}`);
    printRankings(output, scores);
  }
  for (const { ranking, than, difference, interval, p } of comparisons) {
    const [low, high] = interval.map((value) => value.toFixed(3));
    output.line(
      `${ranking} − ${than}, nDCG@10: ${difference.toFixed(3)} [${low}, ${high}], p ${p.toFixed(4)}`,
    );
  }
  if (evaluation.fused.goldRecall5 !== undefined) {
    output.line(
      `gold@k: share of gold sentences whole in one of k passages of ${evaluation.passageChars.toFixed(0)} characters`,
    );
  }
  const cached = cachedEmbeddings > 0 ? ` (${cachedEmbeddings} vectors from the cache)` : '';
  output.line(
    `ingested ${docsPerSecond.toFixed(1)} docs/s${cached}; a query ${queryMs.p50.toFixed(1)} ms (p50), ${queryMs.p95.toFixed(1)} ms (p95)`,
  );
}

function printRankings(output: Output, scores: RankingScores): void {
  const shown = columns.filter(([, metric]) => scores.fused[metric] !== undefined);
  output.line(`          ${shown.map(([title]) => title.padStart(11)).join('')}`);
  for (const ranking of ['lexical', 'vector', 'fused', 'reranked'] as const) {
    const row: RetrievalScores | undefined = scores[ranking];
    if (!row) continue;
    const cells = shown.map(([, metric]) => row[metric]?.toFixed(3).padStart(11));
    const [low, high] = row.intervals.ndcg10.map((value) => value.toFixed(3));
    output.line(`${ranking.padEnd(10)}${cells.join('')}   [${low}, ${high}]`);
  }
}
