import { analyzeText } from '@groundwork/retrieval';
import { answerTokens, tokenOverlap } from './answer-tokens.ts';

export interface AnswerGrade {
  readonly correct: boolean;
  /** Of the gold answer that fits best. */
  readonly recall: number;
  readonly f1: number;
}

/** Golds up to this many tokens name a fact: nearly all of it must be there. Longer ones are prose. */
const factTokens = 8;
const factRecall = 0.75;
const proseRecall = 0.6;

const negation = /\b(?:no|not|never|none|nor|cannot|without|neither)\b|n['’]t\b|[不未无没非勿禁]/i;
const verdict = /^(?:yes|no|是|是的|否|不是|可以|不可以|能|不能|有|没有)[.。!！]?$/i;

/**
 * Whether an answer says what any of the gold answers says, judged without a model and meant to err towards "no":
 * the best gold must be covered token by token (Chinese by characters), every number of it must be in the answer,
 * every name of it in the answer or the question, and where the gold denies, the answer must deny. A bare yes or no
 * counts only where the answer opens with it.
 */
export function gradeAnswer(answer: string, golds: readonly string[], question: string): AnswerGrade {
  const grades = golds.map((gold) => gradeAgainst(answer, gold, question));
  return grades.reduce((best, grade) => (rank(grade) > rank(best) ? grade : best), {
    correct: false,
    recall: 0,
    f1: 0,
  });
}

const rank = ({ correct, recall, f1 }: AnswerGrade) => Number(correct) * 10 + recall + f1 / 10;

function gradeAgainst(answer: string, gold: string, question: string): AnswerGrade {
  if (verdict.test(gold.trim())) {
    const opens = answer
      .trim()
      .toLowerCase()
      .startsWith(
        gold
          .trim()
          .replace(/[.。!！]$/, '')
          .toLowerCase(),
      );
    return { correct: opens, recall: Number(opens), f1: Number(opens) };
  }
  const { recall, f1 } = tokenOverlap(answer, gold);
  const length = [...answerTokens(gold).values()].reduce((sum, count) => sum + count, 0);
  const correct =
    recall >= (length <= factTokens ? factRecall : proseRecall) &&
    includesAll(numbersOf(answer), numbersOf(gold)) &&
    includesAll(new Set([...answerTokens(answer).keys(), ...answerTokens(question).keys()]), namesOf(gold)) &&
    (!negation.test(gold) || negation.test(answer));
  return { correct, recall, f1 };
}

/** Numbers in digits, whether written so or in Chinese. */
function numbersOf(text: string): Set<string> {
  return new Set([...analyzeText(text).keys()].filter((term) => /^\d[\d.]*$/.test(term)));
}

/** Stems of capitalised words inside sentences. */
function namesOf(text: string): Set<string> {
  const names = [...text.matchAll(/(?<![.!?:;•\n]\s*|^)\b\p{Lu}[\p{L}'’-]+/gu)].map(([name]) => name);
  return new Set(names.flatMap((name) => [...answerTokens(name).keys()]));
}

function includesAll(found: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  return [...wanted].every((item) => found.has(item));
}
