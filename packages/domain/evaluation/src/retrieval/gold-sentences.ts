import { foldText } from '@groundwork/retrieval';
import { toAnswerCase } from '../answers/answer-case.ts';
import type { QueryRow } from '../datasets/read-beir-dataset.ts';

/**
 * The sentences that a query's metadata quotes as its evidence, ready for {@link goldSentenceRecall}; one set per
 * annotator, any of which is enough. Empty where the dataset has none, or metadata of another shape.
 */
export function goldSentences(query: QueryRow): string[][] {
  try {
    return toAnswerCase(query)
      .references.map((set) => set.flatMap(({ quote }) => (quote ? squeeze(quote) : [])))
      .filter((set) => set.length > 0);
  } catch {
    return [];
  }
}

/**
 * Share of a query's gold sentences that stand, whole, in one of the first `cut` Passages; of the set that fares best.
 * Both sides without white space and the bars between a table's cells, and with width, case and script folded.
 */
export function goldSentenceRecall(
  squeezedPassages: readonly string[],
  sets: readonly (readonly string[])[],
  cut: number,
): number {
  const texts = squeezedPassages.slice(0, cut);
  const found = (sentence: string) => texts.some((text) => text.includes(sentence));
  return Math.max(0, ...sets.map((set) => set.filter(found).length / set.length));
}

/** Lines break, and scripts differ, between a dataset's sentences and its documents. */
export function squeeze(text: string): string {
  return foldText(text).replace(/[\s|]+/gu, '');
}
