import type { Answerer, AnswererInput, AnswererPart, DraftSentence } from '../answerer.ts';
import { questionParts } from '../evidence/question-parts.ts';
import { readQuestion, type ReadQuestion } from '../evidence/read-question.ts';
import { rankSentences } from '../evidence/rank-sentences.ts';
import { readPassage, type ReadPassage } from '../evidence/read-passage.ts';
import type { SentenceLikeness } from '../evidence/sentence-likeness.ts';
import { belongingTo, completing, goesOn } from './belonging-sentences.ts';
import { breadthOf, chooseSentences } from './choose-sentences.ts';

interface Place {
  readonly passage: ReadPassage;
  readonly index: number;
}

/**
 * Answers in the documents' own words, offline and always the same: the sentences that fit the question best, with what
 * belongs to them (the items of a list, the head of a table, the sentence a pronoun points to), in the order in which they
 * stand. Each draft cites exactly itself, in the language of its source. Fit is by words, and by meaning where a model has
 * compared it: where the source is in the other language than the question, words have little to compare.
 */
export class ExtractiveAnswerer implements Answerer {
  readonly name = 'extractive';
  readonly version = '4';

  async *answer(input: AnswererInput, signal: AbortSignal): AsyncIterable<AnswererPart> {
    for (const sentence of extractSentences(input)) {
      signal.throwIfAborted();
      yield { type: 'draft', sentence };
    }
  }
}

/** The drafts of an extractive answer, in the order of reading; by meaning too where a model has compared it. */
export function extractSentences({
  question,
  passages,
  likeness,
}: Pick<AnswererInput, 'question' | 'passages' | 'likeness'>): DraftSentence[] {
  const read = passages.map(readPassage);
  const parts = questionParts(question);
  const places: Place[] = [];
  for (const place of parts.flatMap((part) =>
    placesOf(readQuestion(part), read, parts.length, likeness?.parts.get(part)),
  )) {
    if (!places.some(({ passage, index }) => passage === place.passage && index === place.index))
      places.push(place);
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

/** Where the answer to one of so many parts of a question stands: the sentences chosen, with what belongs to them. */
function placesOf(
  question: ReadQuestion,
  read: readonly ReadPassage[],
  parts: number,
  likeness: SentenceLikeness | undefined,
): Place[] {
  const ranked = rankSentences(question, read, likeness ? { likeness } : {}).filter(
    ({ span, coverage }) => span.kind !== 'heading' && (coverage > 0 || likeness !== undefined),
  );
  const tellsMore = breadthOf(question) !== 'fact';
  return chooseSentences(question, read, ranked, parts).flatMap((chosen) => {
    const passage = read.find((candidate) => candidate.passage === chosen.passage);
    if (!passage) return [];
    const answering =
      chosen === ranked[0] ? [chosen.index, ...completing(question, passage, chosen)] : [chosen.index];
    return answering
      .flatMap((at) => (tellsMore && goesOn(passage, at + 1) ? [at, at + 1] : [at]))
      .flatMap((at) => belongingTo(passage, at))
      .map((index): Place => ({ passage, index }));
  });
}
