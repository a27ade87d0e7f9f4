import { type Clause, type ClauseTypeId, findClauseType } from '@groundwork/review';
import type { CuadDataset, MarkedContract } from './read-cuad-dataset.ts';
import { removeClauses } from './remove-clauses.ts';
import { type Interval, resampledInterval } from './resampled-interval.ts';

/** What most contracts of CUAD have, commonest first; title, parties and date of signing are no clauses to ask for. */
const commonest = [
  'governing-law',
  'expiration-date',
  'effective-date',
  'assignment',
  'liability-cap',
  'license-grant',
  'audit-rights',
  'termination-for-convenience',
  'post-termination-services',
  'exclusivity',
] as const satisfies readonly ClauseTypeId[];

/** One ClauseType, or all of them. */
export interface AbsenceScores {
  /** Contracts that have it: each is judged once as it is and once without it. */
  readonly deletions: number;
  /** Share of the deletions that are said to be missing. */
  readonly recall?: number;
  /** Share of the untouched contracts in which it is said to be missing all the same. */
  readonly falseMissing?: number;
}

export interface AbsenceEvaluation extends AbsenceScores {
  readonly dataset: string;
  readonly contracts: number;
  /** Contracts that the classifier was trained on: what it says of them proves little. */
  readonly seenInTraining: number;
  /** 95 % bootstrap intervals over contracts. */
  readonly intervals: Readonly<Record<'recall' | 'falseMissing', Interval>>;
  /** By CUAD's category names. */
  readonly types: Readonly<Record<string, AbsenceScores>>;
}

export interface EvaluateAbsenceInput {
  readonly dataset: CuadDataset<MarkedContract>;
  /** Production's structure. */
  readonly clausesOf: (text: string) => readonly Clause[];
  /** Which of these ClauseTypes production says are missing, asked for each of them. */
  readonly missing: (text: string, types: readonly ClauseTypeId[]) => Promise<ReadonlySet<ClauseTypeId>>;
  readonly isTrainedOn: (text: string) => boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** One ClauseType in one contract that has it. */
interface Deletion {
  readonly type: ClauseTypeId;
  readonly found: boolean;
  readonly falselyMissing: boolean;
}

/** Whether a clause is missed when it is gone, and not when it is there: each contract loses each of its clauses in turn. */
export class EvaluateAbsence {
  async run(input: EvaluateAbsenceInput): Promise<AbsenceEvaluation> {
    const { dataset, isTrainedOn, onProgress } = input;
    const rows: Deletion[][] = [];
    for (const contract of dataset.contracts) {
      rows.push(await deleteInTurn(contract, input));
      onProgress?.(rows.length, dataset.contracts.length);
    }
    const all = rows.flat();
    const interval = (name: 'recall' | 'falseMissing') =>
      resampledInterval(rows.length, (drawn) => scoresOf(drawn.flatMap((at) => rows[at]!))[name]);
    return {
      dataset: dataset.name,
      contracts: rows.length,
      seenInTraining: dataset.contracts.filter(({ text }) => isTrainedOn(text)).length,
      ...scoresOf(all),
      intervals: { recall: interval('recall'), falseMissing: interval('falseMissing') },
      types: Object.fromEntries(
        commonest.map((type) => [nameOf(type), scoresOf(all.filter((deletion) => deletion.type === type))]),
      ),
    };
  }
}

async function deleteInTurn({ text, marks }: MarkedContract, input: EvaluateAbsenceInput) {
  const present = commonest.filter((type) => (marks.get(nameOf(type)) ?? []).length > 0);
  if (present.length === 0) return [];
  const clauses = input.clausesOf(text);
  const untouched = await input.missing(text, present);
  const deletions: Deletion[] = [];
  for (const type of present) {
    const without = removeClauses(text, clauses, marks.get(nameOf(type))!);
    const missing = await input.missing(without, [type]);
    deletions.push({ type, found: missing.has(type), falselyMissing: untouched.has(type) });
  }
  return deletions;
}

const nameOf = (type: ClauseTypeId) => findClauseType(type)?.cuad ?? type;

function scoresOf(deletions: readonly Deletion[]): AbsenceScores {
  if (deletions.length === 0) return { deletions: 0 };
  const share = (holds: (deletion: Deletion) => boolean) => deletions.filter(holds).length / deletions.length;
  return {
    deletions: deletions.length,
    recall: share(({ found }) => found),
    falseMissing: share(({ falselyMissing }) => falselyMissing),
  };
}
