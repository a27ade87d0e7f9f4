import type { AnswerOutcome, Citation } from '@groundwork/answering';
import type { AnswerCase } from './answer-case.ts';
import { type AnswerGrade, gradeAnswer } from './grade-answer.ts';
import { type CitationGrade, gradeCitations } from './grade-citations.ts';
import { percentiles, type Percentiles } from '../statistics/percentiles.ts';

/** Shares are 0…1; one that has no cases to be a share of is absent. */
export interface AnswerScores {
  readonly questions: number;
  readonly answerable: number;
  /** Of the answerable: answered at all, and answered right (see `gradeAnswer`). */
  readonly answered?: number;
  readonly correct?: number;
  /** Means over answerable questions, against the gold that fits best; nothing for those not answered. */
  readonly tokenRecall?: number;
  readonly tokenF1?: number;
  readonly citations: {
    readonly count: number;
    /** Quotes that are byte-identical to their span. */
    readonly exact?: number;
    /** Of all citations in answers to questions with gold references: exact, and from where the gold says. */
    readonly precision?: number;
    /** Mean share of the gold's references found, over answered questions that have some. */
    readonly recall?: number;
  };
  /** Precision: abstentions that were right. Recall: unanswerable questions abstained from. */
  readonly abstention: { readonly precision?: number; readonly recall?: number };
  /** Time to the first verified sentence, of answers. */
  readonly firstSentenceMs: Percentiles;
  readonly totalMs: Percentiles;
  readonly costUsd: number;
}

export interface AnsweredCase {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  readonly split?: string;
  readonly kind: AnswerOutcome['kind'];
  readonly answer: string;
  readonly reason?: string;
  readonly grade: AnswerGrade;
  readonly citations: CitationGrade;
  readonly firstSentenceMs?: number;
  readonly totalMs: number;
  readonly costUsd: number;
}

export interface AnswerEvaluation extends AnswerScores {
  readonly dataset: string;
  /** The same by the dataset's own parts, where it has some: what was tuned on, and what was not looked at. */
  readonly splits: Readonly<Record<string, AnswerScores>>;
  readonly cases: readonly AnsweredCase[];
}

export interface EvaluateAnswersInput {
  readonly dataset: string;
  readonly cases: readonly AnswerCase[];
  /** Production's answering, without its cache. */
  readonly ask: (question: string) => Promise<AnswerOutcome>;
  /** What stands at a Citation's span in its DocumentVersion. */
  readonly sourceOf: (citation: Citation) => Promise<string | undefined>;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** Measures answers, citations and abstentions through the same answering as production. */
export class EvaluateAnswers {
  async run({ dataset, cases, ask, sourceOf, onProgress }: EvaluateAnswersInput): Promise<AnswerEvaluation> {
    const answered: AnsweredCase[] = [];
    for (const item of cases) {
      answered.push(await gradeOutcome(item, await ask(item.question), sourceOf));
      onProgress?.({ done: answered.length, total: cases.length });
    }
    const splits = [...new Set(answered.flatMap(({ split }) => split ?? []))].sort();
    return {
      dataset,
      ...summarize(answered),
      splits: Object.fromEntries(
        splits.map((name) => [name, summarize(answered.filter(({ split }) => split === name))]),
      ),
      cases: answered,
    };
  }
}

async function gradeOutcome(
  item: AnswerCase,
  outcome: AnswerOutcome,
  sourceOf: EvaluateAnswersInput['sourceOf'],
): Promise<AnsweredCase> {
  const sentences = outcome.kind === 'answer' ? outcome.sentences : [];
  const answer = sentences.map(({ text }) => text).join(' ');
  const citations = sentences.flatMap((sentence) => sentence.citations);
  const { firstSentenceMs, totalMs } = outcome.timings;
  return {
    id: item.id,
    question: item.question,
    answerable: item.answerable,
    ...(item.split !== undefined && { split: item.split }),
    kind: outcome.kind,
    answer,
    ...(outcome.kind === 'abstention' && { reason: outcome.reason }),
    grade: gradeAnswer(answer, item.answers, item.question),
    citations: await gradeCitations(citations, item.references, sourceOf),
    ...(firstSentenceMs !== undefined && { firstSentenceMs }),
    totalMs,
    costUsd: outcome.costs.reduce((sum, { costUsd }) => sum + costUsd, 0),
  };
}

function summarize(cases: readonly AnsweredCase[]): AnswerScores {
  const answerable = cases.filter((item) => item.answerable);
  const answers = cases.filter((item) => item.kind === 'answer');
  const abstentions = cases.filter((item) => item.kind === 'abstention');
  const withGold = answers.flatMap(({ citations }) => (citations.supported === undefined ? [] : [citations]));
  const recalls = withGold.flatMap(({ recall }) => (recall === undefined ? [] : [recall]));
  const cited = sum(answers.map(({ citations }) => citations.cited));
  return {
    questions: cases.length,
    answerable: answerable.length,
    ...share(
      'answered',
      count(answerable, ({ kind }) => kind === 'answer'),
      answerable.length,
    ),
    ...share(
      'correct',
      count(answerable, ({ grade }) => grade.correct),
      answerable.length,
    ),
    ...share('tokenRecall', sum(answerable.map(({ grade }) => grade.recall)), answerable.length),
    ...share('tokenF1', sum(answerable.map(({ grade }) => grade.f1)), answerable.length),
    citations: {
      count: cited,
      ...share('exact', sum(answers.map(({ citations }) => citations.exact)), cited),
      ...share(
        'precision',
        sum(withGold.map(({ supported = 0 }) => supported)),
        sum(withGold.map((citations) => citations.cited)),
      ),
      ...share('recall', sum(recalls), recalls.length),
    },
    abstention: {
      ...share(
        'precision',
        count(abstentions, (item) => !item.answerable),
        abstentions.length,
      ),
      ...share(
        'recall',
        count(abstentions, (item) => !item.answerable),
        cases.length - answerable.length,
      ),
    },
    firstSentenceMs: percentiles(answers.flatMap(({ firstSentenceMs }) => firstSentenceMs ?? [])),
    totalMs: percentiles(cases.map(({ totalMs }) => totalMs)),
    costUsd: sum(cases.map(({ costUsd }) => costUsd)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const count = <Item>(items: readonly Item[], is: (item: Item) => boolean) => items.filter(is).length;

/** A share under its name; nothing where there is nothing to share. */
function share<Name extends string>(
  name: Name,
  part: number,
  whole: number,
): { readonly [N in Name]?: number } {
  return (whole === 0 ? {} : { [name]: part / whole }) as { readonly [N in Name]?: number };
}
