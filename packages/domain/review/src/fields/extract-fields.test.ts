import type { ContractText } from '../contract/contract-text.ts';
import type { ClauseLabels } from '../clause-types/clause-classifier.ts';
import type { ContractStructure } from '../structure/contract-structure.ts';
import { extractFields } from './extract-fields.ts';
import { fieldNames, type Field, type FieldName } from './field.ts';

const structure: ContractStructure = { clauses: [], terms: [], references: [], signatures: [] };
const labels: ClauseLabels = { labels: [], presence: new Map() };

function read(text: string, language: string): { all: Field[]; of: (name: FieldName) => unknown } {
  const contract: ContractText = { text, blocks: [], language, pages: 1, flags: [] };
  const all = extractFields({ contract, structure, labels });
  const of = (name: FieldName): unknown => {
    const found = all.filter((field) => field.name === name);
    const values = found.flatMap((field) => (field.status === 'present' ? [field.value] : []));
    return values.length > 1 ? values : values[0];
  };
  return { all, of };
}

const english = `MASTER SERVICES AGREEMENT

This Master Services Agreement (this "Agreement") is made as of March 1, 2024 (the "Effective Date") by and between Northfield Instruments, Inc., a Delaware corporation ("Customer"), and Bright Harbour Analytics LLC, a New York limited liability company ("Supplier").

1. Term. The initial term of this Agreement shall be three (3) years from the Effective Date. This Agreement shall automatically renew for successive one (1) year terms unless either party gives written notice of non-renewal at least sixty (60) days prior to the end of the then-current term.

2. Fees. Customer shall pay a total contract price of US$120,000.00. Invoices are payable within thirty (30) days of receipt. Late payments bear interest at 1.5% per month on overdue amounts.

3. Liability. In no event shall either party's aggregate liability exceed $250,000.

4. Termination. Either party may terminate this Agreement for convenience upon ninety (90) days' prior written notice.

5. Governing Law. This Agreement shall be governed by the laws of the State of New York, without regard to the conflict of laws principles of California. Any dispute shall be settled by arbitration administered by the American Arbitration Association.
`;

test('reads an English agreement without any labels', () => {
  const { of } = read(english, 'en');
  expect(of('document-name')).toEqual({ kind: 'text', text: 'MASTER SERVICES AGREEMENT' });
  expect(of('party')).toEqual([
    { kind: 'party', name: 'Northfield Instruments, Inc.', role: 'Customer' },
    { kind: 'party', name: 'Bright Harbour Analytics LLC', role: 'Supplier' },
  ]);
  expect(of('agreement-date')).toEqual({ kind: 'date', date: '2024-03-01' });
  expect(of('effective-date')).toEqual({ kind: 'date', date: '2024-03-01' });
  expect(of('term')).toEqual({ kind: 'duration', amount: 3, unit: 'year' });
  expect(of('renewal-term')).toEqual({ kind: 'duration', amount: 1, unit: 'year' });
  expect(of('renewal-notice')).toEqual({ kind: 'duration', amount: 60, unit: 'day' });
  expect(of('contract-amount')).toEqual({ kind: 'money', amount: '120000', currency: 'USD' });
  expect(of('payment-term')).toEqual({ kind: 'duration', amount: 30, unit: 'day' });
  expect(of('late-payment-rate')).toEqual({ kind: 'percentage', percent: 1.5 });
  expect(of('liability-cap')).toEqual({ kind: 'money', amount: '250000', currency: 'USD' });
  expect(of('termination-notice')).toEqual({ kind: 'duration', amount: 90, unit: 'day' });
  expect(of('governing-law')).toEqual({ kind: 'jurisdiction', name: 'New York', code: 'US-NY' });
  expect(of('dispute-forum')).toEqual({ kind: 'text', text: 'American Arbitration Association' });
});

test('computes expiration and the last day for notice, and shows what each was computed from', () => {
  const { all } = read(english, 'en');
  const expiration = all.find(({ name }) => name === 'expiration-date');
  expect(expiration).toMatchObject({
    status: 'present',
    derivation: 'computed',
    value: { date: '2027-03-01' },
    evidence: [{ quote: 'March 1, 2024' }, { quote: 'three (3) years' }],
  });
  expect(all.find(({ name }) => name === 'renewal-notice-deadline')).toMatchObject({
    derivation: 'computed',
    value: { date: '2026-12-31' },
    evidence: [{ quote: 'March 1, 2024' }, { quote: 'three (3) years' }, { quote: 'sixty (60) days' }],
  });
});

