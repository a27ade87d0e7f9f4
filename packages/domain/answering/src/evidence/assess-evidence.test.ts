import { passageOf } from '@groundwork/testing';
import { assessEvidence } from './assess-evidence.ts';
import { evidenceSpace, evidenceThreshold } from './evidence-model.ts';

const passages = [
  passageOf('Annual leave is 12 days. The red typhoon signal closes the office. 红色预警时每班津贴260元。', {
    scores: { fused: 1, lexical: 9 },
  }),
  passageOf('The canteen is on floor two.', { rank: 2, scores: { fused: 0.2, lexical: 1 } }),
];
const assess = (question: string) => assessEvidence(question, { passages });
/** The same Passages with these cosines. */
const near = (...cosines: number[]) =>
  passages.map((passage, index) => ({
    ...passage,
    scores: { ...passage.scores, vector: cosines[index] ?? 0 },
  }));

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
  expect(assessEvidence('How many days?', { passages: [] }).probability).toBeLessThan(evidenceThreshold);
});

test.each([
  'The service life is over after 30 years?',
  'Does leave grow after 30 years?',
  '工龄30年以上的年假是多少天？',
])('an amount tells the case of the asker and need not be named: %s', (question) => {
  expect(assess(question).missingName).toBeUndefined();
});

test('nearness in meaning counts in the space that it was fitted for, and in no other', () => {
  const question = 'How much holiday do employees get each year?';
  const probability = (spaceName: string | undefined, ...cosines: number[]) =>
    assessEvidence(question, { passages: near(...cosines), ...(spaceName && { spaceName }) }).probability;
  expect(probability(evidenceSpace, 0.91, 0.8)).toBeGreaterThan(probability(evidenceSpace, 0.8, 0.79));
  expect(probability('hashing', 0.91, 0.8)).toBe(probability('hashing', 0.8, 0.79));
  expect(probability(undefined, 0.91, 0.8)).toBe(assess(question).probability);
});

test('a source in the other language is judged by meaning alone', () => {
  const question = '员工每年有多少天年假？';
  const spaceName = evidenceSpace;
  const english = near(0.86, 0.76).map((passage) => ({
    ...passage,
    text: passage.text.replace(/红.*/u, ''),
  }));
  expect(assess(question).basis).toBe('words');
  const found = assessEvidence(question, { passages: english, spaceName });
  expect(found).toMatchObject({ basis: 'translated' });
  expect(found.probability).toBeGreaterThan(
    assessEvidence(question, { passages: near(0.78, 0.76), spaceName }).probability,
  );
  // Identifiers are written alike in both languages: where the source lacks one, it is about something else.
  expect(assessEvidence('MR-2200有多少天年假？', { passages: english, spaceName })).toMatchObject({
    basis: 'translated',
    missingName: 'mr-2200',
    probability: 0,
  });
});
