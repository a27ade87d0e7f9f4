import type { Span } from '@groundwork/kernel';
import type { ContractText } from '../contract/contract-text.ts';
import type { ContractStructure } from '../structure/contract-structure.ts';
import type { ClauseTypeId } from './clause-types.ts';

/** A span that is of a ClauseType. */
export interface ClauseLabel {
  readonly type: ClauseTypeId;
  readonly span: Span;
  /** Calibrated: of labels given .8, four in five are right. */
  readonly confidence: number;
}

/** What a classifier makes of one contract: best labels first within a type, and whether each type is there at all. */
export interface ClauseLabels {
  readonly labels: readonly ClauseLabel[];
  /** For every ClauseType that the classifier knows in this language: the calibrated probability that it is there. */
  readonly presence: ReadonlyMap<ClauseTypeId, number>;
}

/** Finds the ClauseTypes of a contract. Deterministic for one `version`; unknown languages give no labels. */
export interface ClauseClassifier {
  readonly version: string;
  classify(contract: ContractText, structure: ContractStructure, signal?: AbortSignal): Promise<ClauseLabels>;
}
