import type { RejectionReason } from '../answer.ts';

/** Why a claim does not follow from its source. `detail` names the words, for the Answer's record. */
export interface Fault {
  readonly reason: RejectionReason;
  readonly detail: string;
}
