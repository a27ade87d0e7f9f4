import { matchSpans } from './match-spans.ts';

test('half of the words in common is a match; stops, case and order do not count', () => {
  const { found, false: wrong } = matchSpans(
    'Governing Law',
    ['This Agreement shall be governed by the laws of Delaware.'],
    [
      { text: 'this agreement shall be governed by the laws of England;', confidence: 0.9 },
      { text: 'The parties agree to keep quiet.', confidence: 0.4 },
    ],
  );
  expect(found).toEqual([0.9]);
  expect(wrong).toEqual([0.4]);
});

test('a gold span that nothing matches is missed; one that several match counts once, by the surest', () => {
  const {
    found,
    missed,
    true: right,
  } = matchSpans(
    'Insurance',
    ['Supplier shall maintain insurance', 'Buyer shall hold a policy of its own'],
    [
      { text: 'Supplier shall maintain insurance', confidence: 0.3 },
      { text: 'Supplier shall maintain good insurance', confidence: 0.7 },
    ],
  );
  expect(found).toEqual([0.7]);
  expect(missed).toBe(1);
  expect(right).toHaveLength(2);
});

test('a sentence that holds a party’s name matches it, as in CUAD; in other categories it does not', () => {
  const sentence = 'This Agreement is made between Acme Inc and Beta Ltd as of the date below';
  const predicted = [{ text: sentence, confidence: 0.8 }];
  expect(matchSpans('Parties', ['Acme Inc', 'Beta Ltd'], predicted)).toMatchObject({ missed: 0, false: [] });
  expect(matchSpans('Document Name', ['Acme Inc'], predicted)).toMatchObject({ missed: 1, false: [0.8] });
});

test('the same text said twice is one prediction', () => {
  const predicted = [
    { text: 'June 1, 2020', confidence: 0.2 },
    { text: 'June 1, 2020', confidence: 0.6 },
  ];
  expect(matchSpans('Agreement Date', [], predicted).false).toEqual([0.6]);
});
