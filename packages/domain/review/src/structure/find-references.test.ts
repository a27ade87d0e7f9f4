import { structureContract } from './structure-contract.ts';

const head = `SERVICES AGREEMENT

This Services Agreement (this "Agreement") is made between A Inc. ("A") and B Inc. ("B"). The parties agree as follows:

ARTICLE I
DEFINITIONS

Section 1.1 Terms. Terms are defined in this Article.

ARTICLE II
SERVICES

Section 2.1 Scope. (a) A works. (b) B pays.

Section 2.2 Rest. `;
const tail = `

EXHIBIT A
RATES

1. Fees. See Section 2 of Exhibit A.
2. Costs. None.
`;

function referencesIn(sentence: string, text = `${head}${sentence}${tail}`) {
  const { clauses, references } = structureContract({ text, blocks: [] });
  const from = text.indexOf(sentence);
  return references
    .filter(({ span }) => span.start >= from && span.end <= from + sentence.length)
    .map(({ span, kind, target, resolved }) => {
      const clause = resolved === undefined ? undefined : clauses[resolved];
      const to = kind === 'external' ? 'external' : clause ? (clause.label ?? clause.kind) : 'dangling';
      return `${text.slice(span.start, span.end)} = ${target} → ${to}`;
    });
}

test.each([
  ['See Section 2.1(b).', ['Section 2.1(b) = 2.1.b → (b)']],
  ['See Sections 1.1 and 2.1 hereof.', ['Sections 1.1 = 1.1 → Section 1.1', '2.1 = 2.1 → Section 2.1']],
  ['See Article II.', ['Article II = 2 → ARTICLE II']],
  ['See Section 9.4.', ['Section 9.4 = 9.4 → dangling']],
  ['See Section 2.1(z).', ['Section 2.1(z) = 2.1.z → dangling']],
  [
    'Rates are in Exhibit A hereto and Exhibit B hereto.',
    ['Exhibit A = A → EXHIBIT A', 'Exhibit B = B → dangling'],
  ],
  ['See Section 2 of Exhibit A.', ['Section 2 = A.2 → 2', 'Exhibit A = A → EXHIBIT A']],
  ['In this Section, in means in.', ['this Section = 2.2 → Section 2.2']],
  ['See clause (a) of Section 2.1.', ['clause (a) = 2.1.a → (a)', 'Section 2.1 = 2.1 → Section 2.1']],
  ['Subject to Section 409A of the Code.', ['Section 409A = 409A → external']],
  ['Subject to Section 2.1 of the Merger Agreement.', ['Section 2.1 = 2.1 → external']],
  ['Subject to Sections 4 and 5 thereof.', ['Sections 4 = 4 → external', '5 = 5 → external']],
  [
    'Under Rule 144 and 26 U.S.C. Section 501.',
    ['Rule 144 = 144 → external', 'Section 501 = 501 → external'],
  ],
  ['It may exhibit a defect within 2.1 seconds.', []],
])('%s', (sentence, expected) => expect(referencesIn(sentence)).toEqual(expected));

const chinese = (sentence: string) => `购销合同

甲方：甲公司
乙方：乙公司

第一条 标的
${sentence}

第二条 价款
（一）总价一万元。
（二）分期支付。

附件一：清单
`;

test.each([
  ['见本合同第二条第（二）项。', ['第二条第（二）项 = 2.2 → （二）']],
  ['见第一条、第九条。', ['第一条 = 1 → 第一条', '第九条 = 9 → dangling']],
  ['第二条第三款所述价款。', ['第二条第三款 = 2.3 → 第二条']],
  [
    '依《民法典》第五百八十五条和第五百八十四条。',
    ['第五百八十五条 = 585 → external', '第五百八十四条 = 584 → external'],
  ],
  ['依原合同第三条。', ['第三条 = 3 → external']],
  ['详见附件1及附件二。', ['附件1 = 1 → 附件一', '附件二 = 2 → dangling']],
])('%s', (sentence, expected) => expect(referencesIn(sentence, chinese(sentence))).toEqual(expected));
