/**
 * Fits the logistic regression of `assess-evidence.ts` and prints its coefficients with what they achieve:
 *
 *     node --import tsx tests/evals/answering/fit-evidence.ts [dataset directory…]
 *
 * Fitted on the parts marked `tune` (every other question where a set is not divided), reported on the rest. Needs the
 * datasets; the demo's come with the repository.
 */
import { evidenceModel, evidenceOf, probabilityOf, type EvidenceFeatures } from '@groundwork/answering';
import type { GoldReference } from '@groundwork/evaluation';
import type { Passage, SearchResult } from '@groundwork/retrieval';
import { openAnswerBench } from './open-answer-bench.ts';

interface Sample {
  readonly set: string;
  readonly features: EvidenceFeatures;
  readonly missesName: boolean;
  /** `removed`: an answerable question whose answering Passages were taken out of what was found. */
  readonly kind: 'answerable' | 'unanswerable' | 'removed';
  readonly isTuning: boolean;
}

type Model = Record<keyof EvidenceFeatures | 'bias', number>;

/** Pulls coefficients towards zero: there are few unanswerable questions to learn from. */
const ridge = 0.02;
const rounds = 8_000;
const rate = 0.3;

async function readSamples(directory: string): Promise<Sample[]> {
  const bench = await openAnswerBench(directory);
  const samples: Sample[] = [];
  for (const [index, { question, answerable, references, split }] of bench.cases.entries()) {
    const isTuning = split === undefined ? index % 2 === 0 : split === 'tune';
    const add = (kind: Sample['kind'], result: SearchResult): void => {
      const { features, missingName } = evidenceOf(question, result);
      samples.push({ set: bench.name, features, missesName: missingName !== undefined, kind, isTuning });
    };
    const result = await bench.search(question, 10);
    add(answerable ? 'answerable' : 'unanswerable', result);
    const rest = result.passages.filter((passage) => !references.flat().some((gold) => holds(passage, gold)));
    // There are few unanswerable questions; what is found when the answer is gone looks like theirs.
    if (rest.length > 2 && rest.length < result.passages.length)
      add('removed', { ...result, passages: rest });
  }
  return samples;
}

function holds({ externalId, text }: Passage, { document, quote }: GoldReference): boolean {
  const plain = (words: string): string => words.replace(/\s+/g, ' ').toLowerCase();
  return quote === undefined ? document === externalId : plain(text).includes(plain(quote).slice(0, 40));
}

/** Weighted so that each kind of sample of each set counts the same. */
function fit(samples: readonly Sample[]): Model {
  const keys = Object.keys(samples[0]?.features ?? {}) as (keyof EvidenceFeatures)[];
  const model = Object.fromEntries(['bias', ...keys].map((key) => [key, 0])) as Model;
  const sizes = new Map<string, number>();
  const groupOf = (sample: Sample): string => `${sample.set}/${sample.kind}`;
  for (const sample of samples) sizes.set(groupOf(sample), (sizes.get(groupOf(sample)) ?? 0) + 1);
  for (let round = 0; round < rounds; round += 1) {
    const gradient = Object.fromEntries(Object.keys(model).map((key) => [key, 0])) as Model;
    for (const sample of samples) {
      // Two kinds are answered with silence and one with an answer: it counts double.
      const balance = sample.kind === 'answerable' ? 2 : 1;
      const weight = balance / ((sizes.get(groupOf(sample)) ?? 1) * sizes.size);
      const error = weight * (Number(sample.kind === 'answerable') - probabilityOf(sample.features, model));
      gradient.bias += error;
      for (const key of keys) gradient[key] += error * sample.features[key];
    }
    model.bias += rate * gradient.bias;
    for (const key of keys) model[key] += rate * (gradient[key] - ridge * 0.05 * model[key]);
  }
  return model;
}

/** What a threshold keeps of each kind, and how well the probability ranks (area under the curve). */
function report(name: string, samples: readonly Sample[], model: Readonly<Model>, threshold: number): void {
  const score = (sample: Sample): number => (sample.missesName ? 0 : probabilityOf(sample.features, model));
  const scoresOf = (kind: Sample['kind']): number[] =>
    samples.filter((sample) => sample.kind === kind).map(score);
  const [yes, no, removed] = [scoresOf('answerable'), scoresOf('unanswerable'), scoresOf('removed')];
  const pairs = yes.flatMap((a) => no.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  const area = pairs.reduce((sum: number, pair) => sum + pair, 0) / Math.max(1, pairs.length);
  const share = (list: readonly number[], test: (value: number) => boolean): string =>
    `${((100 * list.filter(test).length) / Math.max(1, list.length)).toFixed(1)} % of ${list.length}`;
  console.log(
    `${name}: area ${area.toFixed(3)}; at ${threshold} answers ${share(yes, (p) => p >= threshold)} answerable,`,
    `abstains from ${share(no, (p) => p < threshold)} unanswerable`,
    `and ${share(removed, (p) => p < threshold)} whose answer was taken out`,
  );
}

const demo = new URL('../../../infra/demo', import.meta.url).pathname;
const directories = process.argv.length > 2 ? process.argv.slice(2) : [demo];
const samples = (await Promise.all(directories.map(readSamples))).flat();
const fitted = fit(samples.filter(({ isTuning }) => isTuning));
console.log(
  Object.fromEntries(Object.entries(fitted).map(([key, value]) => [key, Number(value.toFixed(2))])),
);
const { version: _version, ...inForce } = evidenceModel;
for (const set of new Set(samples.map((sample) => sample.set))) {
  for (const part of ['tune', 'report']) {
    const chosen = samples.filter((sample) => sample.set === set && sample.isTuning === (part === 'tune'));
    for (const threshold of [0.4, 0.5, 0.6]) report(`${set} ${part} (fitted)`, chosen, fitted, threshold);
    report(`${set} ${part} (in force)`, chosen, inForce, 0.5);
  }
}
