import type { ComparedToken } from './read-tokens.ts';
import type { Match } from './shortest-edit.ts';

/** How far an edit is slid along text that repeats itself. */
const farthest = 200;

/**
 * Of the places that a pure insertion or deletion could as well have, the one a reader would name: whole paragraphs,
 * else whole sentences. "A. [B. ]C." rather than "A[. B]. C."
 */
export function slideEdits(
  before: readonly ComparedToken[],
  after: readonly ComparedToken[],
  matches: readonly Match[],
): Match[] {
  const partners = new Int32Array(before.length).fill(-1);
  for (const [x, y] of matches) partners[x] = y;
  slide(before, partners);
  const back = new Int32Array(after.length).fill(-1);
  for (const [x, y] of partners.entries()) if (y >= 0) back[y] = x;
  slide(after, back);
  const slid: Match[] = [];
  for (const [y, x] of back.entries()) if (x >= 0) slid.push([x, y]);
  return slid;
}

/** `partners` gives each token its like on the other side, -1 for none; gaps whose other side is empty are slid. */
function slide(tokens: readonly ComparedToken[], partners: Int32Array): void {
  for (let at = 0; at < tokens.length; at++) {
    if (partners[at] !== -1) continue;
    const start = at;
    while (at < tokens.length && partners[at] === -1) at++;
    const end = at;
    const isPure = start > 0 && end < tokens.length && partners[end]! - partners[start - 1]! === 1;
    if (isPure) at = Math.max(at, moveGap(tokens, partners, start, end));
  }
}

function moveGap(tokens: readonly ComparedToken[], partners: Int32Array, start: number, end: number): number {
  const length = end - start;
  let best = 0;
  let bestScore = score(tokens, start, end);
  const consider = (shift: number) => {
    const found = score(tokens, start + shift, end + shift);
    if (found > bestScore) [best, bestScore] = [shift, found];
  };
  for (let shift = -1; shift >= -farthest; shift--) {
    const at = start + shift;
    if (at < 0 || partners[at] === -1 || tokens[at]!.key !== tokens[at + length]!.key) break;
    if (at > 0 && partners[at - 1] !== partners[at]! - 1) break;
    consider(shift);
  }
  for (let shift = 1; shift <= farthest; shift++) {
    const at = end + shift - 1;
    if (at >= tokens.length || partners[at] === -1 || tokens[at]!.key !== tokens[at - length]!.key) break;
    if (at + 1 < tokens.length && partners[at + 1] !== partners[at]! + 1) break;
    consider(shift);
  }
  for (let step = 0; step < best; step++) {
    partners[start + step] = partners[end + step]!;
    partners[end + step] = -1;
  }
  for (let step = 0; step > best; step--) {
    partners[end + step - 1] = partners[start + step - 1]!;
    partners[start + step - 1] = -1;
  }
  return end + best;
}

function score(tokens: readonly ComparedToken[], start: number, end: number): number {
  return boundary(tokens, start) + boundary(tokens, end);
}

function boundary(tokens: readonly ComparedToken[], at: number): number {
  const [previous, next] = [tokens[at - 1], tokens[at]];
  if (!previous || !next || previous.unit !== next.unit) return 4;
  if (/^[.!?;；！？]$/.test(previous.key)) return 2;
  return /^[,，、:：]$/.test(previous.key) ? 1 : 0;
}
