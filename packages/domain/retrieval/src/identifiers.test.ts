import {
  CollectionId,
  DocumentId,
  DocumentVersionId,
  newId,
  type Principal,
  TenantId,
} from '@groundwork/kernel';
import { MemoryChunkIndex } from '@groundwork/testing';
import { analyzeQuery } from './analyze-query.ts';
import { indexTerms } from './index-terms.ts';

const tenantId = newId(TenantId);
const reader: Principal = { tenantId, kind: 'user', id: 'u', grants: ['everyone'], scopes: ['search'] };

/** The texts of a lexical search, best first; decoys come first in the index, so that a tie is lost. */
async function ranked(query: string, texts: readonly string[]): Promise<string[]> {
  const index = new MemoryChunkIndex();
  for (const [at, text] of texts.entries()) {
    index.add({
      tenantId,
      passage: {
        chunkId: String(at + 1) as never,
        documentId: newId(DocumentId),
        versionId: newId(DocumentVersionId),
        collectionId: newId(CollectionId),
        externalId: String(at),
        title: '',
        text,
        span: { start: 0, end: text.length },
        headingPath: [],
        language: 'en',
        flags: [],
      },
      terms: indexTerms({ title: '', headingPath: [], text }),
    });
  }
  const { lexical, passages } = await index.search(reader, { ...analyzeQuery(query), limit: 50 });
  return lexical.map(({ chunkId }) => passages.get(chunkId)!.text);
}

const decoys = [
  'Error codes E-1043 and E-1024 concern the network; E-10 and 42 do not.',
  '第十三条 员工应当遵守工作时间。第二条 本规定适用于全体员工。',
  'ISO 27002 and ISO 9001 are other standards; 2700 and 1 are numbers.',
  'The fee is HK$ 5,000 or HK$ 50 for a day. 费用为五千元或五十元。',
  'Bill of lading MAEU-987654321 was surrendered in Rotterdam.',
  'Identity card number B654321(9) belongs to somebody else.',
  '统一社会信用代码：91350100M000100Y4A，福建。',
  'Cap. 57 is the Employment Ordinance; Cap. 480 is another. 第57章《雇佣条例》。',
  'The meeting of 6 January 2024 and that of 2023-01-05 were cancelled. 2024年1月15日开会。',
  'Revenue was 55,000 in May, 5,500 in June and 5 in July. 收入五百五十元。',
  'Form IR56E is for new staff, form IR56F for leavers.',
  'Room 1042, floor 12, article on page 27001, chapter by chapter, 486 pages in 2024.',
];

