import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import {
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  shiftDecimal,
  type Decimal,
} from '../fields/values/decimal.ts';
import { readMoney } from '../fields/values/read-money.ts';
import { readPercentages } from '../fields/values/read-percentages.ts';
import type { Span } from '@groundwork/kernel';

const twenty: Decimal = { units: 20n, scale: 0 };

/** 定金 may not exceed a fifth of the main contract's subject; what is above has no effect as 定金. */
export const depositOver20Percent: Check = {
  id: 'deposit-over-20-percent',
  title: {
    en: 'Earnest money (定金) over 20 % of the contract amount',
    zh: '定金超过主合同标的额的百分之二十',
  },
  severity: 'high',
  clauseType: 'deposit',
  legalBasis: {
    zh: '《中华人民共和国民法典》第五百八十六条第二款',
    en: 'Civil Code of the PRC, Article 586(2)',
  },
  find(source) {
    const found: CheckHit[] = [];
    for (const { sentence, words } of source.saying(/定金/u)) {
      if (/不(?:得)?超过[^。；;]{0,20}(?:20%|百分之二十)/u.test(words)) continue;
      const percent = readPercentages(words).find(
        ({ start, end }) =>
          /定金[^。；;，,]{0,40}$/u.test(words.slice(0, start)) ||
          /^[^。；;，,]{0,16}(?:的|作为|为)?定金|^[^。；;%]{0,30}[，,]\s*(?:作为|为)[^。；;，,]{0,6}定金/u.test(
            words.slice(end),
          ),
      );
      const hit = percent ? overByShare(sentence, percent) : overByAmount(source, sentence, words);
      if (hit) found.push(hit);
    }
    return found.slice(0, 1);
  },
};

function overByShare(
  sentence: Span,
  { start, end, percent }: Span & { readonly percent: string },
): CheckHit | undefined {
  if (compareDecimals(parseDecimal(percent)!, twenty) <= 0) return undefined;
  return hit({ start: sentence.start + start, end: sentence.start + end }, [], `${percent}%`);
}

function overByAmount(source: CheckSource, sentence: Span, words: string): CheckHit | undefined {
  const total = source.field('contract-amount');
  if (total?.value.kind !== 'money') return undefined;
  const deposit = readMoney(words).find(
    ({ start, end }) =>
      /定金[^。；;]{0,40}$/u.test(words.slice(0, start)) || /^[^。；;，,]{0,10}定金/u.test(words.slice(end)),
  );
  if (!deposit || deposit.amount === total.value.amount) return undefined;
  const span = { start: sentence.start + deposit.start, end: sentence.start + deposit.end };
  if (total.evidence.some((evidence) => evidence.span.start < span.end && evidence.span.end > span.start))
    return undefined;
  const [part, whole] = [parseDecimal(deposit.amount)!, parseDecimal(total.value.amount)!];
  if (compareDecimals(shiftDecimal(part, 2), multiplyDecimals(whole, twenty)) <= 0) return undefined;
  const share = whole.units === 0n ? '' : `${deposit.amount} / ${total.value.amount}`;
  return hit(
    span,
    total.evidence.map((evidence) => evidence.span),
    share,
    formatDecimal(shiftDecimal(multiplyDecimals(whole, twenty), -2)),
  );
}

function hit(span: Span, others: readonly Span[], share: string, limit?: string): CheckHit {
  return {
    spans: [span, ...others],
    rationale: {
      en: `The earnest money (${share}) exceeds 20 % of the contract amount${limit ? ` (${limit})` : ''}; the part above has no effect as earnest money.`,
      zh: `定金（${share}）超过主合同标的额的20%${limit ? `（上限${limit}）` : ''}，超过部分不产生定金的效力。`,
    },
    confidence: 0.92,
  };
}
