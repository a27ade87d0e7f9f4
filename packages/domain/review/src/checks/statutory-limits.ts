import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { readDurations } from '../fields/values/read-durations.ts';
import { isNegated } from '../playbook/is-negated.ts';

/** Terms that mandatory Chinese law voids or limits, as far as a sentence alone shows it. */
const statement = (
  source: CheckSource,
  pattern: RegExp,
  avoid: RegExp,
  rationale: CheckHit['rationale'],
  confidence = 0.82,
): CheckHit[] => {
  if (!source.chinese) return [];
  return [...source.saying(pattern)].flatMap(({ sentence, words, match, span }) =>
    avoid.test(words) || isNegated(words, match.index, match.index + match[0].length)
      ? []
      : [{ spans: [span, sentence], rationale, confidence }],
  );
};

/** Exempting injury to persons, or loss by intent or gross negligence. */
export const voidExemption: Check = {
  id: 'void-exemption',
  title: { en: 'Exemption that the law voids', zh: '免责条款无效' },
  severity: 'high',
  clauseType: 'indemnification',
  legalBasis: { zh: '《中华人民共和国民法典》第五百零六条' },
  find: (source) =>
    statement(
      source,
      /(?:人身(?:损害|伤害|伤亡|安全|损伤)|伤亡|故意|重大过失)[^。；;]{0,50}(?:概不负责|不(?:承担|负)(?:任何|一切|法律|赔偿)*责任|免(?:除|予承担)[^。；;]{0,8}责任|不予赔偿|与(?:甲方|乙方|\p{Script=Han}{1,3}方)无关)/u,
      /除外|但(?:因|由于)?[^。；;]{0,16}(?:故意|重大过失)[^。；;]{0,10}除外|不得免除|非因/u,
      {
        en: 'Liability for injury to persons, and for loss caused by intent or gross negligence, cannot be excluded.',
        zh: '造成对方人身损害，或者因故意、重大过失造成对方财产损失的免责条款无效。',
      },
    ),
};

/** 最终解释权归…所有. */
export const finalInterpretation: Check = {
  id: 'final-interpretation-right',
  title: { en: 'Right of final interpretation reserved', zh: '保留“最终解释权”' },
  severity: 'medium',
  legalBasis: { zh: '《中华人民共和国民法典》第四百九十六条至第四百九十八条' },
  find: (source) =>
    statement(source, /(?:最终)?解释权[^。；;，,]{0,6}(?:归|属于|由)[^。；;，,]{1,16}/u, /双方|共同|协商/u, {
      en: 'One side reserves the interpretation of the contract; doubt about standard terms goes against who drafted them.',
      zh: '由一方保留合同最终解释权，属不合理排除对方权利的格式条款，有争议时应作不利于提供方的解释。',
    }),
};

/** 预先扣除利息. */
export const interestDeducted: Check = {
  id: 'interest-deducted-in-advance',
  title: { en: 'Interest deducted from the loan in advance', zh: '预先扣除利息（砍头息）' },
  severity: 'high',
  legalBasis: { zh: '《中华人民共和国民法典》第六百七十条' },
  find: (source) =>
    statement(
      source,
      /(?:预先?|提前|先行|一次性)(?:从[^。；;，,]{0,10})?(?:扣除|扣收|扣取|扣)[^。；;，,]{0,10}利息|利息[^。；;，,]{0,16}(?:预先|提前|先行)?(?:在|从)本金中(?:预先|提前|先行)?扣除|预扣[^。；;，,]{0,6}(?:利息|首期)/u,
      /不得|禁止/u,
      {
        en: 'Interest may not be deducted from the principal in advance; what was paid out is the principal.',
        zh: '借款利息不得预先在本金中扣除；预先扣除的，按照实际借款数额返还借款并计算利息。',
      },
    ),
};

/** Terms longer than a statute allows. */
const longer = (
  id: string,
  title: Check['title'],
  legal: string,
  sentence: RegExp,
  before: RegExp,
  months: number,
  limit: string,
): Check => ({
  id,
  title,
  severity: 'high',
  legalBasis: { zh: legal },
  find(source) {
    if (!source.chinese) return [];
    return [...source.saying(sentence)].flatMap(({ sentence: place, words }) =>
      readDurations(words).flatMap(({ start, end, amount, unit }) => {
        const length = unit === 'year' ? amount * 12 : unit === 'month' ? amount : 0;
        if (length <= months || !before.test(words.slice(Math.max(0, start - 40), start))) return [];
        if (/不(?:得|能)?超过|最长|以内/u.test(words.slice(Math.max(0, start - 12), start))) return [];
        const span = { start: place.start + start, end: place.start + end };
        const written = source.quote(span);
        return [
          {
            spans: [span, place],
            rationale: {
              en: `"${written}" is longer than the law allows (${limit}).`,
              zh: `约定的期限“${written}”超过法律规定的上限（${limit}），超过部分无效。`,
            },
            confidence: 0.85,
          },
        ];
      }),
    );
  },
});

/** A lease of more than twenty years. */
export const leaseTooLong = longer(
  'lease-over-20-years',
  { en: 'Lease longer than 20 years', zh: '租赁期限超过二十年' },
  '《中华人民共和国民法典》第七百零五条',
  /租赁期|租期|承租期/u,
  /(?:租赁期|租期|承租期)[^，,。；;]{0,36}$/u,
  240,
  '20年',
);

/** A duty not to compete of more than two years after employment. */
export const nonCompeteTooLong = longer(
  'non-compete-over-two-years',
  { en: 'Non-compete longer than two years', zh: '竞业限制期限超过二年' },
  '《中华人民共和国劳动合同法》第二十四条',
  /竞业(?:限制|禁止)|离职[^。；;]{0,30}不得/u,
  /(?:竞业|离职|解除|终止)[^，,。；;]{0,40}$/u,
  24,
  '2年',
);

/** A probation of more than six months. */
export const probationTooLong = longer(
  'probation-over-six-months',
  { en: 'Probation longer than six months', zh: '试用期超过六个月' },
  '《中华人民共和国劳动合同法》第十九条',
  /试用期/u,
  /试用期[^，,。；;]{0,16}$/u,
  6,
  '6个月',
);
