/** Wrong, missing and added characters (Levenshtein 1966) beside the number of right ones. */
export interface CharacterErrors {
  readonly errors: number;
  readonly characters: number;
}

/**
 * Compares texts without white space, which layout decides and not recognition, and with forms that mean the same
 * (full and half width) as one (NFKC). Accuracy is 1 − errors / characters.
 */
export function countErrors(wanted: string, found: string): CharacterErrors {
  const [from, to] = [wanted, found].map((text) => [...text.normalize('NFKC').replace(/\s+/g, '')]);
  let before = Uint32Array.from({ length: to!.length + 1 }, (_, index) => index);
  for (const [row, character] of from!.entries()) {
    const current = new Uint32Array(to!.length + 1);
    current[0] = row + 1;
    for (let column = 1; column <= to!.length; column++) {
      const replaced = before[column - 1]! + (to![column - 1] === character ? 0 : 1);
      current[column] = Math.min(before[column]! + 1, current[column - 1]! + 1, replaced);
    }
    before = current;
  }
  return { errors: before[to!.length]!, characters: from!.length };
}
