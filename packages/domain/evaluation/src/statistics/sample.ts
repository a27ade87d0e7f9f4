import { seededRandom } from './seeded-random.ts';

/** `count` of the items, drawn without replacement and in their own order; all where there are no more. */
export function sample<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  const random = seededRandom(seed);
  const chosen: Item[] = [];
  // Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2 S).
  for (const [index, item] of items.entries()) {
    if (random() * (items.length - index) < count - chosen.length) chosen.push(item);
  }
  return chosen;
}
