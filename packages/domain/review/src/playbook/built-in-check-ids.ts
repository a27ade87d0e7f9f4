/** Ids that a Playbook may name. Replaced by the checks' own list. */
export const builtInCheckIds: readonly string[] = ['amount-mismatch', 'deposit-over-20-percent'];
