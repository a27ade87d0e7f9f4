import { splitColumns } from './find-columns.ts';
import { findLines, type Line } from './find-lines.ts';
import type { Word } from './word.ts';

/**
 * The words of a page as lines, region by region in reading order. Text that runs in other directions (a turned
 * table, a stamp in the margin) is read by itself, the most first.
 */
export function findRegions(words: readonly Word[]): Line[][] {
  const groups = new Map<number, Word[]>();
  for (const word of words) {
    const group = groups.get(word.angle);
    if (group) group.push(word);
    else groups.set(word.angle, [word]);
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((group) => splitColumns(group).map(findLines));
}
