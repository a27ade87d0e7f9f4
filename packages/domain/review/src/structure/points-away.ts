import type { Clause, DefinedTerm } from './contract-structure.ts';

/** "of the Lease", "thereof" behind a place: it is in another document. `names`: what the contract calls itself. */
export function pointsAway(within: string, end: number, names: ReadonlySet<string>): boolean {
  const after = within.slice(end, end + 90);
  if (/^\s*,?\s*(?:thereof|therein|thereto|thereunder|U\.?S\.?C|C\.?F\.?R)/.test(after)) return true;
  const of =
    /^\s*,?\s*(?:respectively,?\s*)?(?:of|to|under|in|OF)\s+(?:(the|THE|that|such|said|its|each|any|any such|a|an)\s+(?:(?:certain|applicable|related|original|existing|relevant)\s+)?)?("?[A-Z\d][\w.&'/-]*"?(?:\s+(?:[A-Z\d][\w.&'/-]*|of|and|the|for|on)(?=\s|[,.;)]))*|agreement|contract|lease|act|code)/.exec(
      after,
    );
  if (!of) return false;
  const [whole, article, phrase = ''] = of;
  const isOf = /^\s*,?\s*of/.test(whole);
  if (!isOf && article === undefined) return false;
  const name = phrase
    .replace(/["\s]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/(?: (?:of|and|the|for|on))+$/, '');
  if (
    /^(?:section|article|exhibit|schedule|annex|appendix|attachment|this|part|clause|paragraph)\b/.test(name)
  )
    return false;
  if (!isOf) return /\b(?:agreement|act|code|lease|plan|statement|form)\b/.test(name) && !names.has(name);
  if (article === 'such' || article === 'that' || article === 'said') return true;
  return !names.has(name) && !names.has(name.replace(/^the /, ''));
}

/** What the contract calls itself: "this Agreement", and the name that it gives itself. */
export function ownNames(
  folded: string,
  terms: readonly DefinedTerm[],
  clauses: readonly Clause[],
): Set<string> {
  const names = new Set<string>();
  const bodyAt = clauses.find(({ kind }) => kind === 'clause' || kind === 'definition')?.span.start ?? 3_000;
  const head = folded.slice(0, Math.max(bodyAt, 1_500));
  for (const match of head.matchAll(
    /\(\s*(?:hereinafter\s+)?(?:(?:referred\s+to\s+as|called)\s+)?(?:the|this)?\s*"([^"\n]{1,60})"/gi,
  )) {
    const before = head.slice(Math.max(0, match.index - 160), match.index);
    if (
      /\bthis\s[^.;()]{0,140}$/i.test(before) &&
      /\b(?:agreement|amendment|contract|addendum|lease|deed|statement|license|charter|letter|memorandum)\b/i.test(
        match[1]!,
      )
    )
      names.add(match[1]!.toLowerCase());
  }
  if (names.size === 0)
    for (const name of ['agreement', 'contract', 'amendment', 'addendum']) names.add(name);
  else if (
    ![...names].some((name) => /amendment|addendum|supplement/.test(name)) &&
    !terms.some(({ term }) => term === 'Agreement' || term === 'AGREEMENT')
  )
    names.add('agreement');
  return names;
}
