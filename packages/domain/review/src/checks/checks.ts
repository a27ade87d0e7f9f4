import type { Check } from './check.ts';
import { amountMismatch } from './amount-mismatch.ts';
import { arbitrationOrLitigation } from './arbitration-or-litigation.ts';
import { arbitrationWithoutInstitution } from './arbitration-without-institution.ts';
import { autoRenewal } from './auto-renewal.ts';
import { danglingReference } from './dangling-reference.ts';
import { datesInconsistent } from './dates-inconsistent.ts';
import { depositOver20Percent } from './deposit-over-20-percent.ts';
import { depositTermsMixed } from './deposit-terms-mixed.ts';
import { forumOfOtherSide } from './forum-of-other-side.ts';
import { conflictingGoverningLaw, lawAndForumDiffer } from './governing-law.ts';
import { installments } from './installments.ts';
import { jointLiability } from './joint-liability.ts';
import { dailyRateHigh, liquidatedDamagesHigh } from './liquidated-damages-high.ts';
import { missingSignature } from './missing-signature.ts';
import { numbering } from './numbering.ts';
import { numeralMismatch } from './numeral-mismatch.ts';
import { oneSidedIndemnity } from './one-sided-indemnity.ts';
import { oneSidedTermination } from './one-sided-termination.ts';
import { partyNames } from './party-names.ts';
import { placeholders } from './placeholders.ts';
import {
  finalInterpretation,
  interestDeducted,
  leaseTooLong,
  nonCompeteTooLong,
  probationTooLong,
  voidExemption,
} from './statutory-limits.ts';
import { totals } from './totals.ts';
import { unlimitedLiability } from './unlimited-liability.ts';
import { hiddenText, unreadableParts } from './unseen-text.ts';

/** Every built-in check: the place to add the next one. */
export const checks: readonly Check[] = [
  amountMismatch,
  numeralMismatch,
  totals,
  installments,
  depositOver20Percent,
  depositTermsMixed,
  arbitrationOrLitigation,
  arbitrationWithoutInstitution,
  forumOfOtherSide,
  conflictingGoverningLaw,
  lawAndForumDiffer,
  placeholders,
  partyNames,
  datesInconsistent,
  danglingReference,
  numbering,
  missingSignature,
  autoRenewal,
  unlimitedLiability,
  jointLiability,
  oneSidedTermination,
  oneSidedIndemnity,
  liquidatedDamagesHigh,
  dailyRateHigh,
  voidExemption,
  finalInterpretation,
  interestDeducted,
  leaseTooLong,
  nonCompeteTooLong,
  probationTooLong,
  hiddenText,
  unreadableParts,
];
