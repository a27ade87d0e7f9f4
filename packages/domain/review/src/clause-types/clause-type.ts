/** A category of Clauses. `cuad` is the category's name in the Contract Understanding Atticus Dataset. */
export interface ClauseType {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly cuad?: string;
  /** What a rule-based reader looks for where no trained model speaks, and what `searched` tells people. */
  readonly cues: { readonly en: readonly string[]; readonly zh: readonly string[] };
}
