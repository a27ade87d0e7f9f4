import { structureContract } from './structure-contract.ts';

const outline = (text: string) =>
  structureContract({ text, blocks: [] }).clauses.map(
    ({ kind, label = '', number = '', heading, level }) =>
      `${'  '.repeat(level - 1)}${kind} ${label}|${number}|${heading ? text.slice(heading.start, heading.end) : ''}`,
  );

test('an English agreement is cut at its numbers, in the body and in its exhibits', () => {
  const text = `SUPPLY AGREEMENT

This Agreement is made as of May 1, 2024 between A Inc. and B Inc.

WHEREAS, A sells goods; and

WHEREAS, B buys them;

NOW, THEREFORE, the parties agree as follows:

1. Definitions.
1.1 "Goods" means what Exhibit A lists.
1.2 "Price" means 2.5 million dollars, as Section 2
1.1 of the price list has it.

2. Sale. A sells. (a) Delivery is free. (b) Risk passes on delivery.

IN WITNESS WHEREOF, the parties have signed.

By: ____________

EXHIBIT A
GOODS

1. Nuts.
2. Bolts.
`;
  expect(outline(text)).toEqual([
    'title ||',
    'preamble ||',
    'recital ||',
    'recital ||',
    'clause 1|1|Definitions',
    '  definition 1.1|1.1|',
    '  definition 1.2|1.2|',
    'clause 2|2|Sale',
    '  clause (a)|2.a|',
    '  clause (b)|2.b|',
    'signature ||',
    'schedule EXHIBIT A|A|GOODS',
    '  clause 1|A.1|Nuts',
    '  clause 2|A.2|Bolts',
  ]);
});

test('a Chinese contract is cut at 条, （一） and 附件', () => {
  const text = `采购合同

甲方：甲公司
乙方：乙公司

双方经协商，达成如下协议：

第一条 标的
甲方购买设备。
第二条\u3000价款与支付
（一）总价为2.5万元。
（二）支付方式：1、先付预付款；2、后付尾款。
第三条 其他
本合同第二条所述价款含税。

甲方（盖章）：________
乙方（盖章）：________

附件一：设备清单
`;
  expect(outline(text)).toEqual([
    'title ||',
    'preamble ||',
    'clause 第一条|1|标的',
    'clause 第二条|2|价款与支付',
    '  clause （一）|2.1|',
    '  clause （二）|2.2|支付方式',
    '    clause 1|2.2.1|',
    '    clause 2|2.2.2|',
    'clause 第三条|3|其他',
    'signature ||',
    'schedule 附件一|1|设备清单',
  ]);
});
