import { type ClauseLabels, clauseTypes, type ClauseTypeId } from '@groundwork/review';
import { percentiles, type Percentiles } from '../statistics/percentiles.ts';
import { type Interval, resampledInterval } from './resampled-interval.ts';
import { calibration, type Calibration, type Statement } from './calibration.ts';
import { addCounts, type Counts, type FScore, fScore } from './f-score.ts';
import { matchSpans } from './match-spans.ts';
import { countAtThresholds, type MatchedSpans, type RankedScores, scoreRanked } from './precision-recall.ts';
import type { CuadContract, CuadDataset } from './read-cuad-dataset.ts';

/** From this confidence on a label, or a category's presence, is taken as said. */
const said = 0.5;

/** One category over all contracts. `labels` counts gold spans and predictions of at least .5. */
export interface CategoryScores extends RankedScores {
  readonly gold: number;
  readonly labels: FScore;
  /** Of contracts: whether the category is there at all. */
  readonly contracts: number;
  readonly presence: FScore;
}

export interface ClauseEvaluation extends RankedScores {
  readonly dataset: string;
  readonly contracts: number;
  /** Contracts that the classifier was trained on: what it finds there proves nothing. */
  readonly seenInTraining: number;
  readonly gold: number;
  readonly presenceF1?: number;
  readonly presence: FScore;
  readonly labels: FScore;
  readonly calibration: { readonly labels: Calibration; readonly presence: Calibration };
  /** 95 % bootstrap intervals over contracts. */
  readonly intervals: Readonly<Record<'aupr' | 'p80r' | 'p90r' | 'presenceF1', Interval>>;
  readonly categories: Readonly<Record<string, CategoryScores>>;
  readonly msPerContract: Percentiles;
}

export interface EvaluateClausesInput {
  readonly dataset: CuadDataset;
  /** Production's structure and classifier. */
  readonly classify: (text: string) => Promise<ClauseLabels>;
  readonly isTrainedOn: (text: string) => boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** One category of one contract. */
interface Cell {
  readonly category: string;
  readonly spans: MatchedSpans;
  readonly labels: Counts;
  readonly present: boolean;
  readonly presence: number;
}

const categories = clauseTypes.flatMap((type) =>
  'cuad' in type && type.cuad !== undefined
    ? [{ id: type.id as ClauseTypeId, name: type.cuad as string }]
    : [],
);

/** Measures a classifier on CUAD's layout by CUAD's rules, category by category and pooled. */
export class EvaluateClauses {
  async run(input: EvaluateClausesInput): Promise<ClauseEvaluation> {
    const { dataset, classify, isTrainedOn, onProgress } = input;
    const rows: Cell[][] = [];
    const times: number[] = [];
    for (const contract of dataset.contracts) {
      const started = performance.now();
      const labels = await classify(contract.text);
      times.push(performance.now() - started);
      rows.push(judge(contract, labels));
      onProgress?.(rows.length, dataset.contracts.length);
    }
    const cells = rows.flat();
    const counts = rows.map((row) => countAtThresholds(row.map(({ spans }) => spans)));
    const ranked = scoreRanked(counts);
    const presence = fScore(addCounts(cells.map(presenceCounts)));
    const interval = (measure: (drawn: readonly number[]) => number | undefined) =>
      resampledInterval(rows.length, measure);
    const rankedOf = (name: keyof RankedScores) =>
      interval((drawn) => scoreRanked(drawn.map((at) => counts[at]!))[name]);
    const presenceByContract = rows.map((row) => addCounts(row.map(presenceCounts)));
    return {
      dataset: dataset.name,
      contracts: rows.length,
      seenInTraining: dataset.contracts.filter(({ text }) => isTrainedOn(text)).length,
      gold: counts.reduce((sum, { gold }) => sum + gold, 0),
      ...ranked,
      ...(presence.f1 !== undefined && { presenceF1: presence.f1 }),
      presence,
      labels: fScore(addCounts(cells.map(({ labels }) => labels))),
      calibration: {
        labels: calibration(cells.flatMap(({ spans }) => statementsOf(spans))),
        presence: calibration(
          cells.map(({ presence: confidence, present }) => ({ confidence, right: present })),
        ),
      },
      intervals: {
        aupr: rankedOf('aupr'),
        p80r: rankedOf('p80r'),
        p90r: rankedOf('p90r'),
        presenceF1: interval((drawn) => fScore(addCounts(drawn.map((at) => presenceByContract[at]!))).f1),
      },
      categories: Object.fromEntries(
        categories.map(({ name }) => [name, summarize(cells.filter(({ category }) => category === name))]),
      ),
      msPerContract: percentiles(times),
    };
  }
}

function judge({ text, gold }: CuadContract, { labels, presence }: ClauseLabels): Cell[] {
  return categories.map(({ id, name }) => {
    const marked = gold.get(name) ?? [];
    const predicted = labels
      .filter(({ type }) => type === id)
      .map(({ span, confidence }) => ({ text: text.slice(span.start, span.end), confidence }));
    const spans = matchSpans(name, marked, predicted);
    const found = spans.found.filter((confidence) => confidence >= said).length;
    return {
      category: name,
      spans,
      labels: {
        found,
        missed: marked.length - found,
        wrong: spans.false.filter((confidence) => confidence >= said).length,
      },
      present: marked.length > 0,
      presence: presence.get(id) ?? 0,
    };
  });
}

function presenceCounts({ present, presence }: Cell): Counts {
  const claimed = presence >= said;
  return {
    found: Number(present && claimed),
    wrong: Number(!present && claimed),
    missed: Number(present && !claimed),
  };
}

function statementsOf({ true: right, false: wrong }: MatchedSpans): Statement[] {
  return [
    ...right.map((confidence) => ({ confidence, right: true })),
    ...wrong.map((confidence) => ({ confidence, right: false })),
  ];
}

function summarize(cells: readonly Cell[]): CategoryScores {
  const counts = cells.map(({ spans }) => countAtThresholds([spans]));
  return {
    gold: counts.reduce((sum, { gold }) => sum + gold, 0),
    ...scoreRanked(counts),
    labels: fScore(addCounts(cells.map(({ labels }) => labels))),
    contracts: cells.filter(({ present }) => present).length,
    presence: fScore(addCounts(cells.map(presenceCounts))),
  };
}
