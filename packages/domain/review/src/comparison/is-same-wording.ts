import type { ComparedToken } from './read-tokens.ts';

/**
 * Whether two stretches differ only in how they were set: spaces, hyphens at line ends, small capitals. A dash between
 * digits counts: 5-10 is not 510.
 */
export function isSameWording(before: readonly ComparedToken[], after: readonly ComparedToken[]): boolean {
  const [a, b] = [squeeze(before), squeeze(after)];
  if (a === b) return true;
  const isCapitals = (text: string) => /\p{Lu}.*\p{Lu}.*\p{Lu}/su.test(text) && text === text.toUpperCase();
  return (isCapitals(a) || isCapitals(b)) && a.toUpperCase() === b.toUpperCase();
}

export function squeeze(tokens: readonly ComparedToken[]): string {
  return tokens
    .map(({ key }) => key)
    .join('')
    .replace(/(?<!\p{Nd})-|-(?!\p{Nd})/gu, '');
}
