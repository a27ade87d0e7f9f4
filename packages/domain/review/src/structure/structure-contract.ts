import type { ContractText } from '../contract/contract-text.ts';
import { buildClauses } from './build-clauses.ts';
import type { ContractStructure } from './contract-structure.ts';
import { findDefinedTerms } from './find-defined-terms.ts';
import { findReferences } from './find-references.ts';
import { findSignatures } from './find-signatures.ts';
import { foldCharacters } from './fold-characters.ts';
import { readLines } from './read-lines.ts';

/**
 * How a contract is built: its Clauses with their numbering, its defined terms, what refers to what, and where it is
 * signed. Works from the text and its Blocks alone, in English and Chinese; the same text gives the same structure.
 */
export function structureContract(contract: Pick<ContractText, 'text' | 'blocks'>): ContractStructure {
  const folded = foldCharacters(contract.text);
  const lines = readLines(folded, contract.blocks);
  const { clauses, labels } = buildClauses(contract.text, folded, lines);
  const terms = findDefinedTerms(contract.text, folded, clauses);
  return {
    clauses,
    terms,
    references: findReferences(contract.text, folded, clauses, terms, labels),
    signatures: findSignatures(contract.text, folded, lines, clauses),
  };
}
