/**
 * Fits the logistic regressions of `evidence-model.ts` and prints their coefficients with what they achieve:
 *
 *     node --import tsx tests/evals/answering/fit-evidence.ts [dataset directory[:queries directory]…]
 *
 * The coefficients in force come from infra/demo with clapnq, xquad_en, xquad_zh, xquad_en:xquad_zh and xquad_zh:xquad_en;
 * the last two ask in one language about texts in the other. Those of `sentences` come from infra/demo, the demo's documents
 * with further-questions.jsonl (`further`: paraphrases and near misses, for fitting alone), clapnq, northwind_hr and the
 * first two xquads. Fitted on the parts marked `tune` (every other question where a set is not divided), reported on the
 * rest. Of a set without unanswerable questions some 90 are read. Each answerable question is also asked with its answering
 * documents taken out. Vectors are kept in tests/evals/.cache.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compareSentences, evidenceOf } from '@groundwork/answering';
import { TransformerEmbedder } from '@groundwork/offline-inference';
import type { Passage } from '@groundwork/retrieval';
import { CachedEmbedder } from '@groundwork/runtime';
import type { EvidenceSample } from './fit-logistic.ts';
import { openAnswerBench } from './open-answer-bench.ts';
import { reportFit } from './report-fit.ts';

const mostQuestions = 90;
const demo = new URL('../../../infra/demo', import.meta.url).pathname;
const embedder = new CachedEmbedder(
  new TransformerEmbedder(),
  new URL('../.cache/', import.meta.url).pathname,
);

async function readSamples(name: string): Promise<EvidenceSample[]> {
  const [corpus = '', queries] = name.split(':');
  const directory =
    corpus === 'further' ? furtherDemo() : queries === undefined ? corpus : askedFrom(corpus, queries);
  const bench = await openAnswerBench(directory, embedder);
  const hasUnanswerable = bench.cases.some(({ answerable }) => !answerable);
  const step = hasUnanswerable ? 1 : Math.max(1, Math.floor(bench.cases.length / mostQuestions));
  const gold = await readGold(directory);
  const samples: EvidenceSample[] = [];
  for (const [index, asked] of bench.cases.filter((_, at) => at % step === 0).entries()) {
    const isTuning = asked.split === undefined ? index % 2 === 0 : asked.split === 'tune';
    const { passages, spaceName = '' } = await bench.search(asked.question, 10);
    const add = async (kind: EvidenceSample['kind'], some: readonly Passage[]): Promise<void> => {
      const likeness = await compareSentences(embedder, { question: asked.question, passages: some });
      const found = { passages: some, spaceName };
      const { basis, features, isVetoed } = evidenceOf(asked.question, found, likeness);
      samples.push({ set: name.split('/').at(-1) ?? name, basis, features, isVetoed, kind, isTuning });
    };
    const answering = new Set([
      ...(gold.get(asked.id) ?? []),
      ...asked.references.flat().map(({ document }) => document),
    ]);
    const rest = passages.filter(({ externalId }) => !answering.has(externalId));
    const isFound = rest.length < passages.length;
    if (hasUnanswerable || isFound) await add(asked.answerable ? 'answerable' : 'unanswerable', passages);
    if (isFound && rest.length > 2) await add('removed', rest);
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

/** The demo's documents, asked the questions that are for fitting alone. */
function furtherDemo(): string {
  const directory = mkdtempSync(join(tmpdir(), 'further-'));
  mkdirSync(join(directory, 'questions'));
  cpSync(join(demo, 'manifest.json'), join(directory, 'manifest.json'));
  cpSync(join(demo, 'corpus'), join(directory, 'corpus'), { recursive: true });
  const questions = new URL('further-questions.jsonl', import.meta.url).pathname;
  cpSync(questions, join(directory, 'questions', 'queries.jsonl'));
  return directory;
}

/** Documents that answer, by question, where the dataset judges documents. */
async function readGold(directory: string): Promise<Map<string, Set<string>>> {
  const gold = new Map<string, Set<string>>();
  if (!existsSync(join(directory, 'qrels.tsv'))) return gold;
  for (const line of (await readFile(join(directory, 'qrels.tsv'), 'utf8')).trim().split('\n').slice(1)) {
    const [query = '', document = ''] = line.split('\t');
    gold.set(query, (gold.get(query) ?? new Set()).add(document));
  }
  return gold;
}

const samples: EvidenceSample[] = [];
for (const name of process.argv.length > 2 ? process.argv.slice(2) : [demo])
  samples.push(...(await readSamples(name)));
const own = samples.filter(({ basis }) => basis !== 'translated');
const divided = new Set(own.filter(({ kind }) => kind === 'unanswerable').map(({ set }) => set));
const plain = own.filter(({ set, kind }) => set !== 'further' && !(kind === 'removed' && divided.has(set)));
reportFit('words', plain);
reportFit('meaning', plain);
// The demo's own questions and the further ones count most: they are what the threshold is chosen on.
reportFit('sentences', own, { clapnq: 0.5, northwind_hr: 0.25, xquad_en: 0.25, xquad_zh: 0.25 });
reportFit(
  'translated',
  samples.filter(({ basis }) => basis === 'translated'),
);