test.each([
  ['E-1042', 'Press reset when E1042 is shown.'],
  ['E1042', 'Press reset when E-1042 is shown.'],
  ['e1042', 'Press reset when E 1042 is shown.'],
  ['E 1042', 'Press reset when E1042 is shown.'],
  ['Ｅ－１０４２', 'Press reset when E-1042 is shown.'],
  ['显示E1042怎么办', '显示 E-1042 时请复位。'],
  ['第十二条', '第12条 年假按工龄计算。'],
  ['第12条', '第十二条 年假按工龄计算。'],
  ['第 12 條', '第十二条 年假按工龄计算。'],
  ['第十二条', '第 12 条 年假按工龄计算。'],
  ['第１２条', '第十二條 年假按年資計算。'],
  ['Article 12', '第十二条 年假按工龄计算。'],
  ['第十二條', 'Article 12 Annual leave is earned by service.'],
  ['第十二条之一', '第12条之1 例外情形。'],
  ['ISO27001', 'We are certified to ISO 27001 since May.'],
  ['ISO 27001', 'We are certified to ISO27001 since May.'],
  ['iso-27001', 'We are certified to ISO/IEC 27001:2022 since May.'],
  ['ＩＳＯ２７００１认证', '公司已通过 ISO 27001 认证。'],
  ['HK$ 500', 'The deposit is HK$500 and is returned.'],
  ['HK$500', 'The deposit is HK$ 500.00 and is returned.'],
  ['港币五百元押金', '押金为 HK$500，退还。'],
  ['HK$1,500', '津贴为一千五百元。'],
  ['5万元', '罚款 50,000 元。罚款。'],
  ['五万元罚款', '罚款 5万 元。'],
  ['MAEU123456789', 'B/L No. MAEU-123456789, two containers.'],
  ['MAEU-123456789', 'B/L No. MAEU123456789, two containers.'],
  ['MAEU 123456789', 'B/L No. MAEU123456789, two containers.'],
  ['BL MAEU123456789', 'B/L No. MAEU 123456789, two containers.'],
  ['A123456(3)', 'Holder of A1234563, issued in 2019.'],
  ['A1234563', 'Holder of A123456(3), issued in 2019.'],
  ['Ａ１２３４５６（３）', 'Holder of A123456(3), issued in 2019.'],
  ['A 123456 (3)', 'Holder of A123456(3), issued in 2019.'],
  ['A123456', 'Holder of A1234563, issued in 2019.'],
  ['91350100M000100Y43', '统一社会信用代码 9135 0100 M000 100Y 43，福州。'],
  ['9135 0100 M000 100Y 43', '统一社会信用代码：91350100M000100Y43，福州。'],
  ['91350100m000100y43', '统一社会信用代码：９１３５０１００Ｍ０００１００Ｙ４３，福州。'],
  ['Cap. 486', '第486章《個人資料（私隱）條例》'],
  ['Cap 486', 'The Personal Data (Privacy) Ordinance (Cap. 486) applies.'],
  ['Cap.486', 'The Personal Data (Privacy) Ordinance (Chapter 486) applies.'],
  ['cap486', 'The Personal Data (Privacy) Ordinance (Cap. 486) applies.'],
  ['第486章', 'The Personal Data (Privacy) Ordinance (Cap. 486) applies.'],
  ['第四百八十六章', 'The Personal Data (Privacy) Ordinance (Cap. 486) applies.'],
  ['2024年1月5日', 'It took effect on 5 January 2024.'],
  ['5 January 2024', '自二〇二四年一月五日起施行。'],
  ['January 5th, 2024', '自2024年1月5日起施行。'],
  ['2024-01-05', 'It took effect on Jan. 5, 2024.'],
  ['2024/1/5', '自2024年1月5日起施行。'],
  ['二〇二四年一月五日', 'It took effect on 2024-01-05.'],
  ['5/1/2024', 'It took effect on 5 January 2024.'],
  ['IR56G', 'Form IR 56G is for staff who leave Hong Kong.'],
  ['IR 56G', 'Form IR56G is for staff who leave Hong Kong.'],
])('"%s" finds "%s" before any decoy', async (query, text) => {
  const [best] = await ranked(query, [...decoys, text]);
  expect(best).toBe(text);
});

test.each([
  ['"annual leave"', 'Annual leave is granted.', 'Leave is granted. Annual reports follow.'],
  ['“annual leave”', 'ANNUAL\nLEAVE is granted.', 'Leave is granted. Annual reports follow.'],
  ['「年假安排」', '這是年假安排。', '年假的安排，假安。'],
  ['《年假安排》', '這是年 假安排。', '年假的安排，假安。'],
  ['『年假』 規定', '规定：年假。', '规定：本年，假期，年 a 假。'],
  ['"cat"', 'A cat sits.', 'Cats sit.'],
])('%s wants these very words', async (query, holds, lacks) => {
  expect((await ranked(query, [lacks, holds, 'Something else.', '别的内容。']))[0]).toBe(holds);
});

test('what merely looks like a quotation changes nothing', () => {
  expect(analyzeQuery('a 5" screen or a 7" one').phrases).toBeUndefined();
  expect(analyzeQuery('"the of"').phrases).toBeUndefined();
  expect(analyzeQuery('say "hello').phrases).toBeUndefined();
});
