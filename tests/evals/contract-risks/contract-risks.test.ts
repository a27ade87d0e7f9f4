import { measureRisks } from './measure-risks.ts';
import { reviewSource, sampleSource, shippedPlaybook } from './review-source.ts';
import { zhPurchaseRephrased } from './zh-purchase-rephrased.ts';
import { zhPurchaseRisks } from './zh-purchase-risks.ts';
import { zhPurchaseUnseen } from './zh-purchase-unseen.ts';

const known = [...zhPurchaseRisks, ...zhPurchaseRephrased];
const figures = measureRisks(known, 'zh-purchase-balanced', 'zh-purchase');

test('at least sixty risks are seeded, of at least twenty rules', () => {
  expect(known.length).toBeGreaterThanOrEqual(60);
  expect(new Set(known.map(({ id }) => id)).size).toBe(known.length);
  expect(new Set(known.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(20);
});

test('nearly all of them are found, for the side that they harm', () => {
  console.info(
    `Seeded risks: ${figures.found} of ${figures.risks} found; missed ${figures.missed.join(', ')}`,
  );
  expect(figures.found / figures.risks).toBeGreaterThanOrEqual(0.97);
});

test('rules that an edit does not concern say nothing', () => {
  expect(figures.falsePositives).toEqual([]);
});

test('the other side is not told of what it gains by', () => {
  expect(known.filter(({ silentFor }) => silentFor !== undefined).length).toBeGreaterThanOrEqual(30);
  expect(figures.notSilent).toEqual([]);
});

test('wording that the playbook was not written against is mostly found', () => {
  const unseen = measureRisks(zhPurchaseUnseen, 'zh-purchase-balanced', 'zh-purchase');
  console.info(
    `Unseen wording: ${unseen.found} of ${unseen.risks} found; missed ${unseen.missed.join(', ')}`,
  );
  expect(unseen.found / unseen.risks).toBeGreaterThanOrEqual(0.6);
  expect(unseen.falseQuotes + figures.falseQuotes).toBe(0);
});

test.each([
  ['zh-purchase-balanced', 'zh-purchase', ['甲方', '乙方', 'neutral']],
  ['en-nda-balanced', 'en-nda', ['Disclosing Party', 'Receiving Party', 'neutral']],
  ['en-services-balanced', 'en-services', ['Customer', 'Provider', 'neutral']],
])('%s, which is balanced, has no findings for either side', (contract, playbook, stances) => {
  for (const stance of stances) {
    const { review } = reviewSource(sampleSource(contract), shippedPlaybook(playbook), stance);
    expect(review.findings.map(({ rule, title }) => `${rule}: ${title}`)).toEqual([]);
    expect(review.compliant.length).toBeGreaterThan(5);
  }
});
