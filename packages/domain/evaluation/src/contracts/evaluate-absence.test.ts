import type { ClauseTypeId } from '@groundwork/review';
import { EvaluateAbsence } from './evaluate-absence.ts';

const law = 'It is governed by the laws of Delaware.';
const audit = 'Buyer may audit the books.';
const span = (text: string, quote: string) => ({
  start: text.indexOf(quote),
  end: text.indexOf(quote) + quote.length,
});

function contract(file: string, text: string, marked: Readonly<Record<string, string>>) {
  const entries = Object.entries(marked);
  return {
    file,
    text,
    gold: new Map(entries.map(([name, quote]) => [name, [quote]])),
    marks: new Map(entries.map(([name, quote]) => [name, [span(text, quote)]])),
  };
}

const one = `${law} ${audit}`;
const two = `${law} Nothing else is agreed.`;
const dataset = {
  name: 'two',
  contracts: [
    contract('a.txt', one, { 'Governing Law': law, 'Audit Rights': audit, Parties: 'Buyer' }),
    contract('b.txt', two, { 'Governing Law': law }),
  ],
};

const evaluate = (missing: (text: string, type: ClauseTypeId) => boolean) =>
  new EvaluateAbsence().run({
    dataset,
    clausesOf: () => [],
    missing: (text, types) => Promise.resolve(new Set(types.filter((type) => missing(text, type)))),
    isTrainedOn: (text) => text === one,
  });

test('each contract loses each clause that can be asked for, and only that one', async () => {
  const seen: string[] = [];
  await evaluate((text, type) => {
    seen.push(`${type}: ${text.trim()}`);
    return false;
  });
  expect(seen.filter((each) => !each.endsWith(one) && !each.endsWith(two))).toEqual([
    `governing-law: ${audit}`,
    `audit-rights: ${law}`,
    'governing-law: Nothing else is agreed.',
  ]);
});

test('what is gone and said to be missing is recall, what is there and said so is false', async () => {
  const words = { 'governing-law': 'governed', 'audit-rights': 'inspect' } as Record<string, string>;
  const evaluation = await evaluate((text, type) => !text.includes(words[type]!));
  expect(evaluation).toMatchObject({ deletions: 3, seenInTraining: 1, recall: 1, falseMissing: 1 / 3 });
  expect(evaluation.types['Governing Law']).toEqual({ deletions: 2, recall: 1, falseMissing: 0 });
  expect(evaluation.types['Audit Rights']).toEqual({ deletions: 1, recall: 1, falseMissing: 1 });
  expect(evaluation.types['Exclusivity']).toEqual({ deletions: 0 });
});

test('a reader who misses nothing finds no deletion', async () => {
  expect(await evaluate(() => false)).toMatchObject({ recall: 0, falseMissing: 0 });
});
