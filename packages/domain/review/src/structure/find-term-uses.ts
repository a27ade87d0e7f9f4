import type { Span } from '@groundwork/kernel';

const word = /[A-Za-z0-9]+|[\u3400-\u9fff]/g;

/**
 * Where terms stand in a folded text: at word boundaries in English, plurals and genitives with them; in Chinese
 * wherever the characters stand. Of terms within each other only the longest is used: 保密信息, not 信息.
 */
export function findTermUses(folded: string, terms: readonly string[]): Map<string, Span[]> {
  const byFirst = new Map<string, string[]>();
  for (const term of terms) {
    const [first] = term.match(word) ?? [];
    if (first === undefined || !term.startsWith(first)) continue;
    const others = byFirst.get(first);
    if (others) others.push(term);
    else byFirst.set(first, [term]);
  }
  for (const others of byFirst.values()) others.sort((a, b) => b.length - a.length);
  const uses = new Map<string, Span[]>(terms.map((term) => [term, []]));
  word.lastIndex = 0;
  for (let match = word.exec(folded); match; match = word.exec(folded)) {
    // Plurals of one-word terms are another word: Products for Product.
    const candidates =
      byFirst.get(match[0]) ??
      byFirst.get(match[0].replace(/(?:es|s)$/, '')) ??
      byFirst.get(match[0].replace(/s$/, ''));
    if (!candidates) continue;
    for (const term of candidates) {
      const end = matchEnd(folded, match.index, term);
      if (end === undefined) continue;
      uses.get(term)!.push({ start: match.index, end });
      word.lastIndex = end;
      break;
    }
  }
  return uses;
}

/** White space of any width stands for a blank. */
function matchEnd(folded: string, start: number, term: string): number | undefined {
  let at = start;
  for (let index = 0; index < term.length; index++) {
    if (term[index] === ' ') {
      const from = at;
      while (at < folded.length && /\s/.test(folded[at]!)) at++;
      if (at === from) return undefined;
    } else if (folded[at] === term[index]) at++;
    else return undefined;
  }
  if (!/[A-Za-z0-9]$/.test(term)) return at;
  const tail = /^(?:es|s)?(?![A-Za-z0-9_])/.exec(folded.slice(at, at + 4));
  return tail ? at + tail[0].length : undefined;
}
