import {
  evidenceModel,
  evidenceSignals,
  evidenceThreshold,
  probabilityOf,
  type EvidenceBasis,
  type EvidenceWeights,
} from '@groundwork/answering';
import { crossValidate, fitLogistic, type EvidenceSample } from './fit-logistic.ts';

/** Fits the regression of one basis on the tuning samples and prints it with what it achieves, set by set; sets weigh 1 unless told. */
export function reportFit(
  basis: EvidenceBasis,
  samples: readonly EvidenceSample[],
  setWeights: Readonly<Record<string, number>> = {},
): void {
  const tuning = samples.filter(({ isTuning }) => isTuning);
  const signals = evidenceSignals[basis];
  const fitted = fitLogistic(tuning, signals, setWeights);
  console.log(
    `\n${basis}:`,
    Object.fromEntries(Object.entries(fitted).map(([key, value]) => [key, Number(value.toFixed(2))])),
  );
  const held = crossValidate(tuning, signals);
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
      describe(`${set} ${part} (fitted)`, chosen, fitted);
      describe(`${set} ${part} (in force)`, chosen, evidenceModel[basis]);
    }
  }
}

/** What the threshold keeps of each kind, and how well the probability ranks (area under the curve). */
function describe(name: string, samples: readonly EvidenceSample[], model: EvidenceWeights): void {
  const score = (sample: EvidenceSample): number =>
    sample.isVetoed ? 0 : probabilityOf(sample.features, model);
  const scoresOf = (kind: EvidenceSample['kind']): number[] =>
    samples.filter((sample) => sample.kind === kind).map(score);
  const [yes, no, removed] = [scoresOf('answerable'), scoresOf('unanswerable'), scoresOf('removed')];
  const pairs = yes.flatMap((a) => [...no, ...removed].map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  const area = pairs.reduce((sum: number, pair) => sum + pair, 0) / Math.max(1, pairs.length);
  const share = (list: readonly number[], test: (value: number) => boolean): string =>
    `${((100 * list.filter(test).length) / Math.max(1, list.length)).toFixed(1)} % of ${list.length}`;
  console.log(
    `${name}: area ${area.toFixed(3)}; answers ${share(yes, (p) => p >= evidenceThreshold)} answerable,`,
    `abstains from ${share(no, (p) => p < evidenceThreshold)} unanswerable`,
    `and ${share(removed, (p) => p < evidenceThreshold)} whose answer was taken out`,
  );
}
