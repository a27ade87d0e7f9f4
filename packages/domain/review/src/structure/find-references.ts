import type { Clause, CrossReference, DefinedTerm } from './contract-structure.ts';

export function findReferences(
  _text: string,
  _folded: string,
  _clauses: readonly Clause[],
  _terms: readonly DefinedTerm[],
): CrossReference[] {
  return [];
}
