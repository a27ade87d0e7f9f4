import type { Clause, DefinedTerm } from './contract-structure.ts';

export function findDefinedTerms(_text: string, _folded: string, _clauses: readonly Clause[]): DefinedTerm[] {
  return [];
}
