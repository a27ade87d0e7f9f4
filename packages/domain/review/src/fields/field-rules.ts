import type { ClauseTypeId } from '../clause-types/clause-types.ts';
import type { FieldName } from './field.ts';

/** How one kind of value is found: a sentence that speaks of it, a value in it, and what stands around that value. */
export interface FieldRule {
  readonly name: FieldName;
  readonly type: ClauseTypeId;
  readonly reads: 'money' | 'percentage' | 'duration';
  /** The sentence must say this … */
  readonly sentence: RegExp;
  /** … and not this. */
  readonly avoid?: RegExp;
  /** The 80 characters before the value. */
  readonly before?: RegExp;
  /** The 60 characters behind it. */
  readonly after?: RegExp;
  readonly confidence: number;
}

/** Rules in order of trust: the first that finds a value decides, and the most confident of its values is taken. */
export const fieldRules: readonly FieldRule[] = [
  {
    name: 'contract-amount',
    type: 'price-and-payment',
    reads: 'money',
    sentence:
      /合同(?:总价|总金额|总额|金额|价款|总价款|含税总价|暂定价)|协议(?:总价|总金额|金额)|总价款|价税合计|含税总[价额]|采购总[价额]|订单总[价额]|服务费(?:用)?总[额价计]|合计金额|总金额|转让价款/u,
    before: /(?:总价|总额|金额|价款|合计|总[计费]|服务费用?|货款|小写|大写)[^。；;]{0,40}$/u,
    avoid: /违约金|定金|保证金|责任|赔偿/u,
    confidence: 0.92,
  },
  {
    name: 'contract-amount',
    type: 'price-and-payment',
    reads: 'money',
    sentence:
      /\b(?:total|aggregate|contract|purchase|fixed)\s+(?:contract\s+|purchase\s+|project\s+|license\s+)?(?:price|amount|fees?|value|sum|consideration|cost)\b/iu,
    before: /\b(?:price|amount|fees?|value|sum|consideration|cost)\b[^.;]{0,70}$/iu,
    avoid: /\b(?:exceed|liab\w*|insur\w*|damages|penalt\w*|per\s+(?:unit|share|hour))\b/iu,
    confidence: 0.75,
  },
  {
    name: 'contract-amount',
    type: 'price-and-payment',
    reads: 'money',
    sentence: /合同价|总价|总计|共计|合计|租金|服务费|报酬|货款|借款(?:本金|金额)|设备款|工程款/u,
    avoid: /违约金|定金|押金|保证金|责任|赔偿|滞纳|首付|预付|尾款|每[月日天次人]/u,
    confidence: 0.7,
  },
  {
    name: 'deposit',
    type: 'deposit',
    reads: 'money',
    sentence: /定金/u,
    before: /定金[^。；;]{0,50}$/u,
    confidence: 0.92,
  },
  {
    name: 'deposit',
    type: 'deposit',
    reads: 'percentage',
    sentence: /定金/u,
    before: /(?:%|分之|合同|总价|价款|金额|货款|订单)[^。；;]{0,30}$/u,
    after: /^[^。；;]{0,24}定金/u,
    confidence: 0.9,
  },
  {
    name: 'deposit',
    type: 'deposit',
    reads: 'percentage',
    sentence: /定金/u,
    before: /定金[^。；;]{0,50}$/u,
    confidence: 0.85,
  },
  {
    name: 'deposit',
    type: 'deposit',
    reads: 'money',
    sentence: /定金|订金|押金|履约保证金|质量保证金|投标保证金/u,
    confidence: 0.8,
  },
  {
    name: 'deposit',
    type: 'deposit',
    reads: 'money',
    sentence: /\b(?:security\s+deposit|deposit|retainer)\b/iu,
    before: /\b(?:deposit|retainer|pay|paid|sum|amount)\b[^.;]{0,70}$/iu,
    avoid: /\b(?:insured|bank\s+account|deposit\s+accounts?|certificates?\s+of\s+deposit|mail)\b/iu,
    confidence: 0.65,
  },
  {
    name: 'late-payment-rate',
    type: 'price-and-payment',
    reads: 'percentage',
    sentence: /(?:逾期|延迟|迟延|未按[^。]{0,10})(?:付款|支付|缴纳|还款)|逾期利息|滞纳金/u,
    confidence: 0.85,
  },
  {
    name: 'late-payment-rate',
    type: 'price-and-payment',
    reads: 'percentage',
    sentence:
      /\b(?:late|overdue|past\s+due|unpaid|delinquent|not\s+paid)\b[^.;]{0,160}\b(?:interest|charge|fee|rate)\b|\binterest\b[^.;]{0,120}\b(?:late|overdue|past\s+due|unpaid|not\s+paid)\b/iu,
    confidence: 0.85,
  },
  {
    name: 'liquidated-damages',
    type: 'liquidated-damages',
    reads: 'percentage',
    sentence: /违约金|赔偿金/u,
    avoid: /(?:不|无需|无须)(?:承担|支付)违约金/u,
    confidence: 0.8,
  },
  {
    name: 'liquidated-damages',
    type: 'liquidated-damages',
    reads: 'money',
    sentence: /违约金|\bliquidated\s+damages\b/iu,
    avoid: /(?:不|无需|无须)(?:承担|支付)违约金|\bno\s+liquidated/iu,
    confidence: 0.78,
  },
  {
    name: 'liquidated-damages',
    type: 'liquidated-damages',
    reads: 'percentage',
    sentence: /\bliquidated\s+damages\b/iu,
    confidence: 0.75,
  },
  {
    name: 'liability-cap',
    type: 'liability-cap',
    reads: 'money',
    sentence:
      /\bliab\w*\b[^.;]{0,240}\b(?:exceed|limited\s+to|cap(?:ped)?|maximum)\b|\b(?:exceed|limit)\w*\b[^.;]{0,160}\bliab\w*|(?:责任|赔偿)[^。；;]{0,60}(?:不超过|不得超过|为限|上限|最高)/iu,
    before:
      /\b(?:exceed|limited\s+to|cap|maximum|greater\s+of|lesser\s+of)\w*\b[^.;]{0,80}$|(?:不超过|不得超过|上限|最高|限于)[^。；;]{0,40}$/iu,
    confidence: 0.82,
  },
  {
    name: 'liability-cap',
    type: 'liability-cap',
    reads: 'percentage',
    sentence:
      /\bliab\w*\b[^.;]{0,240}\b(?:exceed|limited\s+to|cap(?:ped)?)\b|(?:责任|赔偿)(?!金)[^。；;]{0,60}(?:不超过|不得超过|为限|上限|最高)|责任上限/iu,
    before:
      /\b(?:exceed|limited\s+to|cap|maximum)\w*\b[^.;]{0,80}$|(?:不超过|不得超过|上限|最高|限于|以)[^。；;]{0,40}$/iu,
    confidence: 0.78,
  },
  {
    name: 'payment-term',
    type: 'price-and-payment',
    reads: 'duration',
    sentence: /付款|支付|付清|结算|结清/u,
    avoid: /违约金|逾期|解除|赔偿|保密|退还|退款/u,
    after: /^\s*(?:之?内|以内|后)/u,
    confidence: 0.85,
  },
  {
    name: 'payment-term',
    type: 'price-and-payment',
    reads: 'duration',
    sentence: /\b(?:pay(?:able|ment|s)?|paid|due|invoices?)\b/iu,
    avoid:
      /\b(?:terminat\w*|breach|cure|confidential|dispute|audit|late|overdue|refund|interest|past\s+due)\b/iu,
    before: /\b(?:within|net|no\s+later\s+than|not\s+later\s+than|due|in)\s*$/iu,
    after: /^\s*(?:of|after|from|following|net|days|upon|\.)/iu,
    confidence: 0.75,
  },
  {
    name: 'warranty-period',
    type: 'warranty',
    reads: 'duration',
    sentence: /质保期|保修期|质量保证期|质保|保修|包换|缺陷责任期/u,
    avoid: /(?:响应|到达|小时)[^。]{0,20}$/u,
    before: /(?:质保|保修|质量保证|缺陷责任|维保|免费)期?(?:限)?[^。；;满]{0,20}$/u,
    confidence: 0.88,
  },
  {
    name: 'warranty-period',
    type: 'warranty',
    reads: 'duration',
    sentence: /\bwarrant(?:y|ies|s)\b/iu,
    avoid: /\b(?:notice|cure|survive)\b/iu,
    before: /\b(?:period\s+of|for(?:\s+a)?|warranty\s+period|of)\s*(?:\w+\s+){0,3}$/iu,
    confidence: 0.7,
  },
  {
    name: 'confidentiality-term',
    type: 'confidentiality',
    reads: 'duration',
    sentence: /保密/u,
    before: /(?:保密(?:义务|期限?|责任)?|有效|终止|解除|届满|满)[^。；;]{0,50}$/u,
    avoid: /违约金|付款/u,
    confidence: 0.85,
  },
  {
    name: 'confidentiality-term',
    type: 'confidentiality',
    reads: 'duration',
    sentence: /\b(?:confiden\w*|non-?disclosure|Receiving\s+Party|trade\s+secret)\b/iu,
    avoid: /\b(?:notice|within\s+(?:thirty|ten|\d+)|compete)\b/iu,
    before: /\b(?:for|period\s+of|surviv\w*|until|continue|remain)\b[^.;]{0,60}$/iu,
    after: /^\s*(?:after|from|following|thereafter|period|of|\.|,|;|$)/iu,
    confidence: 0.72,
  },
  {
    name: 'termination-notice',
    type: 'termination-for-convenience',
    reads: 'duration',
    sentence:
      /提前[^。；;]{0,30}(?:通知|告知)[^。；;]{0,40}(?:解除|终止)|(?:解除|终止)[^。；;]{0,40}提前[^。；;]{0,30}(?:通知|告知)?/u,
    before: /提前\s*(?:至少)?\s*$/u,
    confidence: 0.88,
  },
  {
    name: 'termination-notice',
    type: 'termination-for-convenience',
    reads: 'duration',
    sentence: /\bterminat\w*\b[^.;]{0,240}\bnotice\b|\bnotice\b[^.;]{0,120}\bterminat\w*/iu,
    avoid: /\b(?:breach|default|cure|fails?|insolven\w*|bankrupt\w*|renew\w*)\b/iu,
    after: /^\s*(?:'s?|s')?\s*(?:prior|advance|written|notice|in\s+advance|before)/iu,
    confidence: 0.8,
  },
  {
    name: 'termination-notice',
    type: 'termination-for-convenience',
    reads: 'duration',
    sentence: /\bterminat\w*\b[^.;]{0,240}\bnotice\b|\bnotice\b[^.;]{0,120}\bterminat\w*/iu,
    after: /^\s*(?:'s?|s')?\s*(?:prior|advance|written|notice|in\s+advance)/iu,
    confidence: 0.55,
  },
];
