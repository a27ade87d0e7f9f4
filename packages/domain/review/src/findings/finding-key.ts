import type { Span } from '@groundwork/kernel';

/** Rule, then where: the same contract reviewed again gives the same keys. */
export function findingKey(rule: string, span: Span | undefined): string {
  return span ? `${rule}@${span.start}-${span.end}` : `${rule}@missing`;
}