const chinese = `设备采购合同

甲方（买方）：北京远山机械有限公司
乙方（卖方）：苏州明川设备有限公司
签订日期：2024年3月1日

第一条 合同总价
合同总价为人民币壹佰贰拾万元整（￥1,200,000.00元）。
第二条 付款
甲方应于验收合格后30日内支付货款。甲方支付定金200,000元。
第三条 期限
本合同有效期自2024年3月1日起至2025年2月28日止。合同期满前三十日内双方均未提出书面异议的，本合同自动续约一年。
第四条 违约责任
甲方逾期付款的，每逾期一日应按未付款项的万分之五支付违约金。
第五条 质保
质保期为验收合格之日起二十四个月。
第六条 保密
保密义务在本合同终止后三年内继续有效。
第七条 争议解决
本合同适用中华人民共和国法律（不含港澳台地区）。因本合同引起的争议，提交北京仲裁委员会仲裁。
`;

test('reads a Chinese contract without any labels', () => {
  const { all, of } = read(chinese, 'zh-Hans');
  expect(of('document-name')).toEqual({ kind: 'text', text: '设备采购合同' });
  expect(of('party')).toEqual([
    { kind: 'party', name: '北京远山机械有限公司', role: '甲方' },
    { kind: 'party', name: '苏州明川设备有限公司', role: '乙方' },
  ]);
  expect(of('agreement-date')).toEqual({ kind: 'date', date: '2024-03-01' });
  expect(of('effective-date')).toEqual({ kind: 'date', date: '2024-03-01' });
  expect(of('expiration-date')).toEqual({ kind: 'date', date: '2025-02-28' });
  expect(of('renewal-term')).toEqual({ kind: 'duration', amount: 1, unit: 'year' });
  expect(of('renewal-notice')).toEqual({ kind: 'duration', amount: 30, unit: 'day' });
  expect(of('renewal-notice-deadline')).toEqual({ kind: 'date', date: '2025-01-29' });
  expect(of('contract-amount')).toEqual({ kind: 'money', amount: '1200000', currency: 'CNY' });
  expect(of('payment-term')).toEqual({ kind: 'duration', amount: 30, unit: 'day' });
  expect(of('deposit')).toEqual({ kind: 'money', amount: '200000', currency: 'CNY' });
  expect(of('late-payment-rate')).toEqual({ kind: 'percentage', percent: 0.05 });
  expect(of('warranty-period')).toEqual({ kind: 'duration', amount: 24, unit: 'month' });
  expect(of('confidentiality-term')).toEqual({ kind: 'duration', amount: 3, unit: 'year' });
  expect(of('governing-law')).toMatchObject({ code: 'CN' });
  expect(of('dispute-forum')).toEqual({ kind: 'text', text: '北京仲裁委员会' });
  expect(all.find(({ name }) => name === 'expiration-date')).toMatchObject({ derivation: 'stated' });
});

test('reads Traditional Chinese and quotes it as it stands', () => {
  const { all, of } = read(
    '採購合約\n甲方：香港遠山有限公司\n乙方：宏川貿易有限公司\n合同總價為港幣伍拾萬元整。\n本合約適用香港特別行政區法律。\n',
    'zh-Hant',
  );
  expect(of('contract-amount')).toEqual({ kind: 'money', amount: '500000', currency: 'HKD' });
  expect(of('governing-law')).toMatchObject({ code: 'HK' });
  const parties = all.filter(({ name }) => name === 'party');
  expect(parties[0]).toMatchObject({ value: { name: '香港遠山有限公司', role: '甲方' } });
});

test('says of every field that it is there or what was searched', () => {
  const { all } = read('The weather was fine that day.', 'en');
  expect([...new Set(all.map(({ name }) => name))]).toEqual([...fieldNames]);
  for (const field of all) {
    expect(field.status).toBe('absent');
    if (field.status === 'absent') expect(field.searched).toMatch(/1 sentences$/);
  }
});

test.each([english, chinese])('every quote is its span, byte for byte', (text) => {
  const { all } = read(text, text === english ? 'en' : 'zh-Hans');
  const evidence = all.flatMap((field) => (field.status === 'present' ? field.evidence : []));
  expect(evidence.length).toBeGreaterThan(10);
  for (const { span, quote } of evidence) expect(text.slice(span.start, span.end)).toBe(quote);
});

test('an ambiguous numeric date gives no date', () => {
  const { of } = read(
    'This Agreement is dated 01/03/2024 between Acme Inc. ("Acme") and Bolt Ltd. ("Bolt").',
    'en',
  );
  expect(of('agreement-date')).toBeUndefined();
});

test('a label lifts the confidence of what it covers', () => {
  const text = 'This Agreement shall be governed by the laws of the State of New York.';
  const contract: ContractText = { text, blocks: [], language: 'en', pages: 1, flags: [] };
  const labelled: ClauseLabels = {
    labels: [{ type: 'governing-law', span: { start: 0, end: text.length }, confidence: 0.9 }],
    presence: new Map(),
  };
  const confidence = (given: ClauseLabels): number =>
    extractFields({ contract, structure, labels: given }).find(({ name }) => name === 'governing-law')!
      .confidence;
  expect(confidence(labelled)).toBeGreaterThan(confidence(labels));
});
