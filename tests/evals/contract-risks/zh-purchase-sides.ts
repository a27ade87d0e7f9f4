import type { SeededRisk } from './seeded-risk.ts';

export const buyer = '甲方';
export const supplier = '乙方';

/** A risk in the place of the line of `zh-purchase-balanced.md` that begins with a number. */
export const replacedLine = (
  id: string,
  stance: string,
  rule: string,
  starts: string,
  to: string,
): SeededRisk => ({
  id,
  stance,
  rule,
  starts,
  to,
  ...(starts === '4.1' ? { also: ['installments-not-100-percent'] } : {}),
});
