import type { Answerer, AnswererInput, AnswererPart, DraftSentence } from '../answerer.ts';
import { readQuestion, type ReadQuestion } from '../evidence/read-question.ts';
import {
  coverageOf,
  holdsAnswerKind,
  rankSentences,
  weighQuestion,
  type RankedSentence,
} from '../evidence/rank-sentences.ts';
import { contextOf, readPassage, readText, type ReadPassage } from '../evidence/read-passage.ts';
import { contentTerms } from '../text/content-terms.ts';
import { fold } from '../text/fold-text.ts';

/** Most sentences chosen for an answer, before what they pull in. */
const mostChosen = 3;
/** A further sentence must score at least this share of the best, in the same document and in another one. */
const nearlyAsGood = { same: 0.7, other: 0.85 } as const;
/** Where the best sentence has the kind of thing asked for, a further one must add this share of the question's weight. */
const leastGain = 0.1;
/** A further sentence that shares more of its terms with one already chosen says nothing new. */
const redundant = 0.7;
/** Most items of a list that are shown with the sentence that introduces it. */
const mostItems = 12;

/** Open with a word that points back: without the sentence before, nobody knows to what. */
const pointsBack =
  /^(?:it|this|these|those|they|that|he|she|such|its|their|his|her|however|therefore|in (?:this|that|such) case|otherwise|in addition|also|furthermore|moreover)\b|^(?:它|他|她|这|那|该|此|其|上述|前述|否则|此外|另外|同时|因此|但)/u;

interface Place {
  readonly passage: ReadPassage;
  readonly index: number;
}

/**
 * Answers in the documents' own words, offline and always the same: the sentences that fit the question best, with what
 * belongs to them (the items of a list, the head of a table, the sentence a pronoun points to), in the order in which they
 * stand. Each draft cites exactly itself.
 */
export class ExtractiveAnswerer implements Answerer {
  readonly name = 'extractive';
  readonly version = '2';

  async *answer(input: AnswererInput, signal: AbortSignal): AsyncIterable<AnswererPart> {
    for (const sentence of extractSentences(input)) {
      signal.throwIfAborted();
      yield { type: 'draft', sentence };
    }
  }
}

/** The drafts of an extractive answer, in the order of reading. */
export function extractSentences({
  question,
  passages,
}: Pick<AnswererInput, 'question' | 'passages'>): DraftSentence[] {
  const read = passages.map(readPassage);
  const asked = readQuestion(question);
  const ranked = rankSentences(asked, read).filter(
    ({ span, coverage }) => span.kind !== 'heading' && coverage > 0,
  );
  const places: Place[] = [];
  for (const chosen of choose(asked, read, ranked)) {
    const passage = read.find((candidate) => candidate.passage === chosen.passage);
    if (!passage) continue;
    const answering =
      chosen === ranked[0] ? [chosen.index, ...completing(asked, passage, chosen)] : [chosen.index];
    for (const index of answering.flatMap((at) => belongingTo(passage, at))) {
      if (!places.some((place) => place.passage === passage && place.index === index))
        places.push({ passage, index });
    }
  }
  const first = (passage: ReadPassage): number => places.findIndex((place) => place.passage === passage);
  const order = new Map(read.map((passage) => [passage, first(passage)]));
  return places
    .sort((a, b) => (order.get(a.passage) ?? 0) - (order.get(b.passage) ?? 0) || a.index - b.index)
    .map(({ passage, index }) => {
      const text = passage.sentences[index]?.text ?? '';
      return { text, evidence: [{ passage: passage.passage.rank, quote: text }] };
    });
}

/**
 * What the best sentence leaves to the next ones: the number, date or time asked for, where it holds none itself; the
 * further steps, where it begins the answer to "how".
 */
function completing(question: ReadQuestion, passage: ReadPassage, best: RankedSentence): number[] {
  const next = [best.index + 1, best.index + 2].filter((index) => {
    const kind = passage.sentences[index]?.span.kind;
    return kind === 'sentence' || kind === 'item';
  });
  if (question.type === 'how') return next;
  if (best.satisfies) return [];
  const found = next.find((index) => holdsAnswerKind(question, passage.sentences[index]?.folded ?? ''));
  return found === undefined ? [] : next.filter((index) => index <= found);
}

/** The best sentence, and those nearly as good; where it answers by its kind, only what adds a part of the question. */
function choose(
  question: ReadQuestion,
  read: readonly ReadPassage[],
  ranked: readonly RankedSentence[],
): RankedSentence[] {
  const best = ranked[0];
  if (!best) return [];
  const chosen = [best];
  const weights = weighQuestion(question, read);
  const answersByKind = question.answerKind !== undefined && best.satisfies;
  const around = read.find(({ passage }) => passage === best.passage);
  const said = [readText(best.text), ...(around ? contextOf(around, best.index) : [])];
  for (const candidate of ranked.slice(1, 12)) {
    if (chosen.length >= mostChosen) break;
    const share = nearlyAsGood[candidate.passage.documentId === best.passage.documentId ? 'same' : 'other'];
    if (candidate.score < share * best.score) continue;
    const text = readText(candidate.text);
    const gain = coverageOf(weights, [...said, text]) - coverageOf(weights, said);
    if (answersByKind && (!candidate.satisfies || gain < leastGain)) continue;
    if (chosen.some((other) => overlap(candidate.text, other.text) > redundant)) continue;
    chosen.push(candidate);
    said.push(text);
  }
  return chosen;
}

/** Share of the smaller sentence's terms that the other has as well. */
function overlap(a: string, b: string): number {
  const [mine, theirs] = [contentTerms(fold(a)), contentTerms(fold(b))];
  const shared = [...mine.keys()].filter((term) => theirs.has(term)).length;
  return shared / Math.max(1, Math.min(mine.size, theirs.size));
}

/** The sentence with those without which it cannot be understood. */
function belongingTo(passage: ReadPassage, index: number): number[] {
  const kindAt = (at: number): string | undefined => passage.sentences[at]?.span.kind;
  const textAt = (at: number): string => passage.sentences[at]?.text ?? '';
  const before: number[] = [];
  if (
    kindAt(index) === 'sentence' &&
    pointsBack.test(fold(textAt(index))) &&
    kindAt(index - 1) === 'sentence'
  )
    before.push(index - 1);
  if (kindAt(index) === 'row') {
    let head = index;
    while (kindAt(head - 1) === 'row') head -= 1;
    if (head !== index) before.push(head);
  }
  if (kindAt(index) === 'item') {
    let lead = index;
    while (kindAt(lead) === 'item' && index - lead < mostItems) lead -= 1;
    if (/[:：]$/u.test(textAt(lead))) before.push(lead);
  }
  const after: number[] = [];
  if (/[:：]$/u.test(textAt(index))) {
    for (
      let next = index + 1;
      after.length < mostItems && (kindAt(next) === 'item' || kindAt(next) === 'row');
      next += 1
    )
      after.push(next);
    if (after.length === 0 && index + 1 < passage.sentences.length) after.push(index + 1);
  }
  return [...before, index, ...after];
}
