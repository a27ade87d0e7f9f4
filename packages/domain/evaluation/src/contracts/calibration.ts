/** A statement made with a confidence, and whether it held. */
export interface Statement {
  readonly confidence: number;
  readonly right: boolean;
}

export interface Calibration {
  readonly statements: number;
  /** Mean squared distance of confidence and truth (Brier 1950). */
  readonly brier?: number;
  /** Expected calibration error (Naeini et al. 2015) over ten bins of equal width. */
  readonly ece?: number;
}

const bins = 10;

/** How far confidences are from how often they hold; nothing of no statements. */
export function calibration(statements: readonly Statement[]): Calibration {
  if (statements.length === 0) return { statements: 0 };
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, right: 0 }));
  let brier = 0;
  for (const { confidence, right } of statements) {
    brier += (confidence - Number(right)) ** 2;
    const bin = sums[Math.min(bins - 1, Math.floor(confidence * bins))]!;
    bin.confidence += confidence;
    bin.right += Number(right);
  }
  const gap = sums.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0);
  return { statements: statements.length, brier: brier / statements.length, ece: gap / statements.length };
}
