import type { Mention } from '../reading/find-mentions.ts';
import { combine } from './feature-hash.ts';
import { type FeatureRow, FeatureRowBuilder, ofKind } from './feature-row.ts';
import { placeOf } from './unit-features.ts';
import { wordHashes } from './words.ts';

/** Kinds of features: dates and titles have each their own, apart from those of units. */
const kinds = { before: 1, after: 2, near: 3, own: 4, place: 5, order: 6, repeats: 7, gap: 8 };
const base = { date: 100, title: 200 };

/** Characters looked at before and after, and of the words found there those that count by their distance. */
const reach = 240;
const byDistance = 8;

/** Rows of all mentions of one text: what they say, what stands around them, where, as how-manieth, how often. */
export function mentionFeatures(text: string, mentions: readonly Mention[]): FeatureRow[] {
  const sameText = new Map<string, number>();
  const keyOf = ({ start, end }: Mention) => text.slice(start, end).toLowerCase().replaceAll(/\s+/g, ' ');
  for (const mention of mentions) sameText.set(keyOf(mention), (sameText.get(keyOf(mention)) ?? 0) + 1);
  const order = { date: 0, title: 0 };
  return mentions.map((mention) => {
    const row = new FeatureRowBuilder();
    const kind = (name: keyof typeof kinds) => base[mention.kind] + kinds[name];
    const before = wordHashes(text.slice(Math.max(0, mention.start - reach), mention.start)).reverse();
    const after = wordHashes(text.slice(mention.end, mention.end + reach));
    row.addShared(1, [...placed(kind('before'), before), ...placed(kind('after'), after)]);
    row.addShared(0.5, ofKind(kind('near'), [...before.subarray(0, 30), ...after.subarray(0, 30)]));
    row.addShared(0.5, ofKind(kind('own'), wordHashes(text.slice(mention.start, mention.end))));
    row.addEach(0.3, [
      combine(kind('place'), placeOf(mention, text.length)),
      combine(kind('order'), Math.min(20, order[mention.kind]++)),
      combine(kind('repeats'), Math.min(4, sameText.get(keyOf(mention)) ?? 0)),
      combine(kind('gap'), gapsAround(text, mention)),
    ]);
    return row.build();
  });
}

/** Near words with their distance, alone and with their neighbour. */
function placed(kind: number, words: Uint32Array): number[] {
  const hashes: number[] = [];
  for (let at = 0; at < Math.min(byDistance, words.length); at += 1) {
    const word = combine(kind, words[at]!);
    hashes.push(combine(word, at), combine(word, 99));
    const next = words[at + 1];
    if (next !== undefined) hashes.push(combine(word, next));
  }
  return hashes;
}

/** Whether it stands in a line of its own: white space wider than a blank on either side, and capitals. */
function gapsAround(text: string, { start, end }: Mention): number {
  const before = /(?:^|\s{2,}|\n)$/.test(text.slice(Math.max(0, start - 3), start)) ? 1 : 0;
  const after = /^(?:\s{2,}|\n|$)/.test(text.slice(end, end + 3)) ? 2 : 0;
  return before + after + (/[a-z]/.test(text.slice(start, end)) ? 0 : 4);
}
