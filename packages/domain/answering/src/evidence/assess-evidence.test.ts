import { passageOf } from '@groundwork/testing';
import { assessEvidence, evidenceThreshold } from './assess-evidence.ts';

const evidence = { topCoverage: 1, knownTerms: 1, topCosine: 0, margin: 0.8 };
const passages = [
  passageOf('Annual leave is 12 days. The red typhoon signal closes the office. 红色预警时每班津贴260元。'),
  passageOf('The canteen is on floor two.', { rank: 2 }),
];
const assess = (question: string) => assessEvidence(question, { passages, evidence });

test('what is said is likely, what is not said is not', () => {
  expect(assess('How many days is annual leave?').probability).toBeGreaterThan(evidenceThreshold);
  expect(assess('How many weeks of paternity leave do interns get?').probability).toBeLessThan(
    evidenceThreshold,
  );
});

test.each([
  ['Is the MR-2200 closed?', 'mr-2200'],
  ['How many days is annual leave in Norway?', 'norwai'],
  ['蓝色预警时每班津贴是多少？', '蓝色'],
])('what a question names must be named: %s', (question, missingName) => {
  expect(assess(question)).toMatchObject({ probability: 0, missingName });
});

test('without passages there is nothing to say', () => {
  expect(
    assessEvidence('How many days?', { passages: [], evidence: { ...evidence, margin: 0, knownTerms: 0 } })
      .probability,
  ).toBeLessThan(evidenceThreshold);
});
