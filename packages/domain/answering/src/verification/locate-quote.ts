import type { Span } from '@groundwork/kernel';
import { contentTerms } from '../text/content-terms.ts';
import { fold, foldText, originalSpan } from '../text/fold-text.ts';
import { splitSentences } from '../text/split-sentences.ts';

/** Share of a misquoted passage's terms that a sentence must hold to count as what was meant. */
const minimumRecall = 0.8;

/**
 * Where in `text` the words of `quote` stand: as they are, else with width, case, script, quotes, dashes and white space
 * folded, else (a quote that was shortened or slightly changed, or none at all) the sentences that hold most of the terms
 * of the quote, or of `claim` where there is no quote. The result is widened to whole sentences, because half a sentence
 * can leave out the "not" before it. Whether the sentences support the claim is for the caller to check.
 *
 * @returns spans of whole sentences into `text`, in order; empty where nothing like the quote is there.
 */
export function locateQuote(text: string, quote: string, claim: string): Span[] {
  const sentences = splitSentences(text);
  const exact = quote.trim() === '' ? undefined : findVerbatim(text, quote);
  if (exact) return sentences.filter((sentence) => sentence.start < exact.end && sentence.end > exact.start);
  return findSimilar(text, sentences, quote.trim() === '' ? claim : quote);
}

function findVerbatim(text: string, quote: string): Span | undefined {
  const exact = text.indexOf(quote);
  if (exact >= 0) return { start: exact, end: exact + quote.length };
  const folded = foldText(text);
  const needle = fold(quote.trim().replace(/^["'“”「『]+|["'“”」』]+$/gu, ''));
  const at = needle === '' ? -1 : folded.text.indexOf(needle);
  return at < 0 ? undefined : originalSpan(folded, at, at + needle.length);
}

/** Up to three sentences, taken greedily, that together hold enough of the wanted terms. */
function findSimilar(text: string, sentences: readonly Span[], wanted: string): Span[] {
  const missing = new Set(contentTerms(fold(wanted)).keys());
  const total = missing.size;
  if (total === 0) return [];
  const candidates = sentences.map((span) => ({
    span,
    terms: new Set(contentTerms(fold(text.slice(span.start, span.end))).keys()),
  }));
  const chosen: Span[] = [];
  while (chosen.length < 3 && missing.size > 0) {
    const gains = candidates.map(({ terms }) => [...missing].filter((term) => terms.has(term)).length);
    const best = Math.max(0, ...gains);
    const candidate = candidates[gains.indexOf(best)];
    if (best === 0 || !candidate || (chosen.length > 0 && best < 0.1 * total)) break;
    chosen.push(candidate.span);
    for (const term of candidate.terms) missing.delete(term);
  }
  return missing.size <= (1 - minimumRecall) * total ? chosen.sort((a, b) => a.start - b.start) : [];
}
