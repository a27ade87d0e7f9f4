import type { ClauseLabels } from '../clause-types/clause-classifier.ts';
import type { ContractText } from '../contract/contract-text.ts';
import type { Field } from '../fields/field.ts';
import type { ContractStructure } from '../structure/contract-structure.ts';

/** All that is known of a file before any Playbook: made once for the same bytes, whatever batch they come in. */
export interface ContractAnalysis {
  readonly contract: ContractText;
  readonly structure: ContractStructure;
  readonly labels: ClauseLabels;
  readonly fields: readonly Field[];
}
