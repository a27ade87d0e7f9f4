import { standaloneQuestion } from './rule-rewriter.ts';

const after = (...questions: string[]) => questions.map((content) => ({ role: 'user' as const, content }));

test.each([
  [
    'What about sick leave?',
    'How many days of annual leave do I get?',
    'How many days of sick leave do I get?',
  ],
  ['How do I request it?', 'How many days of annual leave do I get?', 'How do I request annual leave?'],
  ['what about the MR-3000?', 'Is the MR-2200 waterproof?', 'Is the MR-3000 waterproof?'],
  ['How long is its warranty?', 'Is the MR-2200 waterproof?', "How long is MR-2200's warranty?"],
  ['病假呢？', '年假有多少天？', '病假有多少天？'],
  ['它可以结转吗？', '年假有多少天？', '年假可以结转吗？'],
  ['病假呢？', '年假有幾多日？', '病假有幾多日？'],
])('%s after %s', (question, before, standalone) => {
  expect(standaloneQuestion(question, after(before))).toBe(standalone);
});

test('a question that stands alone is left as it is', () => {
  const question = 'Is the MR-2200 kettle waterproof?';
  expect(standaloneQuestion(question, after('How many days of annual leave do I get?'))).toBe(question);
  expect(standaloneQuestion('Why?', [])).toBe('Why?');
});

test('turns are resolved one after the other', () => {
  const history = after('How many days of annual leave do I get?', 'What about sick leave?');
  expect(standaloneQuestion('How do I request it?', history)).toBe('How do I request sick leave?');
});
