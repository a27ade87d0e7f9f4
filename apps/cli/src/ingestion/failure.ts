import { isGroundworkError } from '@groundwork/kernel';
import type { Output } from '../output.ts';

/** What could not be done about one file or address, and what to do. */
export interface Failure {
  readonly externalId: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Throws anything that is no named failure. */
export function toFailure(externalId: string, error: unknown): Failure {
  if (!isGroundworkError(error)) throw error;
  return { externalId, code: error.code, message: error.message, remedy: error.remedy };
}

export function printFailures(output: Output, failures: readonly Failure[]): void {
  for (const { externalId, code, message, remedy } of failures) {
    output.line(`  ${externalId}: ${message} [${code}]\n    ${remedy}`);
  }
}
