import {
  type HypothesisChoice,
  hypothesisChoices,
  type HypothesisJudgement,
  ndaHypotheses,
} from '@groundwork/review';
import { calibration, type Calibration } from './calibration.ts';
import { addCounts, type Counts, type FScore, fScore } from './f-score.ts';
import type { ContractNliDataset, GoldJudgement } from './read-contract-nli.ts';
import { type Interval, resampledInterval } from './resampled-interval.ts';

export interface HypothesisEvaluation {
  readonly dataset: string;
  readonly contracts: number;
  /** Contracts that the judge was trained on: what it says of them proves nothing. */
  readonly seenInTraining: number;
  readonly judgements: number;
  readonly accuracy: number;
  readonly accuracyInterval: Interval;
  /** What always giving each hypothesis its commonest answer in this very set would reach. */
  readonly majority: number;
  readonly classes: Readonly<Record<HypothesisChoice, FScore>>;
  /** Of judgements that were right and rest on evidence: how often the first quote overlaps the gold's. */
  readonly evidenceHit?: number;
  readonly calibration: Calibration;
  readonly hypotheses: readonly {
    readonly id: string;
    readonly title: string;
    readonly accuracy: number;
    readonly majority: number;
  }[];
}

export interface EvaluateHypothesesInput {
  readonly dataset: ContractNliDataset;
  /** Production's judge, asked for every hypothesis. */
  readonly judge: (text: string) => Promise<readonly HypothesisJudgement[]>;
  readonly isTrainedOn: (text: string) => boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

interface Pair {
  readonly hypothesis: string;
  readonly gold: GoldJudgement;
  readonly said: HypothesisJudgement;
}

/** Measures a judge of hypotheses on ContractNLI's layout. */
export class EvaluateHypotheses {
  async run(input: EvaluateHypothesesInput): Promise<HypothesisEvaluation> {
    const { dataset, judge, isTrainedOn, onProgress } = input;
    const rows: Pair[][] = [];
    for (const { text, gold } of dataset.contracts) {
      const judgements = await judge(text);
      rows.push(
        judgements.flatMap((said) => {
          const wanted = gold.get(said.hypothesis);
          return wanted ? [{ hypothesis: said.hypothesis, gold: wanted, said }] : [];
        }),
      );
      onProgress?.(rows.length, dataset.contracts.length);
    }
    const pairs = rows.flat();
    const evident = pairs.filter(({ gold, said }) => isRight({ gold, said }) && gold.evidence.length > 0);
    return {
      dataset: dataset.name,
      contracts: rows.length,
      seenInTraining: dataset.contracts.filter(({ text }) => isTrainedOn(text)).length,
      judgements: pairs.length,
      accuracy: accuracyOf(pairs),
      accuracyInterval: resampledInterval(rows.length, (drawn) =>
        accuracyOf(drawn.flatMap((at) => rows[at]!)),
      ),
      majority: majorityOf(pairs),
      classes: Object.fromEntries(
        hypothesisChoices.map((choice) => [
          choice,
          fScore(addCounts(pairs.map((pair) => countsOf(pair, choice)))),
        ]),
      ) as Record<HypothesisChoice, FScore>,
      ...(evident.length > 0 && { evidenceHit: evident.filter(quotesGold).length / evident.length }),
      calibration: calibration(
        pairs.map((pair) => ({ confidence: pair.said.confidence, right: isRight(pair) })),
      ),
      hypotheses: ndaHypotheses.flatMap(({ id, title }) => {
        const own = pairs.filter(({ hypothesis }) => hypothesis === id);
        return own.length === 0 ? [] : [{ id, title, accuracy: accuracyOf(own), majority: majorityOf(own) }];
      }),
    };
  }
}

const isRight = ({ gold, said }: Pick<Pair, 'gold' | 'said'>) => gold.choice === said.choice;

function accuracyOf(pairs: readonly Pair[]): number {
  return pairs.length === 0 ? 0 : pairs.filter(isRight).length / pairs.length;
}

function majorityOf(pairs: readonly Pair[]): number {
  const counts = new Map<string, Map<HypothesisChoice, number>>();
  for (const { hypothesis, gold } of pairs) {
    const own = counts.get(hypothesis) ?? new Map<HypothesisChoice, number>();
    counts.set(hypothesis, own.set(gold.choice, (own.get(gold.choice) ?? 0) + 1));
  }
  const commonest = [...counts.values()].reduce((sum, own) => sum + Math.max(...own.values()), 0);
  return pairs.length === 0 ? 0 : commonest / pairs.length;
}

function countsOf({ gold, said }: Pair, choice: HypothesisChoice): Counts {
  return {
    found: Number(gold.choice === choice && said.choice === choice),
    wrong: Number(gold.choice !== choice && said.choice === choice),
    missed: Number(gold.choice === choice && said.choice !== choice),
  };
}

function quotesGold({ gold, said }: Pair): boolean {
  const span = said.evidence[0]?.span;
  return span !== undefined && gold.evidence.some(({ start, end }) => span.start < end && start < span.end);
}
