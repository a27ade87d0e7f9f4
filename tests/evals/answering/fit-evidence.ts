/**
 * Fits the logistic regressions of `evidence-model.ts` and prints their coefficients with what they achieve:
 *
 *     node --import tsx tests/evals/answering/fit-evidence.ts [dataset directory[:queries directory]…]
 *
 * The coefficients in force come from infra/demo with clapnq, xquad_en, xquad_zh, xquad_en:xquad_zh and xquad_zh:xquad_en
 * (many of northwind_hr's unanswerable questions do have an answer there); the last two ask in one language about texts in the other. Fitted on the parts marked `tune` (every
 * other question where a set is not divided), reported on the rest. Of a set without unanswerable questions some 90 are
 * read, and each is also asked with its answering Passages taken out. Vectors are kept in tests/evals/.cache.
 */
import { cpSync, mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { evidenceOf } from '@groundwork/answering';
import { TransformerEmbedder } from '@groundwork/offline-inference';
import type { Passage } from '@groundwork/retrieval';
import { CachedEmbedder } from '@groundwork/runtime';
import type { EvidenceSample } from './fit-logistic.ts';
import { openAnswerBench } from './open-answer-bench.ts';
import { reportFit } from './report-fit.ts';

const mostQuestions = 90;
const embedder = new CachedEmbedder(
  new TransformerEmbedder(),
  new URL('../.cache/', import.meta.url).pathname,
);

async function readSamples(name: string): Promise<EvidenceSample[]> {
  const [corpus = '', queries] = name.split(':');
  const directory = queries === undefined ? corpus : askedFrom(corpus, queries);
  const bench = await openAnswerBench(directory, embedder);
  const hasUnanswerable = bench.cases.some(({ answerable }) => !answerable);
  const step = hasUnanswerable ? 1 : Math.max(1, Math.floor(bench.cases.length / mostQuestions));
  const gold = hasUnanswerable ? new Map<string, Set<string>>() : await readGold(directory);
  const samples: EvidenceSample[] = [];
  for (const [index, asked] of bench.cases.filter((_, at) => at % step === 0).entries()) {
    const isTuning = asked.split === undefined ? index % 2 === 0 : asked.split === 'tune';
    const { passages, spaceName = '' } = await bench.search(asked.question, 10);
    const add = (kind: EvidenceSample['kind'], some: readonly Passage[]): void => {
      const { basis, features, missingName } = evidenceOf(asked.question, { passages: some, spaceName });
      const missesName = missingName !== undefined;
      samples.push({ set: name.split('/').at(-1) ?? name, basis, features, missesName, kind, isTuning });
    };
    const rest = passages.filter(({ externalId }) => !gold.get(asked.id)?.has(externalId));
    const isFound = rest.length < passages.length;
    if (hasUnanswerable || isFound) add(asked.answerable ? 'answerable' : 'unanswerable', passages);
    if (isFound && rest.length > 2) add('removed', rest);
  }
  // Where all is asked in the other language, what words have in common by chance is no evidence of another kind.
  return samples.filter(({ basis }) => (queries === undefined) === (basis !== 'translated'));
}

/** A folder with the corpus of one dataset and the queries of another, about the same documents by their ids. */
function askedFrom(corpus: string, queries: string): string {
  const directory = mkdtempSync(join(tmpdir(), `${basename(corpus)}-`));
  for (const file of ['corpus.jsonl', 'qrels.tsv']) cpSync(join(corpus, file), join(directory, file));
  cpSync(join(queries, 'queries.jsonl'), join(directory, 'queries.jsonl'));
  return directory;
}

/** Documents that answer, by question. */
async function readGold(directory: string): Promise<Map<string, Set<string>>> {
  const gold = new Map<string, Set<string>>();
  for (const line of (await readFile(join(directory, 'qrels.tsv'), 'utf8')).trim().split('\n').slice(1)) {
    const [query = '', document = ''] = line.split('\t');
    gold.set(query, (gold.get(query) ?? new Set()).add(document));
  }
  return gold;
}

const demo = new URL('../../../infra/demo', import.meta.url).pathname;
const samples: EvidenceSample[] = [];
for (const name of process.argv.length > 2 ? process.argv.slice(2) : [demo])
  samples.push(...(await readSamples(name)));
const own = samples.filter(({ basis }) => basis !== 'translated');
reportFit('words', own);
reportFit('meaning', own);
reportFit(
  'translated',
  samples.filter(({ basis }) => basis === 'translated'),
);
