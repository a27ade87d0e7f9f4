import type { Unit } from '../reading/split-units.ts';
import { combine } from './feature-hash.ts';
import { type FeatureRow, FeatureRowBuilder, ofKind } from './feature-row.ts';
import { wordHashes } from './words.ts';

/** Kinds of features; each has its own part of the space. */
const kinds = {
  one: 1,
  two: 2,
  three: 3,
  skip: 4,
  first: 5,
  heading: 6,
  before: 7,
  after: 8,
  title: 9,
  place: 10,
  length: 11,
  shape: 12,
};

/** A heading speaks for this many units after it; of neighbours this many words are looked at. */
const headingReach = 30;
const neighbourWords = 60;

/** Rows of all units of one text, in their order: their own words, heading, neighbours, the contract's kind and place. */
export function unitFeatures(text: string, units: readonly Unit[]): FeatureRow[] {
  const words = units.map(({ start, end }) => wordHashes(text.slice(start, end)));
  const title = ofKind(kinds.title, wordHashes(text.slice(0, 400)));
  return units.map((unit, index) => {
    const row = new FeatureRowBuilder();
    const own = words[index]!;
    row.addShared(1, ngrams(own));
    row.addShared(0.3, ofKind(kinds.first, own.subarray(0, 3)));
    if (unit.heading >= 0 && unit.heading !== index && index - unit.heading < headingReach) {
      row.addShared(0.4, ofKind(kinds.heading, words[unit.heading]!.subarray(0, 12)));
    }
    row.addShared(0.4, ofKind(kinds.before, words[index - 1]?.subarray(-neighbourWords) ?? []));
    row.addShared(0.4, ofKind(kinds.after, words[index + 1]?.subarray(0, neighbourWords) ?? []));
    row.addShared(0.2, title);
    row.addEach(0.25, [
      combine(kinds.place, placeOf(unit, text.length)),
      combine(kinds.length, Math.min(16, Math.round(Math.log2(1 + own.length) * 2))),
      combine(kinds.shape, shapeOf(text.slice(unit.start, unit.end))),
    ]);
    return row.build();
  });
}

/** Words, pairs, pairs over a gap, and triples. */
export function ngrams(words: Uint32Array): number[] {
  const hashes: number[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [a, b, c] = [words[at]!, words[at + 1], words[at + 2]];
    hashes.push(combine(kinds.one, a));
    if (b === undefined) continue;
    const pair = combine(a, b);
    hashes.push(combine(kinds.two, pair));
    if (c === undefined) continue;
    hashes.push(combine(kinds.three, combine(pair, c)), combine(kinds.skip, combine(a, c)));
  }
  return hashes;
}

/** The first three thousand characters by steps, then tenths of the whole. */
export function placeOf({ start }: { readonly start: number }, length: number): number {
  return start < 3_000 ? Math.floor(start / 500) : 10 + Math.floor((start / length) * 10);
}

/** Bits: a number, money, per cent, a quoted term, capitals throughout. */
function shapeOf(text: string): number {
  const tests = [/\d/, /[$€£]/, /%|percent/i, /["“]/, /^[^a-z]*$/];
  return tests.reduce((bits, test, bit) => bits | (test.test(text) ? 1 << bit : 0), 0);
}
