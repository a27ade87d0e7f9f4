/**
 * Fits the logistic regression of `assess-evidence.ts` and prints its coefficients with what they achieve:
 *
 *     node --import tsx tests/evals/answering/fit-evidence.ts [dataset directory…]
 *
 * The coefficients in force come from infra/demo with clapnq, northwind_hr, xquad_en, xquad_zh and drcd_trad. Fitted on the
 * parts marked `tune` (every other question where a set is not divided), reported on the rest. Of a set without
 * unanswerable questions at most some 160 are read, and each is also asked with its answering Passages taken out.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evidenceModel, evidenceOf, evidenceThreshold, probabilityOf } from '@groundwork/answering';
import type { SearchResult } from '@groundwork/retrieval';
import { crossValidate, fitLogistic, type EvidenceSample, type EvidenceWeights } from './fit-logistic.ts';
import { openAnswerBench } from './open-answer-bench.ts';

const mostQuestions = 160;

async function readSamples(directory: string): Promise<EvidenceSample[]> {
  const bench = await openAnswerBench(directory);
  const hasUnanswerable = bench.cases.some(({ answerable }) => !answerable);
  const step = hasUnanswerable ? 1 : Math.max(1, Math.floor(bench.cases.length / mostQuestions));
  const gold = hasUnanswerable ? new Map<string, Set<string>>() : await readGold(directory);
  const samples: EvidenceSample[] = [];
  for (const [index, asked] of bench.cases.filter((_, at) => at % step === 0).entries()) {
    const isTuning = asked.split === undefined ? index % 2 === 0 : asked.split === 'tune';
    const add = (kind: EvidenceSample['kind'], result: SearchResult): void => {
      const { features, missingName } = evidenceOf(asked.question, result);
      samples.push({ set: bench.name, features, missesName: missingName !== undefined, kind, isTuning });
    };
    const result = await bench.search(asked.question, 10);
    const rest = result.passages.filter(({ externalId }) => !gold.get(asked.id)?.has(externalId));
    const isFound = rest.length < result.passages.length;
    if (hasUnanswerable || isFound) add(asked.answerable ? 'answerable' : 'unanswerable', result);
    if (isFound && rest.length > 2) add('removed', { ...result, passages: rest });
  }
  return samples;
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

/** What a threshold keeps of each kind, and how well the probability ranks (area under the curve). */
function report(
  name: string,
  samples: readonly EvidenceSample[],
  model: Readonly<EvidenceWeights>,
  threshold: number,
): void {
  const score = (sample: EvidenceSample): number =>
    sample.missesName ? 0 : probabilityOf(sample.features, model);
  const scoresOf = (kind: EvidenceSample['kind']): number[] =>
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
const samples: EvidenceSample[] = [];
for (const directory of directories) samples.push(...(await readSamples(directory)));
const tuning = samples.filter(({ isTuning }) => isTuning);
const fitted = fitLogistic(tuning);
console.log(
  Object.fromEntries(Object.entries(fitted).map(([key, value]) => [key, Number(value.toFixed(2))])),
);
const { version: _version, ...inForce } = evidenceModel;
const held = crossValidate(tuning);
for (const set of new Set(samples.map((sample) => sample.set))) {
  const share = (answerable: boolean): string => {
    const own = held.filter(
      (_, index) => tuning[index]?.set === set && (tuning[index].kind === 'answerable') === answerable,
    );
    const right = own.filter((p) => p >= evidenceThreshold === answerable).length;
    return `${right} of ${own.length}`;
  };
  console.log(`${set} cross-validated: answers ${share(true)}, abstains from ${share(false)}`);
  for (const part of ['tune', 'report']) {
    const chosen = samples.filter((sample) => sample.set === set && sample.isTuning === (part === 'tune'));
    report(`${set} ${part} (fitted)`, chosen, fitted, evidenceThreshold);
    report(`${set} ${part} (in force)`, chosen, inForce, evidenceThreshold);
  }
}
