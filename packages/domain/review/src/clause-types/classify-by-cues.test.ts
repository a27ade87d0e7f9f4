import type { ContractText } from '../contract/contract-text.ts';
import { structureContract } from '../structure/structure-contract.ts';
import { classifyByCues } from './classify-by-cues.ts';

function read(text: string, language: string): ContractText {
  const blocks = Array.from(text.matchAll(/[^\n]+/g), ({ 0: line, index }) => ({
    kind: 'paragraph' as const,
    span: { start: index, end: index + line.length },
  }));
  return { text, blocks, language, pages: 1, flags: [] };
}

function classify(text: string, language: string) {
  const contract = read(text, language);
  const { labels, presence } = classifyByCues(contract, structureContract(contract));
  const of = (type: string) =>
    labels.filter((label) => label.type === type).map(({ span }) => text.slice(span.start, span.end));
  return { of, labels, presence };
}

const simplified = `采购合同
甲方：上海某某科技有限公司
乙方：苏州某某设备有限公司
第一条 标的物
乙方向甲方供应检测设备十台。
第二条 价款与支付
合同总价为人民币100,000元。甲方于验收合格后30日内付清。
第三条 违约责任
逾期交货的，每逾期一日按合同总价的千分之一支付违约金。
第四条 争议解决
因本合同发生的争议，提交上海仲裁委员会仲裁。
本合同适用中华人民共和国法律。
`;

const traditional = `採購合同
甲方：上海某某科技有限公司
乙方：蘇州某某設備有限公司
第一條 標的物
乙方向甲方供應檢測設備十台。
第二條 價款與支付
合同總價為人民幣100,000元。甲方於驗收合格後30日內付清。
第三條 違約責任
逾期交貨的，每逾期一日按合同總價的千分之一支付違約金。
第四條 爭議解決
因本合同發生的爭議，提交上海仲裁委員會仲裁。
本合同適用中華人民共和國法律。
`;

test('a heading labels its whole Clause', () => {
  const { of, presence } = classify(simplified, 'zh-Hans');
  expect(of('breach')[0]).toMatch(/^第三条 违约责任\n逾期交货的.*违约金。/s);
  expect(of('price-and-payment')[0]).toMatch(/合同总价为人民币/);
  expect(of('subject-matter')[0]).toMatch(/检测设备十台/);
  expect(presence.get('breach')).toBeGreaterThanOrEqual(0.85);
});

test('a sentence is labelled where no heading speaks of its matter', () => {
  const { of } = classify(simplified, 'zh-Hans');
  expect(of('governing-law')).toEqual(['本合同适用中华人民共和国法律。']);
  expect(of('liquidated-damages').join()).toContain('违约金');
  expect(of('parties').join()).toContain('甲方：上海某某科技有限公司');
});

test('what is not there is said to be absent', () => {
  const { of, presence } = classify(simplified, 'zh-Hans');
  expect(of('confidentiality')).toEqual([]);
  expect(presence.get('confidentiality')).toBeLessThan(0.2);
});

test('Traditional characters are read like Simplified ones', () => {
  const one = classify(simplified, 'zh-Hans');
  const other = classify(traditional, 'zh-Hant');
  expect(other.labels.map(({ type, span }) => [type, span])).toEqual(
    one.labels.map(({ type, span }) => [type, span]),
  );
});

test('English contracts get the ClauseTypes that CUAD does not name, and no others', () => {
  const { of, presence } = classify(
    `SERVICES AGREEMENT

This Agreement is made between Alpha Ltd and Beta Ltd.

1. CONFIDENTIALITY

Each party shall keep the Confidential Information of the other party confidential.

2. FORCE MAJEURE

Neither party is liable for delay caused by events beyond its control.

3. GOVERNING LAW

This Agreement is governed by the laws of England.
`,
    'en',
  );
  expect(of('confidentiality')[0]).toContain('Each party shall keep');
  expect(of('force-majeure')[0]).toContain('beyond its control');
  expect(presence.has('governing-law')).toBe(false);
});
