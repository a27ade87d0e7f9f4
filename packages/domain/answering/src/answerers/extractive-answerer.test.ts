import { passageOf } from '@groundwork/testing';
import type { AnswererInput } from '../answerer.ts';
import { compareSentences, type QuestionLikeness } from '../evidence/sentence-likeness.ts';
import { ExtractiveAnswerer, extractSentences } from './extractive-answerer.ts';

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

test('each part of a question gets its sentence', () => {
  const source =
    'Goods bought in a shop can be exchanged within 7 days. The shop is open daily. Goods bought online can be exchanged within 30 days.';
  const both = [
    'Goods bought in a shop can be exchanged within 7 days.',
    'Goods bought online can be exchanged within 30 days.',
  ];
  expect(
    extract('How long can I exchange what I bought in a shop, and how long what I bought online?', source),
  ).toEqual(both);
  expect(
    extract(
      '香港积分和内地积分的有效期分别是多久？',
      '香港积分有效期为24个月。积分可换礼品。内地积分有效期为12个月。',
    ),
  ).toEqual(['香港积分有效期为24个月。', '内地积分有效期为12个月。']);
});

test('a question for the way brings all of its steps', () => {
  const steps = [
    '1. Fill it with water.',
    '2. Add 15 g of citric acid.',
    '3. Heat it.',
    '4. Rinse it twice.',
  ];
  const source = `Descale the kettle every two months.\n${steps.join('\n')}\n\nThe warranty is two years.`;
  expect(extract('How do I descale the kettle?', source)).toEqual(expect.arrayContaining(steps));
});

test('a line that is no sentence does not answer', () => {
  const source =
    'Descaling the kettle\nPut citric acid into the kettle to remove scale when it no longer shines.\nHB-15 · kettle · 1 May 2026';
  expect(extract('What removes scale from the kettle?', source)).toEqual([
    'Put citric acid into the kettle to remove scale when it no longer shines.',
  ]);
});

test('a row is found by what its first cell says', () => {
  const source =
    'Handling\tInternal\tRestricted\nPrinting\tallowed\tnot allowed\nDisposal\trecycling bin\tshredder P-5';
  expect(extract('How must restricted papers be disposed of?', source)).toContain(
    'Disposal\trecycling bin\tshredder P-5',
  );
});

describe('where the source is in the other language', () => {
  const passages = [
    passageOf('The canteen is on floor two. Annual leave is 12 days. The shop opens at nine.'),
  ];
  const input: AnswererInput = { question: '年假有多少天？', language: 'zh-Hans', passages, history: [] };
  const draftsBy = async (likeness: QuestionLikeness | undefined) => {
    const texts: string[] = [];
    const given = { ...input, ...(likeness && { likeness }) };
    for await (const part of new ExtractiveAnswerer().answer(given, new AbortController().signal))
      if (part.type === 'draft') texts.push(part.sentence.text);
    return texts;
  };
  /** Knows two meanings: leave, and all else. */
  const embed = async (texts: readonly string[]) => ({
    vectors: texts.map((text) => new Float32Array(/leave|年假/.test(text) ? [1, 0] : [0.8, 0.6])),
    inputTokens: 0,
  });

  test('the sentence nearest in meaning answers, in the language of the source', async () => {
    expect(await draftsBy(await compareSentences({ embed }, input))).toEqual(['Annual leave is 12 days.']);
  });

  test('nothing is said without a model, nor by one that fails', async () => {
    const broken = { embed: () => Promise.reject(new Error('out of order')) };
    expect(await draftsBy(undefined)).toEqual([]);
    expect(await draftsBy(await compareSentences(broken, input))).toEqual([]);
  });
});
