import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import {
  compareDecimals,
  parseDecimal,
  formatDecimal,
  multiplyDecimals,
  type Decimal,
} from '../fields/values/decimal.ts';
import { readPercentages } from '../fields/values/read-percentages.ts';

const agreed = /违约金|滞纳金|罚金|罚款|\bliquidated\s+damages\b|\bpenalt(?:y|ies)\b/iu;
/** Shares that are measured by something else, or that limit the sum. */
const otherwise =
  /不(?:得)?超过|上限|为限|最高|以内|税|折|\b(?:not\s+(?:to\s+)?exceed|cap(?:ped)?|maximum|discount|tax)\b/iu;
const thirty: Decimal = { units: 30n, scale: 0 };
/** Per cent a day; a year at this rate is about 24 %, the line that courts have long used for interest. */
const usualDaily: Decimal = { units: 657n, scale: 4 };
const harshDaily: Decimal = { units: 3n, scale: 1 };

/** 违约金 of more than 30 % of the contract or the loss: courts call it excessive and reduce it. */
export const liquidatedDamagesHigh: Check = {
  id: 'liquidated-damages-over-30-percent',
  title: { en: 'Liquidated damages over 30 %', zh: '违约金过高（超过30%）' },
  severity: 'medium',
  clauseType: 'liquidated-damages',
  legalBasis: {
    zh: '《中华人民共和国民法典》第五百八十五条第二款；《最高人民法院关于适用〈中华人民共和国民法典〉合同编通则若干问题的解释》第六十五条',
  },
  find(source) {
    // Under common law a penalty is void whatever its share: the measure is Chinese.
    if (!source.chinese) return [];
    return shares(source, (per) => per === undefined, thirty).map(({ percent, span, sentence }) => ({
      spans: [span, sentence],
      rationale: {
        en: `The contract sets damages at ${percent} %. More than 30 % above the loss is usually held excessive and reduced.`,
        zh: `约定违约金比例为${percent}%，超过30%的部分易被认定过分高于损失，当事人可请求人民法院或仲裁机构适当减少。`,
      },
      confidence: 0.8,
    }));
  },
};

/** 每日千分之五 and the like. */
export const dailyRateHigh: Check = {
  id: 'daily-rate-high',
  title: { en: 'High daily rate for delay', zh: '按日违约金比例偏高' },
  severity: 'low',
  clauseType: 'liquidated-damages',
  legalBasis: {
    zh: '《中华人民共和国民法典》第五百八十五条第二款；合同编通则解释第六十五条',
  },
  find(source) {
    return shares(source, (per) => per === 'day', usualDaily).map(({ percent, span, sentence }): CheckHit => {
      const yearly = formatDecimal(multiplyDecimals(parseDecimal(percent)!, { units: 365n, scale: 0 }));
      return {
        spans: [span, sentence],
        severity: compareDecimals(parseDecimal(percent)!, harshDaily) >= 0 ? 'medium' : 'low',
        rationale: {
          en: `${percent} % a day is ${yearly} % a year.`,
          zh: `日违约金比例${percent}%，折合年率约${yearly}%，可能被认定过高而调减；通常约定为每日万分之三至万分之五。`,
        },
        confidence: 0.8,
      };
    });
  },
};

function shares(
  source: CheckSource,
  wanted: (per: 'day' | 'month' | 'year' | undefined) => boolean,
  above: Decimal,
): { percent: string; span: CheckHit['spans'][number]; sentence: CheckHit['spans'][number] }[] {
  return [...source.saying(agreed)].flatMap(({ sentence, words }) =>
    readPercentages(words).flatMap(({ start, end, percent, per }) => {
      if (!wanted(per) || compareDecimals(parseDecimal(percent)!, above) <= 0) return [];
      const before = words.slice(0, start);
      const part = /[^，,。；;]*$/u.exec(before)![0] + /^[^，,。；;]*/u.exec(words.slice(end))![0];
      const about = agreed.test(part) || /(?:违约金|滞纳金|罚金|罚款)[^。；;]{0,30}$/u.test(before);
      if (
        !about ||
        otherwise.test(part) ||
        /无需|无须|不(?:应|再)?(?:支付|承担|收取)|免(?:除|于)/u.test(part)
      )
        return [];
      return [{ percent, span: { start: sentence.start + start, end: sentence.start + end }, sentence }];
    }),
  );
}
