/** A character that was read, with the part of its line that it stands in, 0…1 from the left. */
export interface ReadCharacter {
  readonly text: string;
  readonly at: number;
  /** Probability, 0…1. */
  readonly confidence: number;
}

/**
 * Greedy CTC decoding (Graves et al. 2006): of the likeliest class at every step, repeats are one and blanks none.
 *
 * @param classes for each step from left to right: 0 the blank, then the characters, last the space.
 */
export function decodeCharacters(
  classes: ArrayLike<number | bigint>,
  probabilities: ArrayLike<number>,
  characters: readonly string[],
): ReadCharacter[] {
  const found: { text: string; first: number; last: number; confidence: number }[] = [];
  let before = 0;
  for (let step = 0; step < classes.length; step++) {
    const best = Number(classes[step]);
    const confidence = probabilities[step]!;
    const open = found.at(-1);
    if (best !== 0 && best === before && open) {
      open.confidence = Math.max(open.confidence, confidence);
      open.last = step;
    } else if (best !== 0) {
      found.push({ text: characters[best - 1] ?? ' ', first: step, last: step, confidence });
    }
    before = best;
  }
  return found.map(({ text, first, last, confidence }) => ({
    text,
    at: (first + last + 1) / 2 / classes.length,
    confidence,
  }));
}
