import { fold } from '@groundwork/answering';
import { isNegated } from './is-negated.ts';

function negated(sentence: string, phrase: string): boolean {
  const folded = fold(sentence);
  const start = folded.indexOf(fold(phrase));
  expect(start).toBeGreaterThanOrEqual(0);
  return isNegated(folded, start, start + fold(phrase).length);
}

test.each([
  ['乙方不预扣任何费用。', '预扣'],
  ['乙方不对甲方承担全部损失。', '承担全部损失'],
  ['任何一方均无权单方解除合同。', '单方解除'],
  ['本合同禁止转让。', '转让'],
  ['违约金条款不适用于不可抗力。', '违约金条款'],
  ['The Supplier shall not be liable for indirect loss.', 'liable for indirect loss'],
  ['In no event will Vendor have unlimited liability.', 'unlimited liability'],
  ['Nothing in this Agreement grants a licence.', 'grants a licence'],
])('%s negates "%s"', (sentence, phrase) => {
  expect(negated(sentence, phrase)).toBe(true);
});

test.each([
  ['乙方无条件承担全部损失。', '承担全部损失'],
  ['乙方未按期交货的，应当承担全部损失。', '承担全部损失'],
  ['违约金不超过合同总价款的10%，由乙方承担全部损失。', '承担全部损失'],
  ['甲方不得不承担全部损失。', '承担全部损失'],
  ['Not only is the Supplier liable for indirect loss.', 'liable for indirect loss'],
  ['If the Customer does not pay, the Provider may suspend the Services.', 'may suspend'],
  ['The Provider may, without limitation, assign this Agreement.', 'assign this agreement'],
])('%s affirms "%s"', (sentence, phrase) => {
  expect(negated(sentence, phrase)).toBe(false);
});
