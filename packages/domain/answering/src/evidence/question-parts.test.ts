import { questionParts } from './question-parts.ts';

test.each([
  [
    'How long is the warranty in shops, and how long is the warranty online?',
    ['How long is the warranty in shops', 'how long is the warranty online?'],
  ],
  ['年假有多少天，病假有多少天？', ['年假有多少天', '病假有多少天？']],
  ['香港积分和内地积分的有效期分别是多久？', ['香港积分的有效期是多久？', '内地积分的有效期是多久？']],
  [
    'Compare the prices of the EK-17 and the EK-20. Which is cheaper?',
    ['prices of the EK-17', 'prices of the EK-20'],
  ],
  ['What is the difference between gross pay and net pay?', ['gross pay', 'net pay']],
])('is made of several: %s', (question, parts) => {
  expect(questionParts(question)).toEqual(parts);
});

test.each([
  'What is coinsurance and how does it work?',
  'According to the handbook, who approves overtime?',
  '在曼宁之前，谁是年龄最大的四分卫？',
  'Can I return a kettle and its lid?',
])('is one: %s', (question) => {
  expect(questionParts(question)).toEqual([question]);
});
