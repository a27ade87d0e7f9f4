import { type ContractText, ndaHypotheses, structureContract } from '@groundwork/review';
import { OfflineClauseClassifier, OfflineHypothesisJudge } from '../src/index.ts';

const agreement = `SOFTWARE SERVICES AGREEMENT

This Software Services Agreement (the "Agreement") is entered into as of March 3, 2021 (the "Effective Date") by and between Northwind Traders, Inc., a Delaware corporation ("Provider"), and Contoso Limited, a company organized under the laws of England ("Customer").

1. TERM

1.1 The initial term of this Agreement shall commence on the Effective Date and shall continue for a period of three (3) years. Thereafter this Agreement shall automatically renew for successive one (1) year terms unless either party gives written notice of non-renewal at least sixty (60) days prior to the end of the then-current term.

2. CONFIDENTIALITY

2.1 Each party shall hold the Confidential Information of the other party in confidence and shall not disclose it to any third party.

3. LIABILITY

3.1 IN NO EVENT SHALL EITHER PARTY'S AGGREGATE LIABILITY UNDER THIS AGREEMENT EXCEED THE FEES PAID BY CUSTOMER IN THE TWELVE (12) MONTHS PRECEDING THE CLAIM.

4. GENERAL

4.1 Neither party may assign this Agreement without the prior written consent of the other party.

4.2 This Agreement shall be governed by and construed in accordance with the laws of the State of New York, without regard to its conflict of laws principles.
`;

function read(text: string, language: string): ContractText {
  const blocks = Array.from(text.matchAll(/[^\n]+/g), ({ 0: line, index }) => ({
    kind: 'paragraph' as const,
    span: { start: index, end: index + line.length },
  }));
  return { text, blocks, language, pages: 1, flags: [] };
}

const contract = read(agreement, 'en');
const quote = ({ span }: { span: { start: number; end: number } }) => agreement.slice(span.start, span.end);

describe('clauses', () => {
  const classify = async (of: ContractText) =>
    (await OfflineClauseClassifier.open()).classify(of, structureContract(of));

  test('the best label of a category is the sentence that is of it', async () => {
    const { labels } = await classify(contract);
    const first = (type: string) => labels.find((label) => label.type === type);
    expect(quote(first('governing-law')!)).toContain('laws of the State of New York');
    expect(quote(first('assignment')!)).toContain('Neither party may assign');
    expect(quote(first('liability-cap')!)).toContain('AGGREGATE LIABILITY');
    expect(quote(first('renewal-term')!)).toContain('automatically renew');
    expect(quote(first('document-name')!).toLowerCase()).toBe('software services agreement');
    expect(quote(first('agreement-date')!)).toBe('March 3, 2021');
    expect(first('governing-law')!.confidence).toBeGreaterThan(0.8);
  });

  test('presence is said of all 41 categories and of what cues look for', async () => {
    const { presence } = await classify(contract);
    expect(presence.get('governing-law')).toBeGreaterThan(0.8);
    expect(presence.get('source-code-escrow')).toBeLessThan(0.2);
    expect(presence.get('confidentiality')).toBeGreaterThan(0.8);
    expect(presence.size).toBe(58);
  });

  test('the same contract gets the same labels, best first within a type', async () => {
    const [one, other] = await Promise.all([classify(contract), classify(contract)]);
    expect(one).toEqual(other);
    one.labels.forEach(({ type, confidence }, at) => {
      const next = one.labels[at + 1];
      if (next?.type === type) expect(next.confidence).toBeLessThanOrEqual(confidence);
    });
  });

  test('Chinese contracts are read by cues; other languages get no labels; an empty text none', async () => {
    const chinese = await classify(read('采购合同\n第一条 保密\n双方应当保密。\n', 'zh-Hans'));
    expect(chinese.labels.map(({ type }) => type)).toContain('confidentiality');
    expect((await classify(read('Vertrag über die Lieferung', 'de'))).labels).toEqual([]);
    expect((await classify(read('', 'und'))).labels).toEqual([]);
  });

  test('knows a contract that nobody has trained on', async () => {
    expect((await OfflineClauseClassifier.trainedOn())(agreement)).toBe(false);
  });
});

describe('hypotheses', () => {
  const nda = `1. The Receiving Party shall not reverse engineer, disassemble or decompile any prototypes, software or other tangible objects which embody the Disclosing Party's Confidential Information.

2. Upon termination of this Agreement the Receiving Party shall return or destroy all Confidential Information.

3. This Agreement is governed by the laws of England.
`;
  const judge = async (text: string, language = 'en') =>
    (await OfflineHypothesisJudge.open()).judge(
      read(text, language),
      ndaHypotheses.map(({ id }) => id),
    );

  test('what is said is quoted byte by byte, what is not is silence', async () => {
    const judgements = await judge(nda);
    const of = (id: string) => judgements.find(({ hypothesis }) => hypothesis === id)!;
    expect(of('nda-11')).toMatchObject({ choice: 'entailed' });
    expect(of('nda-11').evidence[0]!.quote).toContain('reverse engineer');
    expect(of('nda-18')).toMatchObject({ choice: 'not-mentioned', evidence: [] });
    for (const { evidence } of judgements) {
      for (const { span, quote: said } of evidence) expect(nda.slice(span.start, span.end)).toBe(said);
    }
  });

  test('answers in the order asked, and nothing in other languages', async () => {
    const judgements = await (
      await OfflineHypothesisJudge.open()
    ).judge(read(nda, 'en'), ['nda-18', 'nda-11']);
    expect(judgements.map(({ hypothesis }) => hypothesis)).toEqual(['nda-18', 'nda-11']);
    expect(await judge('保密协议', 'zh-Hans')).toEqual([]);
  });
});
