import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { structureContract, type ContractStructure } from '@groundwork/review';

const fixtures = fileURLToPath(new URL('./fixtures/structure/', import.meta.url));
const cuad = fileURLToPath(new URL('../../../../../shared/data/contracts/cuad/', import.meta.url));
const read = (name: string) => readFileSync(`${fixtures}${name}.txt`, 'utf8');

function outlineOf(text: string, { clauses }: ContractStructure): string {
  return clauses
    .map(({ kind, label, level, heading }) => {
      const title = heading ? ` ${text.slice(heading.start, heading.end)}` : '';
      return `${'  '.repeat(level - 1)}${label ?? `[${kind}]`}${title}`;
    })
    .join('\n');
}

function danglingIn(text: string, { references }: ContractStructure): string[] {
  return references
    .filter(({ kind, resolved }) => kind !== 'external' && resolved === undefined)
    .map(({ span }) => text.slice(span.start, span.end));
}

const signed = ({ signatures }: ContractStructure) =>
  signatures.map((block) => `${block.party} ${block.signed} ${block.sealed ?? '-'}`);

test('articles with decimal clauses, a table of contents, recitals and two attachments', () => {
  const text = read('purchase-articles');
  const structure = structureContract({ text, blocks: [] });
  expect(outlineOf(text, structure)).toBe(
    `[title]
[preamble]
[recital]
[contents]
第一条 定义
  1.1
  1.2
第二条 标的
第三条 价款与支付
  3.1
  3.2 付款方式
    （1）
    （2） 设备到货后支付
    （3）
  3.3
第四条 交付与验收
  4.1
  4.2
第五条 违约责任
  （一）
  （二）
  （三）
第六条 争议解决
[signature]
附件一 设备清单
  1 数控车床 2台
  2 机械手 4套
附件二 验收标准
  一 外观
  二 性能`,
  );
  expect(danglingIn(text, structure)).toEqual(['第九条']);
  expect(signed(structure)).toEqual(['甲方 blank blank', '乙方 blank blank']);
  expect(structure.terms.map(({ term }) => term)).toEqual([
    '甲方',
    '采购方',
    '乙方',
    '供应方',
    '设备',
    '质保期',
  ]);
});

test('counted clauses 一、（一）1、（1）① and a seal that was recognised', () => {
  const text = read('services-counting');
  const structure = structureContract({ text, blocks: [] });
  expect(outlineOf(text, structure)).toBe(
    `[title]
[preamble]
一 服务内容
  （一）
  （二）
二 服务费用
  （一）
  （二） 付款安排如下
    1
    2
三 保密
  1
  2
    （1）
    （2）
四 知识产权
五 协议解除
六 其他
  ①
  ②
[signature]`,
  );
  expect(danglingIn(text, structure)).toEqual([]);
  expect(signed(structure)).toEqual(['甲方 unknown sealed', '乙方 blank blank']);
});

test('decimal clauses without a mark; amounts, dates and a broken line are no clauses', () => {
  const text = read('lease-decimal');
  const structure = structureContract({ text, blocks: [] });
  expect(outlineOf(text, structure)).toBe(
    `[title]
[preamble]
1 租赁房屋
  1.1
  1.2
    1.2.1
    1.2.2
2 租期与租金
  2.1
  2.2
  2.3
3 转租
  3.1
  3.2
4 违约
  4.1
  4.2
[signature]`,
  );
  expect(danglingIn(text, structure)).toEqual([]);
  expect(signed(structure)).toEqual(['出租人 unknown -', '承租人 blank blank']);
});

test('articles that number on through chapters', () => {
  const text = read('distribution-chapters');
  const structure = structureContract({ text, blocks: [] });
  expect(outlineOf(text, structure)).toBe(
    `[title]
[preamble]
第一章 总则
  第一条
  第二条
第二章 经销授权
  第三条
  第四条
    （一）
    （二）
  第五条
第三章 附则
  第六条
  第七条
  第八条
[signature]
附件1 产品目录`,
  );
  expect(danglingIn(text, structure)).toEqual(['附件2']);
});

test('a contract in Traditional characters', () => {
  const text = read('nda-traditional');
  const structure = structureContract({ text, blocks: [] });
  expect(outlineOf(text, structure)).toBe(
    `[title]
[preamble]
[recital]
第一條 定義
  [definition]
第二條 保密義務
  一
  二
第三條 例外
  （一）
  （二）
第四條 違約
第五條 準據法
[signature]
附件一 機密資訊清單`,
  );
  expect(danglingIn(text, structure)).toEqual(['附件二']);
  expect(structure.terms.map(({ term, uses }) => `${term} ${uses.length}`)).toEqual([
    '甲方 2',
    '乙方 7',
    '機密資訊 4',
  ]);
  expect(signed(structure)).toEqual(['甲方 unknown blank', '乙方 blank blank']);
});

