import { fold } from '../text/fold-text.ts';
import { answerKindOf, holdsKind } from './answer-kind.ts';

test.each([
  ['What does it cost to have it collected?', 'money', 'Collection is HK$150.', 'Collection is on Monday.'],
  ['加班最多多少小时？', 'duration', '每月加班不得超过36小时。', '加班须事先申请。'],
  ['Which extension do I call?', 'phone', 'Call ext. 2999.', 'Call the desk.'],
  ['What cut-out size does it need?', 'size', 'Cut 560 × 330 mm.', 'Cut with a saw.'],
  ['几点开门？', 'clock', '10:00开门。', '每日开门。'],
  ['宿舍里可以养狗吗？', 'ruling', '宿舍严禁饲养动物。', '宿舍位于东区。'],
  ['What share of the fees is paid?', 'share', 'It pays 70 %.', 'It pays some.'],
])('%s asks for a %s and is answered by one', (question, kind, answer, other) => {
  const asked = answerKindOf(fold(question));
  expect(asked).toBe(kind);
  expect(asked && holdsKind(asked, fold(answer))).toBe(true);
  expect(asked && holdsKind(asked, fold(other))).toBe(false);
});

test('the number of a name is no amount; in a table any amount will do', () => {
  expect(holdsKind('number', fold('The EK-17 is closed.'))).toBe(false);
  expect(holdsKind('money', fold('EK-17 costs 398'))).toBe(false);
  expect(holdsKind('money', fold('EK-17\t398'), true)).toBe(true);
});

test('a question whose answer has no form of its own asks for no kind', () => {
  expect(answerKindOf(fold('What is a guru?'))).toBeUndefined();
});
