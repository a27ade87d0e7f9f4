import { gradeAnswer } from './grade-answer.ts';

const isCorrect = (answer: string, golds: string[], question = '') =>
  gradeAnswer(answer, golds, question).correct;

test('a fact inside a sentence is right, in both languages', () => {
  expect(isCorrect('You may return an unused appliance within 14 days of delivery.', ['14 days'])).toBe(true);
  expect(isCorrect('员工每年享有十五天年假。', ['15天'])).toBe(false);
  expect(isCorrect('员工每年享有15天年假。', ['15天'])).toBe(true);
});

test('another number is wrong, however alike the words', () => {
  expect(isCorrect('You may return an unused appliance within 30 days of delivery.', ['14 days'])).toBe(
    false,
  );
  expect(isCorrect('公司的收购总价值为1.5亿元。', ['1.2亿元'])).toBe(false);
});

test('another name is wrong, unless the question gave it', () => {
  const gold = ['preventive care is covered by the plan of Northwind'];
  const answer = 'The plan covers preventive care.';
  expect(isCorrect(answer, gold)).toBe(false);
  expect(isCorrect(answer, gold, 'What does Northwind cover?')).toBe(true);
});

test('what the gold denies must be denied', () => {
  expect(isCorrect('Opened items are taken back.', ['not taken back'])).toBe(false);
  expect(isCorrect('Opened items are not taken back.', ['not taken back'])).toBe(true);
  expect(isCorrect('拆封的商品可以退货。', ['拆封的商品不可以退货'])).toBe(false);
});

test('a bare yes or no counts only at the beginning', () => {
  expect(isCorrect('No, the seal must be unbroken.', ['No'])).toBe(true);
  expect(isCorrect('There is no other way.', ['No'])).toBe(false);
});

test('any of several golds is enough, and the best is graded', () => {
  const grade = gradeAnswer('Harbourline brings a carton.', ['a refund', 'Harbourline brings a carton'], '');
  expect(grade).toMatchObject({ correct: true, recall: 1 });
});

test('half of a long answer is not the answer', () => {
  const gold =
    'Notify the manager, complete the form, attach the receipts and send everything to payroll by Friday';
  expect(isCorrect('Notify the manager and complete the form.', [gold])).toBe(false);
  expect(isCorrect(`First ${gold}.`, [gold])).toBe(true);
});

test('nothing said is wrong', () => {
  expect(gradeAnswer('', ['14 days'], '')).toEqual({ correct: false, recall: 0, f1: 0 });
});
