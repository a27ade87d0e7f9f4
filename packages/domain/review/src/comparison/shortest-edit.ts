/** Pairs of equal elements, rising on both sides. */
export type Match = readonly [before: number, after: number];

/** Steps after which two stretches are taken to have nothing in common that is worth finding. */
const mostEdits = 1_200;

/**
 * Longest common subsequence of two short stretches: the greedy algorithm of E. W. Myers, "An O(ND) Difference
 * Algorithm and Its Variations" (1986). `undefined` where they differ by more than `mostEdits`.
 */
export function shortestEdit(
  lengthBefore: number,
  lengthAfter: number,
  isEqual: (before: number, after: number) => boolean,
): Match[] | undefined {
  const most = Math.min(lengthBefore + lengthAfter, mostEdits);
  const offset = most + 1;
  const frontier = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(frontier.slice(offset - edits - 1, offset + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = offset + diagonal;
      const isDown = diagonal === -edits || (diagonal !== edits && frontier[at - 1]! < frontier[at + 1]!);
      let x = isDown ? frontier[at + 1]! : frontier[at - 1]! + 1;
      let y = x - diagonal;
      while (x < lengthBefore && y < lengthAfter && isEqual(x, y)) {
        x++;
        y++;
      }
      frontier[at] = x;
      if (x >= lengthBefore && y >= lengthAfter) return walkBack(trace, lengthBefore, lengthAfter);
    }
  }
  return undefined;
}

function walkBack(trace: readonly Int32Array[], lengthBefore: number, lengthAfter: number): Match[] {
  const matches: Match[] = [];
  let [x, y] = [lengthBefore, lengthAfter];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    // Each row holds the diagonals from -edits-1 to edits+1 as they were before that step.
    const row = trace[edits]!;
    const at = (diagonal: number) => row[diagonal + edits + 1]!;
    const diagonal = x - y;
    const isDown = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : at(previous);
    const snakeStart = edits === 0 || isDown ? fromX : fromX + 1;
    while (x > snakeStart) matches.push([--x, --y]);
    if (edits > 0) [x, y] = [fromX, fromX - previous];
  }
  return matches.reverse();
}
