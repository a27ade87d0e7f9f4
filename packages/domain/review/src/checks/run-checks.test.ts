import type { ContractText } from '../contract/contract-text.ts';
import { extractFields } from '../fields/extract-fields.ts';
import type { Finding } from '../findings/finding.ts';
import { structureContract } from '../structure/structure-contract.ts';
import { checks } from './checks.ts';
import { runChecks, type RunChecksInput } from './run-checks.ts';

const labels = { labels: [], presence: new Map() };

function review(
  text: string,
  options: Pick<Partial<RunChecksInput>, 'stance' | 'changes'> & { language?: string } = {},
): Finding[] {
  const language = options.language ?? (/\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en');
  const contract: ContractText = { text, blocks: [], language, pages: 1, flags: [] };
  const structure = structureContract(contract);
  const fields = extractFields({ contract, structure, labels });
  const { stance = 'neutral', changes } = options;
  return runChecks({ contract, structure, labels, fields, stance, ...(changes && { changes }) });
}

const rules = (text: string): string[] => [...new Set(review(text).map(({ rule }) => rule))];

/** Each check: texts in which it must fire, and look-alikes in which it must not. */
const examples: Readonly<
  Record<string, { readonly fires: readonly string[]; readonly silent: readonly string[] }>
> = {
  'amount-mismatch': {
    fires: [
      '合同总价为人民币壹佰贰拾万元整（￥1,250,000.00元）。',
      '货款共计￥1,000,000.00元（大写：人民币壹佰壹拾万元整）。',
      '租金为人民币伍仟元整，小写：5500元。',
      '合同總價為港幣伍拾萬元整（HK$5,000,000）。',
      '金额大写：叁拾万元整；小写：￥30,000.00元。',
      'The fee is one hundred thousand dollars ($110,000).',
      'Four Thousand Nine Hundred Dollars ($4,950.00) per unit',
    ],
    silent: [
      '合同总价为人民币壹佰贰拾万元整（￥1,200,000.00元）。',
      '人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分（¥1,234,567.89）',
      '12万元（大写：壹拾贰万元整）',
      'one hundred thousand dollars ($100,000)',
      'three (3) million dollars ($3,000,000)',
      'FIVE HUNDRED THOUSAND DOLLARS ($5OO,000)',
      '首付款壹拾万元整，尾款200,000元。',
    ],
  },
  'numeral-mismatch': {
    fires: [
      'within thirty (60) days of receipt',
      '应于三十（60）日内付款。',
      '违约金为合同总价的百分之二十（30%）。',
      'twenty percent (25%)',
    ],
    silent: [
      'within thirty (30) days',
      '三十（30）日',
      '百分之二十（20%）',
      'one-hundred-and-eighty (180) days',
      'rate of one and one-half Page 26 of 80 percent (1.5%)',
    ],
  },
  'totals-do-not-add-up': {
    fires: [
      '名称\t数量\t单价（元）\t金额（元）\n水泵\t10\t1,200\t12,000\n阀门\t5\t300\t1,800\n合计\t\t\t13,800\n',
      '名称\t数量\t单价\t金额\n水泵\t10\t1,200\t12,000\n阀门\t5\t300\t1,500\n合计\t\t\t14,500\n',
      'Item\tQuantity\tUnit price\tAmount\nPump\t10\t120.00\t1,300.00\nValve\t5\t30.00\t150.00\n',
      'Item\tQty\tUnit price\tAmount\nPump\t10\t120.00\t1,200.00\nValve\t5\t30.00\t150.00\nTotal\t\t\t1,450.00\n',
    ],
    silent: [
      '名称\t数量\t单价（元）\t金额（元）\n水泵\t10\t1,200\t12,000\n阀门\t5\t300\t1,500\n合计\t\t\t13,500\n',
      '名称\t数量\t单价（万元）\t金额（元）\n水泵\t10\t1.2\t120,000\n阀门\t5\t0.3\t15,000\n',
      'Item\tQuantity\tUnit price\tAmount\nPump\t10\t120.00\t1,200.00\nValve\t5\ton request\ton request\nTotal\t\t\t1,900.00\n',
      'Name\tRole\tOffice\nAda\tEngineer\t12\nBo\tLawyer\t13\n',
    ],
  },
  'installments-not-100-percent': {
    fires: [
      '合同签订后支付合同总价的30%作为预付款；货到后支付合同总价的60%；验收合格后支付合同总价的15%作为尾款。',
      '预付款为合同总价的20%，到货款为合同总价的50%，验收款为合同总价的20%，质保金为合同总价的5%。',
      'Buyer shall pay 40% upon signing, 40% upon delivery and 30% upon acceptance as the final payment.',
    ],
    silent: [
      '合同签订后支付合同总价的30%作为预付款；货到后支付合同总价的60%；验收合格后支付合同总价的10%作为尾款。',
      '预付款30%，到货后支付至合同总价的90%，余款10%作为质保金。',
      '签订后支付合同总价的30%，验收后支付60%，剩余款项质保期满后付清。',
      '逾期付款的，每日按未付款的0.05%支付违约金；逾期交货的，按合同总价的5%支付违约金。',
      'Buyer shall pay 50% upon signing and 40% upon delivery; the balance is due upon acceptance.',
    ],
  },
  'deposit-over-20-percent': {
    fires: [
      '甲方应于签约之日支付合同总价30%的定金。',
      '合同总价为1,000,000元。甲方支付定金300,000元。',
      '定金为合同总额的百分之二十五。',
      '合同生效后10日内，甲方向乙方支付合同总价款的30%，即人民币240000元，作为定金。',
    ],
    silent: [
      '甲方应于签约之日支付合同总价20%的定金。',
      '合同总价为1,000,000元。甲方支付定金200,000元。',
      '定金数额不得超过主合同标的额的百分之二十。',
      '甲方支付合同总价30%的预付款。',
      '预付款为合同总价的30%，定金为合同总价的10%。',
    ],
  },
  'deposit-terms-mixed': {
    fires: [
      '甲方支付定金5万元。上述订金于交货时抵作货款。',
      '乙方违约的，应双倍返还订金。',
      '甲方违约的，订金不予退还。',
    ],
    silent: [
      '甲方支付定金5万元，定金抵作货款。',
      '甲方支付订金5万元，订金抵作货款。',
      '押金于退租时无息返还。',
    ],
  },
  'arbitration-or-litigation': {
    fires: [
      '因本合同引起的争议，双方可向北京仲裁委员会申请仲裁，也可向人民法院起诉。',
      '争议协商不成的，提交仲裁委员会仲裁或向有管辖权的人民法院提起诉讼。',
      '凡因本合同引起的争议，均应提交上海仲裁委员会仲裁。\n因履行本合同发生的争议，由甲方所在地人民法院管辖。',
    ],
    silent: [
      '因本合同引起的争议，提交北京仲裁委员会仲裁。',
      '争议由合同履行地人民法院管辖。',
      '争议提交北京仲裁委员会仲裁；仲裁期间一方可以向人民法院申请财产保全。',
      'Any dispute shall be settled by arbitration under the ICC rules; judgment on the award may be entered in any court having jurisdiction.',
      'Any dispute shall be resolved by arbitration, except that either party may seek injunctive relief in a court of competent jurisdiction.',
    ],
  },
  'arbitration-without-institution': {
    fires: [
      '因本合同发生的争议，提交仲裁解决。',
      '双方同意由当地仲裁委员会仲裁。',
      '争议由甲方所在地仲裁机构仲裁。',
      'All disputes shall be submitted to binding arbitration.',
    ],
    silent: [
      '争议提交北京仲裁委员会仲裁。',
      '提交中国国际经济贸易仲裁委员会（CIETAC）仲裁。',
      'Disputes shall be settled by arbitration administered by JAMS.',
      'He acts as an expert and not as an arbitrator.',
      '争议由人民法院管辖。',
    ],
  },
  placeholder: {
    fires: [
      '乙方应于____年内交付设备，设备型号为________。',
      '合同总价为【】元。',
      '交付地点：XX市工业园。',
      '单价为[●]元。',
      '服务费待定。',
      'The fee is [insert amount] per month.',
      'The price is ________ dollars.',
      'Delivery: TBD',
    ],
    silent: [
      '甲方（签字）：________ 日期：____年__月__日',
      'By: ____________ Name: ____________',
      'portions marked [***] are omitted',
      '合同总价为【1,000,000】元。',
      '[Intentionally omitted]',
      '________________________________________________\n',
      '___ Option A ___ Option B',
    ],
  },
  'party-name-inconsistent': {
    fires: [
      '甲方：北京远山机械有限公司\n乙方：苏州明川设备有限公司\n正文。\n甲方（盖章）：北京远峰机械有限公司\n',
      '甲方：北京远山机械有限公司\n乙方：苏州明川设备有限公司\n货款支付至苏州铭川设备有限公司账户。\n',
      'This Agreement is made between Northfield Instruments Inc. ("Customer") and Bright Harbour Analytics LLC ("Supplier"). Notices go to Northfeild Instruments Inc.',
    ],
    silent: [
      '甲方：北京远山机械有限公司\n乙方：苏州明川设备有限公司\n正文。\n甲方（盖章）：北京远山机械有限公司\n',
      '甲方：北京远山机械有限公司\n乙方：苏州明川设备有限公司\n由北京远山机械有限公司上海分公司付款。\n',
      'This Agreement is made between Harbour Growth Fund II LLC ("Buyer") and Quarry Lane Ltd. ("Seller"). Harbour Growth Fund III LLC is an affiliate.',
    ],
  },
  'dates-inconsistent': {
    fires: [
      '本合同有效期自2024年5月1日起至2023年4月30日止。',
      '合同期限为三年，自2024年1月1日起至2025年12月31日止。',
      '交货日期为2024年11月31日。',
      '签订日期：2024年3月1日\n正文。\n签订日期：2024年4月1日',
      'This Agreement commences on 31 November 2024.',
      'The term shall be from January 1, 2025 to December 31, 2023.',
    ],
    silent: [
      '本合同有效期自2024年5月1日起至2025年4月30日止。',
      '合同期限为三年，自2024年1月1日起至2026年12月31日止。',
      '签订日期：2024年3月1日\n正文。\n签订日期：2024年3月1日',
      'Commercial in Confidence Page 53 May 2004',
      'The term shall be two (2) years from January 1, 2024 to December 31, 2025.',
    ],
  },
  'auto-renewal': {
    fires: [
      '合同期满前三十日内双方均未提出书面异议的，本合同自动续约一年。',
      '期满后本合同自动顺延一年。',
      'This Agreement shall automatically renew for successive one year terms unless either party gives ten (10) days prior written notice.',
    ],
    silent: [
      '本合同期满后不自动续约。',
      '期满后双方可以协商续签。',
      'This Agreement shall not automatically renew.',
      'such period shall automatically be extended by the number of days of the arbitration',
    ],
  },
  'unlimited-liability': {
    fires: [
      '乙方应承担由此造成的一切损失。',
      '因质量问题造成的一切损失，乙方应当承担全部损失的赔偿责任，赔偿金额不设上限。',
      '乙方违约的，应赔偿甲方全部直接和间接损失。',
      'Supplier accepts unlimited liability under this Agreement.',
    ],
    silent: [
      '乙方应承担由此造成的一切损失，但累计赔偿责任以合同总价为限。',
      '乙方不承担任何间接损失。',
      'a person means any limited liability or unlimited liability company',
    ],
  },
  'joint-and-several-liability': {
    fires: ['丙方对上述债务承担连带责任。', 'Agent and Purchaser shall be jointly and severally liable.'],
    silent: ['丙方不承担连带责任。', 'Agent and Purchaser shall not be jointly and severally liable.'],
  },
  'one-sided-termination': {
    fires: [
      '甲方有权随时解除本合同，乙方不得提出异议。',
      '甲方可无需理由单方解除合同。',
      'This Agreement is between Northfield Inc. ("Customer") and Bolt LLC ("Supplier"). Customer may terminate this Agreement at any time without cause.',
    ],
    silent: [
      '双方均可随时解除本合同。',
      '任何一方可提前30日通知对方随时解除本合同。',
      '甲方有权随时解除本合同。乙方有权随时解除本合同。',
      '乙方逾期交货超过15日的，甲方有权单方解除合同。',
      'This Agreement is between Northfield Inc. ("Customer") and Bolt LLC ("Supplier"). Either party may terminate this Agreement at any time for convenience.',
      'This Agreement is between Northfield Inc. ("Customer") and Bolt LLC ("Supplier"). Customer may terminate this Agreement for convenience. Supplier may terminate this Agreement upon sixty days prior notice.',
    ],
  },
  'one-sided-indemnity': {
    fires: [
      'This Agreement is between Northfield Inc. ("Customer") and Bolt LLC ("Supplier"). Supplier shall indemnify Customer against all claims.',
    ],
    silent: [
      'This Agreement is between Northfield Inc. ("Customer") and Bolt LLC ("Supplier"). Each party shall indemnify the other against all claims.',
      'This Agreement is between Northfield Inc. ("Customer") and Bolt LLC ("Supplier"). Supplier shall indemnify Customer against claims. Customer shall indemnify Supplier against claims.',
      'This Agreement is between Northfield Inc. ("Customer") and Bolt LLC ("Supplier"). Supplier shall not be liable to indemnify Customer.',
    ],
  },
  'liquidated-damages-over-30-percent': {
    fires: ['乙方违约的，应向甲方支付合同总价50%的违约金。', '违约方应支付合同金额百分之四十的违约金。'],
    silent: [
      '乙方违约的，应向甲方支付合同总价20%的违约金。',
      '违约金累计不超过合同总价的50%。',
      '乙方无需支付合同总价50%的违约金。',
      '甲方支付合同总价60%的货款，逾期应支付违约金。',
    ],
  },
  'daily-rate-high': {
    fires: [
      '甲方逾期付款的，每逾期一日按未付款项的千分之五支付违约金。',
      '每逾期一天，乙方应支付合同总价1%的违约金。',
    ],
    silent: [
      '甲方逾期付款的，每逾期一日按未付款项的万分之五支付违约金。',
      '每逾期一日，按合同总价的0.05%支付违约金。',
    ],
  },
  'void-exemption': {
    fires: [
      '施工期间发生人身伤害的，甲方概不负责。',
      '因乙方重大过失造成的损失，乙方不承担任何责任。',
      '发生人身伤亡，甲方不承担责任。',
    ],
    silent: [
      '因一方故意或重大过失造成损失的，应当承担赔偿责任。',
      '因不可抗力造成的损失，双方不承担责任。',
      '本条的免责不得免除故意造成人身损害的责任。',
    ],
  },
  'final-interpretation-right': {
    fires: ['本合同最终解释权归甲方所有。', '本活动的解释权归乙方。'],
    silent: ['本合同的解释由双方协商确定。', '本合同解释权归双方共同享有。'],
  },
  'interest-deducted-in-advance': {
    fires: ['出借人在放款时预先扣除首月利息。', '放款时预扣利息五千元。'],
    silent: ['出借人放款时不预扣利息。', '利息不得预先在本金中扣除。', '借款人按月支付利息。'],
  },
  'lease-over-20-years': {
    fires: ['租赁期限为二十五年。', '租期30年，自交付之日起算。'],
    silent: ['租赁期限为二十年。', '租赁期限最长不超过二十年。', '租期三年。'],
  },
  'non-compete-over-two-years': {
    fires: ['乙方离职后三年内不得从事竞争业务，竞业限制期限为三年。'],
    silent: ['竞业限制期限为解除劳动合同后二年。', '保密期限为五年。'],
  },
  'probation-over-six-months': {
    fires: ['试用期为八个月。', '试用期一年。'],
    silent: ['试用期为六个月。', '试用期三个月，合同期限三年。'],
  },
  'forum-of-one-side': {
    fires: ['争议由乙方所在地人民法院管辖。'],
    silent: ['争议由被告所在地人民法院管辖。', '争议由合同履行地人民法院管辖。'],
  },
  'conflicting-governing-law': {
    fires: [
      'This Agreement shall be governed by the laws of the State of New York. Notices are in writing. This Agreement is construed under the laws of England and Wales.',
      '本合同适用中华人民共和国法律。其他事项见附件。\n本合同的订立与解释适用香港特别行政区法律。',
    ],
    silent: [
      'This Agreement shall be governed by the laws of the State of New York, without regard to the conflict of laws principles of California.',
      '本合同适用中华人民共和国法律（不含香港法律）。',
    ],
  },
  'law-and-forum-differ': {
    fires: [
      'This Agreement shall be governed by the laws of the State of New York. Any dispute shall be brought exclusively in the courts of England.',
    ],
    silent: [
      'This Agreement shall be governed by the laws of the State of New York. Any dispute shall be brought exclusively in the courts of New York.',
    ],
  },
};

describe.each(Object.entries(examples))('%s', (rule, { fires, silent }) => {
  test.each(fires.map((text) => [text]))('fires: %s', (text) => {
    expect(rules(text)).toContain(rule);
  });
  test.each(silent.map((text) => [text]))('is silent: %s', (text) => {
    expect(rules(text)).not.toContain(rule);
  });
});

const clauses = (numbers: readonly string[], body = ''): string =>
  numbers.map((number) => `第${number}条 标题\n双方应当按照本合同的约定履行各自义务。\n`).join('') + body;

test('a reference to a clause that is not there dangles, one that is there does not', () => {
  const text = clauses(['一', '二', '三'], '第四条 违约\n违反本合同第二条的，按本合同第九条承担责任。\n');
  const found = review(text).filter(({ rule }) => rule === 'dangling-reference');
  expect(found.map(({ evidence }) => evidence[0]!.quote)).toEqual([expect.stringContaining('第九条')]);
});

test('numbering: a gap and a duplicate are said, a whole list is not', () => {
  const numbering = (text: string): number => review(text).filter(({ rule }) => rule === 'numbering').length;
  expect(numbering(clauses(['一', '二', '三', '五', '六']))).toBe(1);
  expect(numbering(clauses(['一', '二', '三', '三', '四']))).toBe(1);
  expect(numbering(clauses(['一', '二', '三', '四', '五']))).toBe(0);
});

test('a contract without any place to sign is said to have none, and where that was looked for', () => {
  const long = clauses(
    ['一', '二', '三'],
    '双方应当遵循公平原则确定各方的权利和义务，并按照约定全面履行。'.repeat(60),
  );
  const found = review(long).find(({ rule }) => rule === 'missing-signature');
  expect(found).toMatchObject({
    verdict: 'missing',
    evidence: [],
    searched: expect.stringContaining('签字') as unknown,
  });
  expect(
    review(`${long}\n甲方（盖章）：\n乙方（盖章）：\n`).filter(({ title }) => title === '缺少签署页'),
  ).toEqual([]);
});

describe('stance', () => {
  const lease =
    '甲方（买方）：北京远山机械有限公司\n乙方（卖方）：苏州明川设备有限公司\n甲方有权随时解除本合同。争议由乙方所在地人民法院管辖。\n';
  const found = (stance: string): string[] => review(lease, { stance }).map(({ rule }) => rule);

  test('what favours one side is a finding for the other and for nobody’s', () => {
    expect(found('neutral')).toEqual(expect.arrayContaining(['one-sided-termination', 'forum-of-one-side']));
    expect(found('甲方')).toContain('forum-of-one-side');
    expect(found('甲方')).not.toContain('one-sided-termination');
    expect(found('乙方')).toContain('one-sided-termination');
    expect(found('乙方')).not.toContain('forum-of-one-side');
  });

  test('a role of a Playbook means the party that the contract calls so', () => {
    expect(found('buyer')).not.toContain('one-sided-termination');
    expect(found('seller')).toContain('one-sided-termination');
    expect(found('买方')).toContain('forum-of-one-side');
  });
});

test('titles and rationales are in the language of the contract, Traditional Chinese included', () => {
  const [hans] = review('合同总价为人民币壹佰万元整（￥1,200,000元）。');
  const [hant] = review('合同總價為人民幣壹佰萬圓整（￥1,200,000元）。', { language: 'zh-Hant' });
  const [english] = review('The fee is one hundred dollars ($110).');
  expect(hans?.title).toBe('金额大小写不一致');
  expect(hant?.title).toBe('金额大小写不一致');
  expect(hant?.evidence[0]?.quote).toBe('人民幣壹佰萬圓整（￥1,200,000元');
  expect(english?.title).toBe('Amount in words differs from amount in figures');
  expect(hans?.legalBasis).toContain('民法典');
});

test('a Playbook turns checks off and changes their severity', () => {
  const text = '本合同最终解释权归甲方所有。';
  const severity = (changes: NonNullable<RunChecksInput['changes']>): unknown =>
    review(text, { changes }).find(({ rule }) => rule === 'final-interpretation-right')?.severity;
  expect(severity({})).toBe('medium');
  expect(severity({ 'final-interpretation-right': 'critical' })).toBe('critical');
  expect(severity({ 'final-interpretation-right': 'off' })).toBeUndefined();
});

test('every quote is its span, keys are stable and unique, ids of checks are unique', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  for (const { fires } of Object.values(examples)) {
    for (const text of fires) {
      const findings = review(text);
      expect(review(text)).toEqual(findings);
      expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
      for (const { evidence } of findings) {
        for (const { span, quote } of evidence) expect(text.slice(span.start, span.end)).toBe(quote);
      }
    }
  }
});

test('references of a contract that lost its numbering are one finding', () => {
  const clauses = ['1. Term. One year.', '2. Fees. See Section 11.', '3. Notices. In writing.'];
  const lost = [12, 13, 14, 15].map((number) => `Payment is subject to Section ${number} below.`);
  const further = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1].map(
    (number) => `Nothing here limits Section ${number} above.`,
  );
  const text = [...clauses, ...lost, ...further].join('\n\n');
  const found = review(text).filter(({ rule }) => rule === 'dangling-reference');
  expect(found.map(({ severity, evidence }) => [severity, evidence.length])).toEqual([['low', 5]]);
});
