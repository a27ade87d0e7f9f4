import type { ClauseLabels } from '@groundwork/review';
import { EvaluateClauses } from './evaluate-clauses.ts';

const law = 'This Agreement is governed by the laws of Delaware.';
const other = 'Nothing else is agreed between the parties here.';
const text = `${law} ${other}`;

const labels = (confidence: number, presence: number): ClauseLabels => ({
  labels: [{ type: 'governing-law', span: { start: 0, end: law.length }, confidence }],
  presence: new Map([['governing-law', presence]]),
});

const dataset = {
  name: 'two',
  contracts: [
    { file: 'a.txt', text, gold: new Map([['Governing Law', [law]]]) },
    { file: 'b.txt', text: other + other, gold: new Map<string, string[]>() },
  ],
};

test('spans, presence and what was seen in training are counted by category and pooled', async () => {
  const evaluation = await new EvaluateClauses().run({
    dataset,
    classify: (read) => Promise.resolve(labels(0.9, read === text ? 0.8 : 0.7)),
    isTrainedOn: (read) => read === text,
  });
  expect(evaluation).toMatchObject({ contracts: 2, seenInTraining: 1, gold: 1, p80r: 0.5 });
  expect(evaluation.presence).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3 });
  expect(evaluation.categories['Governing Law']).toMatchObject({
    gold: 1,
    contracts: 1,
    labels: { precision: 0.5, recall: 1 },
  });
  expect(Object.keys(evaluation.categories)).toHaveLength(41);
});

test('a label below a half is ranked, but not said', async () => {
  const evaluation = await new EvaluateClauses().run({
    dataset: { ...dataset, contracts: dataset.contracts.slice(0, 1) },
    classify: () => Promise.resolve(labels(0.3, 0.2)),
    isTrainedOn: () => false,
  });
  expect(evaluation.aupr).toBe(1);
  expect(evaluation.labels.recall).toBe(0);
  expect(evaluation.presenceF1).toBe(0);
});
