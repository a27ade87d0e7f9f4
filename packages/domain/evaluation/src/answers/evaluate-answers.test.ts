import type { AnswerOutcome, Citation } from '@groundwork/answering';
import { toAnswerCase } from './answer-case.ts';
import { EvaluateAnswers } from './evaluate-answers.ts';

const source = 'Returns are free. You may return an unused appliance within 14 days of delivery.';
const cite = (quote: string, externalId = 'returns.html') => ({ externalId, quote }) as Citation;
const timings = { searchMs: 1, totalMs: 10, firstSentenceMs: 4 };
const costs = [{ costUsd: 0.25 }];
const answerOf = (text: string, ...citations: Citation[]) =>
  ({ kind: 'answer', sentences: [{ text, citations }], timings, costs }) as unknown as AnswerOutcome;
const abstention = {
  kind: 'abstention',
  reason: 'weak-evidence',
  timings,
  costs: [],
} as unknown as AnswerOutcome;

const cases = [
  { _id: 'right', answers: ['14 days'] },
  { _id: 'wrong', answers: ['30 days'] },
  { _id: 'silent', answers: ['14 days'] },
  { _id: 'unknown', answerable: false },
  { _id: 'invented', answerable: false },
].map(({ _id, ...metadata }) =>
  toAnswerCase({
    _id,
    text: _id,
    metadata: {
      references: [
        { document: 'returns.html', quote: 'You may return an unused appliance within 14 days of delivery.' },
      ],
      split: _id === 'right' ? 'tune' : 'report',
      ...metadata,
    },
  }),
);
const quote = 'return an unused appliance within 14 days of delivery';
const outcomes: Record<string, AnswerOutcome> = {
  right: answerOf(`You may ${quote}.`, cite(quote)),
  wrong: answerOf(`You may ${quote}.`, cite(quote), cite('Returns are free.', 'other.html')),
  silent: abstention,
  unknown: abstention,
  invented: answerOf('Yes.', cite('not in the source')),
};

const evaluate = () =>
  new EvaluateAnswers().run({
    dataset: 'tiny',
    cases,
    ask: async (question) => outcomes[question]!,
    sourceOf: async ({ quote }) => (source.includes(quote) ? quote : source),
  });

test('counts answers, right answers and abstentions against what could be answered', async () => {
  const scores = await evaluate();
  expect(scores).toMatchObject({ questions: 5, answerable: 3, costUsd: 0.75 });
  expect(scores.answered).toBeCloseTo(2 / 3);
  expect(scores.correct).toBeCloseTo(1 / 3);
  expect(scores.abstention).toEqual({ precision: 0.5, recall: 0.5 });
});

test('a citation must be exact and from where the gold says', async () => {
  const { citations } = await evaluate();
  expect(citations.count).toBe(4);
  expect(citations.exact).toBeCloseTo(3 / 4);
  // Of the three citations in answers with gold references, one is of another document.
  expect(citations.precision).toBeCloseTo(2 / 3);
  expect(citations.recall).toBe(1);
});

test('scores the parts of a divided dataset apart', async () => {
  const { splits } = await evaluate();
  expect(splits.tune).toMatchObject({ questions: 1, correct: 1 });
  expect(splits.report).toMatchObject({ questions: 4, correct: 0 });
});

test('reads the gold of every layout', () => {
  const caseOf = (metadata: Record<string, unknown>) => toAnswerCase({ _id: 'q', text: 'q', metadata });
  expect(caseOf({ answer: 'Yes.[Plan.pdf#page=7]', citations: ['Plan.pdf#page=7'] })).toMatchObject({
    answers: ['Yes.'],
    references: [[{ document: 'Plan.pdf#page=7' }]],
  });
  expect(
    caseOf({ answers: ['a'], selected_sentences: [['s1', 's2'], ['s2']], passage_id: 'p' }).references,
  ).toEqual([
    [
      { document: 'p', quote: 's1' },
      { document: 'p', quote: 's2' },
    ],
    [{ document: 'p', quote: 's2' }],
  ]);
  expect(caseOf({ answer: 'a', references: ['r'], doc_ids: ['40'] }).references).toEqual([
    [{ document: '40', quote: 'r' }],
  ]);
  expect(caseOf({ answer: 'a', references: ['r'], doc_ids: ['40', '41'] }).references).toEqual([
    [{ quote: 'r' }],
  ]);
  expect(caseOf({ answerable: false, answer: 'Unable to answer' })).toMatchObject({
    answerable: false,
    references: [],
  });
});
