import { passageOf } from '@groundwork/testing';
import { extractSentences } from './extractive-answerer.ts';

const extract = (question: string, ...texts: string[]): string[] =>
  extractSentences({
    question,
    passages: texts.map((text, index) => passageOf(text, { rank: index + 1 })),
  }).map(({ text }) => text);

test('takes the sentence that says it, word for word, and cites itself', () => {
  const source = 'The shop opens at nine. Staff buy appliances at 30 % off. The canteen is on floor two.';
  expect(extract('What discount do staff get on appliances?', source)).toEqual([
    'Staff buy appliances at 30 % off.',
  ]);
  const [draft] = extractSentences({
    question: 'What discount do staff get?',
    passages: [passageOf(source)],
  });
  expect(draft?.evidence).toEqual([{ passage: 1, quote: draft?.text }]);
});

test('a question for a number or a date prefers the sentence that has one', () => {
  const source =
    'Annual leave is agreed with the manager. Annual leave is 12 days. 年假须提前申请。年假为12天。';
  expect(extract('How many days of annual leave are there?', source)[0]).toBe('Annual leave is 12 days.');
  expect(extract('年假有多少天？', source)[0]).toBe('年假为12天。');
});

test('the introduction of a list brings its items, an item its introduction', () => {
  const source =
    'Bring the following to claim the warranty:\n- the receipt\n- the warranty card\n\nThe shop is open daily.';
  const all = ['Bring the following to claim the warranty:', '- the receipt', '- the warranty card'];
  expect(extract('What must I bring to claim the warranty?', source)).toEqual(all);
});

test('a row of a table comes with the head of the table', () => {
  const source = 'Model\tPower\tPrice\nEK-17\t2,200 W\tHK$398\nEK-20\t1,800 W\tHK$298';
  expect(extract('What is the price of the EK-20?', source)).toEqual([
    'Model\tPower\tPrice',
    'EK-20\t1,800 W\tHK$298',
  ]);
});

test('a sentence that points back brings the one before it', () => {
  const source =
    'The EK-17 has a filter. It must be changed every six months. Warranty claims go to the shop.';
  expect(extract('How often must the filter of the EK-17 be changed?', source)).toEqual([
    'The EK-17 has a filter.',
    'It must be changed every six months.',
  ]);
});

test('the same thing is not said twice', () => {
  const answers = extract(
    'How long is the warranty?',
    'The warranty is two years.',
    'The warranty is two years!',
  );
  expect(answers).toHaveLength(1);
});

test('says nothing where nothing fits', () => {
  expect(extract('木星有多重？', 'The shop opens at nine.')).toEqual([]);
});
