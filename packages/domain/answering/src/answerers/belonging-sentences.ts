import { holdsAnswerKind, type RankedSentence } from '../evidence/rank-sentences.ts';
import type { ReadQuestion } from '../evidence/read-question.ts';
import type { ReadPassage } from '../evidence/read-passage.ts';
import { pointsBack } from '../evidence/statement-of.ts';

/** Most items of a list that are shown with the sentence that introduces it. */
const mostItems = 12;
/** A list begins the steps of a "how" where it follows the best sentence by at most so many. */
const stepsWithin = 3;

/**
 * What the best sentence leaves to the next ones: the number, date or time asked for, where it holds none itself; all
 * steps, where it begins the answer to "how".
 */
export function completing(question: ReadQuestion, passage: ReadPassage, best: RankedSentence): number[] {
  const next = [best.index + 1, best.index + 2].filter((index) =>
    ['sentence', 'item'].includes(kindAt(passage, index) ?? ''),
  );
  if (question.type === 'how') {
    const near = Array.from({ length: stepsWithin + 1 }, (_, ahead) => best.index + ahead);
    const step = near.find((index) => kindAt(passage, index) === 'item');
    return step === undefined ? next : [...next, ...listAround(passage, step)];
  }
  if (best.satisfies) return [];
  const found = next.find((index) => holdsAnswerKind(question, passage.sentences[index]?.folded ?? ''));
  return found === undefined ? [] : next.filter((index) => index <= found);
}

/** Whether a sentence goes on with what the one before it says. */
export function goesOn({ sentences }: ReadPassage, index: number): boolean {
  const sentence = sentences[index];
  return sentence?.span.kind === 'sentence' && pointsBack.test(sentence.folded);
}

/** The sentence with those without which it cannot be understood: the one it points back to, its table's head, its list. */
export function belongingTo(passage: ReadPassage, index: number): number[] {
  const kind = kindAt(passage, index);
  const before: number[] = [];
  if (goesOn(passage, index) && kindAt(passage, index - 1) === 'sentence') before.push(index - 1);
  if (kind === 'row') {
    const head = firstOfRun(passage, index);
    if (head !== index) before.push(head);
  }
  if (kind === 'item') {
    const lead = firstOfRun(passage, index) - 1;
    if (index - lead <= mostItems && introduces(passage, lead)) before.push(lead);
  }
  const after: number[] = [];
  if (introduces(passage, index)) {
    for (
      let next = index + 1;
      after.length < mostItems && ['item', 'row'].includes(kindAt(passage, next) ?? '');
      next += 1
    )
      after.push(next);
    if (after.length === 0 && index + 1 < passage.sentences.length) after.push(index + 1);
  }
  return [...before, index, ...after];
}

/** The items of the list that holds the one at `index`. */
function listAround(passage: ReadPassage, index: number): number[] {
  const items: number[] = [];
  const first = firstOfRun(passage, index);
  for (let at = first; items.length < mostItems && kindAt(passage, at) === 'item'; at += 1) items.push(at);
  return items;
}

function firstOfRun(passage: ReadPassage, index: number): number {
  let first = index;
  while (kindAt(passage, first - 1) === kindAt(passage, index)) first -= 1;
  return first;
}

function kindAt({ sentences }: ReadPassage, index: number): string | undefined {
  return sentences[index]?.span.kind;
}

function introduces({ sentences }: ReadPassage, index: number): boolean {
  return /[:：]$/u.test(sentences[index]?.text ?? '');
}
