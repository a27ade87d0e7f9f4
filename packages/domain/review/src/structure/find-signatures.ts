import type { Clause, SignatureBlock } from './contract-structure.ts';
import type { Line } from './read-lines.ts';

export function findSignatures(
  _text: string,
  _folded: string,
  _lines: readonly Line[],
  _clauses: readonly Clause[],
): SignatureBlock[] {
  return [];
}
