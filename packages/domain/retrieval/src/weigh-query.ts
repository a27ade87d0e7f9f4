import { bm25 } from './bm25.ts';
import type { Phrase, QueryTerms, TermStatistics, WeightedTerms } from './chunk-index.ts';

export interface WeighedWording {
  readonly terms: WeightedTerms;
  /** As in {@link Wording}. */
  readonly needs: readonly string[];
}

/** A query with what each part of it is worth: a term's is multiplied by the saturation of its count, a phrase's counts whole. */
export interface WeighedQuery {
  readonly terms: WeightedTerms;
  readonly groups: readonly (readonly WeighedWording[])[];
  readonly phrases: readonly { readonly phrase: Phrase; readonly worth: number }[];
}

/** Every term of a query, whatever part of it asks for it. */
export function allTerms({ terms, groups = [], phrases = [] }: QueryTerms): Set<string> {
  const all = new Set(terms.keys());
  for (const group of groups)
    for (const wording of group) for (const term of wording.terms.keys()) all.add(term);
  for (const phrase of phrases) for (const term of phrase.terms.keys()) all.add(term);
  return all;
}

/** ln(1 + (N − n + ½) / (n + ½)): Robertson & Zaragoza 2009 with Lucene's shift above zero. */
export function inverseDocumentFrequency(chunks: number, holders: number): number {
  return Math.log(1 + (chunks - holders + 0.5) / (holders + 0.5));
}

/** Weighs by the rarity of the terms; a wording of rarer terms is held down to its share of the query's own. */
export function weighQuery(query: QueryTerms, { chunks, chunksWith }: TermStatistics): WeighedQuery {
  const weigh = (terms: WeightedTerms, factor = 1): Map<string, number> =>
    new Map(
      [...terms].map(([term, weight]) => [
        term,
        factor * weight * inverseDocumentFrequency(chunks, chunksWith.get(term) ?? 0),
      ]),
    );
  const groups = (query.groups ?? []).map((wordings) => {
    const most = sum(weigh(wordings[0]?.terms ?? new Map()));
    return wordings.map(({ terms, share, needs = [] }, index): WeighedWording => {
      const factor = index === 0 ? 1 : share * Math.min(1, most / sum(weigh(terms)) || 0);
      return { terms: weigh(terms, factor), needs };
    });
  });
  const phrases = (query.phrases ?? []).map((phrase) => {
    const worths = weigh(phrase.terms);
    return { phrase, worth: phrase.counts === 'all-terms' ? sum(worths) : Math.max(0, ...worths.values()) };
  });
  return { terms: weigh(query.terms), groups, phrases };
}

/** BM25 that no Chunk can pass: every part of the query, each as often as can matter. */
export function fullScore({ terms, groups, phrases }: WeighedQuery): number {
  const words =
    sum(terms) +
    groups.reduce((total, group) => total + Math.max(0, ...group.map((wording) => sum(wording.terms))), 0);
  return words * (bm25.k1 + 1) + phrases.reduce((total, { worth }) => total + worth, 0);
}

/** BM25 of one Chunk, from the saturation of each term in it (0 where it is absent) and which phrases it holds. */
export function scoreChunk(
  { terms, groups, phrases }: WeighedQuery,
  saturation: (term: string) => number,
  holds: (form: string) => boolean,
): number {
  const score = (worths: WeightedTerms) => {
    let total = 0;
    for (const [term, worth] of worths) total += worth * saturation(term);
    return total;
  };
  let total = score(terms);
  const scoreWording = (wording: WeighedWording) =>
    wording.needs.every((term) => saturation(term) > 0) ? score(wording.terms) : 0;
  for (const group of groups) total += Math.max(0, ...group.map(scoreWording));
  for (const { phrase, worth } of phrases) if (holds(phrase.form)) total += worth;
  return total;
}

/** (k₁ + 1)·f / (f + k₁·(1 − b + b·length/mean)), what BM25 makes of a term that occurs f times; 0…k₁ + 1. */
export function saturate(count: number, length: number, meanLength: number): number {
  const { k1, b } = bm25;
  return count === 0 ? 0 : (count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / meanLength));
}

function sum(worths: WeightedTerms): number {
  let total = 0;
  for (const worth of worths.values()) total += worth;
  return total;
}
