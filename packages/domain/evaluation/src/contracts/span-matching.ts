/** Of a contract's text, how CUAD compares it: words without stops and commas, each counted once. */
export type SpanWords = ReadonlySet<string>;

/** CUAD calls two spans the same from this share of common words on. */
const sameFrom = 0.5;

/** The words that CUAD's evaluation compares (Hendrycks et al. 2021, its published evaluation script). */
export function spanWords(text: string): SpanWords {
  const plain = text
    .replaceAll(/[.,;:]/g, '')
    .toLowerCase()
    .replaceAll('/', ' ');
  return new Set(plain.split(/\s+/).filter((word) => word !== ''));
}

/** Jaccard of the words; 0 where there are none. */
export function jaccard(a: SpanWords, b: SpanWords): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const word of small) if (large.has(word)) common += 1;
  const union = a.size + b.size - common;
  return union === 0 ? 0 : common / union;
}

export interface ComparableSpan {
  readonly text: string;
  readonly words: SpanWords;
}

export const comparable = (text: string): ComparableSpan => ({ text, words: spanWords(text) });

/** CUAD's rule: half of the words in common; of parties, whose names are short, a prediction may also hold the gold. */
export function spansMatch(category: string, gold: ComparableSpan, predicted: ComparableSpan): boolean {
  if (category === 'Parties' && predicted.text.includes(gold.text)) return true;
  return jaccard(gold.words, predicted.words) >= sameFrom;
}
