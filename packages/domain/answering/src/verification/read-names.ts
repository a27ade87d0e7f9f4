import type { Span } from '@groundwork/kernel';
import { isWithin, wording, type Statement } from './read-statement.ts';

/** A name as a run of keys, as it stands in a text that tells names by their capitals. */
export type NameKeys = readonly string[];

/**
 * Names of a source: runs of capitalised words, Latin words inside Chinese. A word that the source also writes small is
 * none, and a text that is mostly capitals tells nothing by them.
 */
export function readNames(source: Statement): NameKeys[] {
  const words = source.tokens.filter((token) => token.kind === 'word');
  const capital = (index: number): boolean => {
    const token = source.tokens[index];
    return token?.kind === 'word' && /^\p{Lu}/u.test(wording(source, token.start, token.end));
  };
  const small = new Set(
    source.tokens.flatMap((token, index) => (token.kind === 'word' && !capital(index) ? [token.key] : [])),
  );
  const capitals = source.tokens.filter((_, index) => capital(index)).length;
  const chinese = source.tokens.some((token) => token.kind === 'han');
  if (!chinese && capitals > 0.8 * words.length) return [];
  const names: string[][] = [];
  let run: { keys: string[]; last: number } | undefined;
  source.tokens.forEach((token, index) => {
    const named =
      token.kind === 'word' &&
      token.content &&
      (chinese || (capital(index) && !small.has(token.key) && !opensSentence(source, index))) &&
      !isWithin(token, source.dates);
    if (!named) return;
    if (run && run.last === index - 1) {
      run.keys.push(token.key);
      run.last = index;
    } else names.push((run = { keys: [token.key], last: index }).keys);
  });
  return [...new Map(names.map((name) => [name.join(' '), name])).values()];
}

/** Where a text mentions any of the names, the longest one at each place. */
export function findNames(
  statement: Statement,
  names: readonly NameKeys[],
): (Span & { readonly name: string })[] {
  const found: (Span & { readonly name: string })[] = [];
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  for (let index = 0; index < statement.tokens.length; index += 1) {
    const name = longestFirst.find((keys) =>
      keys.every((key, offset) => statement.tokens[index + offset]?.key === key),
    );
    if (!name) continue;
    const [first, last] = [statement.tokens[index], statement.tokens[index + name.length - 1]];
    if (first && last) found.push({ name: name.join(' '), start: first.start, end: last.end });
    index += name.length - 1;
  }
  return found;
}

/** Whether a capital here may be due to the sentence's beginning alone. */
export function opensSentence(statement: Statement, index: number): boolean {
  const previous = statement.tokens[index - 1];
  const next = statement.tokens[index + 1];
  const opens = previous === undefined || (previous.kind === 'mark' && /[.!?:;"'([*-]/.test(previous.text));
  const nameGoesOn = next?.kind === 'word' && /^\p{Lu}/u.test(wording(statement, next.start, next.end));
  return opens && !nameGoesOn;
}