test('clauses that follow each other on one line', () => {
  const text = read('labour-inline');
  const structure = structureContract({ text, blocks: [] });
  expect(outlineOf(text, structure)).toBe(
    `[title]
[preamble]
一 合同期限
  1
  2
二 工作内容
三 劳动报酬
  1
  2
  3
四 社会保险
五 解除与终止
[signature]`,
  );
  expect(danglingIn(text, structure)).toEqual(['第七条']);
});

/** What every structure owes its readers, whatever the text. */
function faultsOf(text: string, structure: ContractStructure): string[] {
  const { clauses, terms, references, signatures } = structure;
  const faults: string[] = [];
  const fault = (isFault: boolean, what: string) => void (isFault && faults.push(what));
  let reached = 0;
  clauses.forEach(({ ordinal, span, parent, level, label, heading }, index) => {
    const holder = parent === undefined ? undefined : clauses[parent];
    fault(ordinal !== index, `ordinal ${ordinal} at ${index}`);
    fault(span.start >= span.end || span.end > text.length, `clause ${index} is empty`);
    fault(
      index > 0 && span.start < clauses[index - 1]!.span.start,
      `clause ${index} stands before its predecessor`,
    );
    fault(label !== undefined && !text.startsWith(label, span.start), `clause ${index} has another label`);
    fault(
      !!heading && (heading.start < span.start || heading.end > span.end),
      `heading of ${index} is elsewhere`,
    );
    if (holder) {
      const isWithin = holder.span.start <= span.start && span.end <= holder.span.end && holder.level < level;
      fault(!isWithin, `clause ${index} leaves its parent`);
    } else {
      fault(text.slice(reached, span.start).trim() !== '', `text before clause ${index} belongs to none`);
      fault(span.start < reached, `clause ${index} overlaps`);
      reached = span.end;
    }
  });
  fault(text.slice(reached).trim() !== '', 'text at the end belongs to no clause');
  const spans = [
    ...terms.flatMap(({ definition, uses }) => [definition, ...uses]),
    ...references.map(({ span }) => span),
    ...signatures.map(({ span }) => span),
  ];
  fault(
    spans.some(({ start, end }) => start < 0 || start >= end || end > text.length),
    'a span is not in the text',
  );
  fault(
    references.some(({ resolved }) => resolved !== undefined && !clauses[resolved]),
    'a reference leads nowhere',
  );
  return faults;
}

test('clauses are in order, within their parents, and leave nothing out, however the text is cut or mangled', () => {
  const texts = readdirSync(fixtures).map((name) => readFileSync(fixtures + name, 'utf8'));
  for (const text of texts) {
    const lines = text.split('\n');
    const variants = [
      text,
      lines.toReversed().join('\n'),
      lines.join(' '),
      text.slice(text.length / 3),
      text.replace(/\n/g, '\n\n'),
      `${text}\n${text}`,
      '',
      ' \n ',
    ];
    for (const variant of variants)
      expect(faultsOf(variant, structureContract({ text: variant, blocks: [] }))).toEqual([]);
  }
});

const isMeasured = existsSync(`${cuad}txt`);
if (!isMeasured) console.warn('The CUAD contracts are absent: their structure is not measured.');

(isMeasured ? test : test.skip)(
  'of real contracts, nearly every annotated span lies within one clause',
  () => {
    const annotated = JSON.parse(readFileSync(`${cuad}spans.json`, 'utf8')) as Record<
      string,
      Record<string, [number, number][]>
    >;
    let spans = 0;
    let within = 0;
    // Every sixth: enough to see a regression, and quick.
    for (const file of Object.keys(annotated).filter((_, index) => index % 6 === 0)) {
      const text = readFileSync(`${cuad}txt/${file}`, 'utf8');
      const structure = structureContract({ text, blocks: [] });
      expect([file, faultsOf(text, structure)]).toEqual([file, []]);
      for (const [start, end] of Object.values(annotated[file]!).flat()) {
        spans++;
        if (structure.clauses.some(({ span }) => span.start <= start && end <= span.end)) within++;
      }
    }
    expect(spans).toBeGreaterThan(1_000);
    expect(within / spans).toBeGreaterThan(0.99);
  },
);
