import type { Change, ChangeSide } from './comparison.ts';
import type { ContractPart, PartKind } from './contract-part.ts';
import { flagChange } from './flag-change.ts';
import { shortestEdit, type Match } from './shortest-edit.ts';

/**
 * Comments, pending changes and images: each is there or it is not. Who made one and when does not make it another. An
 * item that was replaced by another in its place is one change.
 */
export function compareLists(
  kind: PartKind,
  before: readonly ContractPart[],
  after: readonly ContractPart[],
): Change[] {
  const matches =
    shortestEdit(before.length, after.length, (x, y) => keyOf(before[x]!) === keyOf(after[y]!)) ?? [];
  const changes: Change[] = [];
  let [x, y] = [0, 0];
  for (const [toX, toY] of [...matches, [before.length, after.length] satisfies Match]) {
    while (x < toX || y < toY) {
      const [old, fresh] = [x < toX ? before[x++] : undefined, y < toY ? after[y++] : undefined];
      changes.push(toChange(kind, old, fresh));
    }
    [x, y] = [toX + 1, toY + 1];
  }
  return changes;
}

function toChange(part: PartKind, before: ContractPart | undefined, after: ContractPart | undefined): Change {
  return {
    kind: before && after ? 'replaced' : before ? 'deleted' : 'inserted',
    part,
    ...(before && { before: sideOf(before) }),
    ...(after && { after: sideOf(after) }),
    segments: [
      ...(before ? [{ kind: 'deleted' as const, text: before.text }] : []),
      ...(after ? [{ kind: 'inserted' as const, text: after.text }] : []),
    ],
    flags: flagChange(before?.text ?? '', after?.text ?? ''),
  };
}

function sideOf({ text, author, date }: ContractPart): ChangeSide {
  return { text, ...(author !== undefined && { author }), ...(date !== undefined && { date }) };
}

function keyOf({ text, digest }: ContractPart): string {
  return digest ?? text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}
