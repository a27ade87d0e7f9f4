/** One small edit of a balanced contract, and what a review of the result must find. */
export interface SeededRisk {
  readonly id: string;
  /** For whose side it is a risk. */
  readonly stance: string;
  /** Rule that must find it: id of a Policy or of a built-in check. */
  readonly rule: string;
  /** Wording replaced, exactly as it stands in the balanced contract, once. */
  readonly from?: string;
  readonly to?: string;
  /** Number with which the one line begins that `to` takes the place of. */
  readonly starts?: string;
  /** Heading of a whole section that is taken out instead. */
  readonly without?: string;
  /** Rules that may follow from the same edit: a gap in the numbering, a matter that stood in the section taken out. */
  readonly also?: readonly string[];
  /** Another side, which must not be told of this rule. */
  readonly silentFor?: string;
}

/** The balanced text with the risk in it. Throws where the edit does not fit the text, so that no seed is lost. */
export function seedRisk(balanced: string, risk: SeededRisk): string {
  if (risk.without !== undefined) return withoutSection(balanced, risk.without);
  if (risk.starts !== undefined && risk.to !== undefined) {
    const lines = balanced.split('\n');
    const at = lines.findIndex((line) => line.startsWith(`${risk.starts} `));
    if (at < 0) throw new Error(`${risk.id}: no line begins with ${risk.starts}`);
    return lines.with(at, risk.to).join('\n');
  }
  if (risk.from === undefined || risk.to === undefined) throw new Error(`${risk.id} changes nothing`);
  const parts = balanced.split(risk.from);
  if (parts.length !== 2) throw new Error(`${risk.id}: its wording occurs ${parts.length - 1} times`);
  return parts.join(risk.to);
}

function withoutSection(balanced: string, heading: string): string {
  const start = balanced.indexOf(`## ${heading}`);
  if (start < 0) throw new Error(`There is no section "${heading}"`);
  const end = balanced.indexOf('\n## ', start + 1);
  return balanced.slice(0, start) + (end < 0 ? '' : balanced.slice(end + 1));
}
