import type { Field, FieldValue } from '../fields/field.ts';
import type { HypothesisJudgement } from '../hypotheses/hypothesis-judge.ts';
import { Condition } from './condition.ts';
import { contractSentences } from './contract-sentences.ts';
import { type ConditionScope, evaluateCondition } from './evaluate-condition.ts';

function scopeOf(text: string, fields: readonly Field[] = []): ConditionScope {
  return {
    sentences: contractSentences({ text }),
    fields,
    checks: [],
    hypotheses: [],
    roles: { buyer: ['甲方', 'Customer'], supplier: ['乙方', 'Provider'] },
    quantifier: 'every',
  };
}

function evaluate(condition: object, text: string, fields: readonly Field[] = []) {
  const { holds, spans } = evaluateCondition(Condition.parse(condition), scopeOf(text, fields));
  return { holds, said: spans.map(({ start, end }) => text.slice(start, end)) };
}

const field = (name: Field['name'], value: FieldValue): Field => ({
  name,
  status: 'present',
  value,
  evidence: [],
  derivation: 'stated',
  confidence: 0.9,
});

test('what is said is the sentence, not the clause', () => {
  expect(
    evaluate(
      { says: '视为验收合格' },
      '甲方应当在7日内检验。逾期未提出异议的，视为验收合格。验收费用由乙方承担。',
    ),
  ).toEqual({ holds: true, said: ['逾期未提出异议的，视为验收合格。'] });
});

test('Traditional characters, width and case do not matter', () => {
  expect(evaluate({ says: '视为验收合格' }, '逾期未提出異議的，視為驗收合格。').holds).toBe(true);
  expect(evaluate({ says: 'AS IS' }, 'Services are provided “Ａｓ ｉｓ”.').holds).toBe(true);
});

test('words that are negated are not said, and a lack is a lack', () => {
  expect(evaluate({ says: '承担全部损失' }, '乙方不承担全部损失。').holds).toBe(false);
  expect(evaluate({ lacks: '承担全部损失' }, '乙方不承担全部损失。').holds).toBe(true);
  expect(evaluate({ mentions: '承担全部损失' }, '乙方不承担全部损失。').holds).toBe(true);
});

test('a negation in the gap of a phrase counts', () => {
  expect(evaluate({ says: '{supplier}…承担全部损失' }, '乙方在任何情形下均不承担全部损失。').holds).toBe(
    false,
  );
  expect(evaluate({ says: '{supplier}…承担全部损失' }, '乙方应当向甲方承担全部损失。').holds).toBe(true);
});

test('Latin words match whole, "*" opens their ending, roles stand for their names', () => {
  expect(evaluate({ says: 'term' }, 'Either party may terminate.').holds).toBe(false);
  expect(evaluate({ says: 'terminat*' }, 'Upon termination all rights end.').holds).toBe(true);
  expect(evaluate({ says: '{buyer} may terminate' }, 'The Customer may terminate.').holds).toBe(true);
  expect(evaluate({ says: '{supplier} may terminate' }, 'The Customer may terminate.').holds).toBe(false);
});

test('"unless" takes sentences out', () => {
  const condition = { 'says-any': ['may suspend'], unless: ['notice'] };
  expect(evaluate(condition, 'The Provider may suspend the Services after ten days of notice.').holds).toBe(
    false,
  );
  expect(evaluate(condition, 'The Provider may suspend the Services. Give notice in writing.').holds).toBe(
    true,
  );
});

const days = (amount: number) => field('payment-term', { kind: 'duration', amount, unit: 'day' });

test.each([
  [{ field: 'payment-term', 'at-most': '30 days' }, [days(30)], true],
  [{ field: 'payment-term', 'at-most': '1 month' }, [days(45)], false],
  [{ field: 'payment-term', 'at-most': '30 days' }, [], undefined],
  [
    { field: 'payment-term', 'at-most': '30 days' },
    [field('payment-term', { kind: 'text', text: 'soon' })],
    undefined,
  ],
  [{ field: 'payment-term', found: false }, [], true],
  [
    { field: 'governing-law', in: ['CN'] },
    [field('governing-law', { kind: 'jurisdiction', name: 'PRC', code: 'CN' })],
    true,
  ],
  [
    { field: 'liability-cap', 'at-least': '100 % of contract-amount' },
    [
      field('liability-cap', { kind: 'money', amount: '50000', currency: 'CNY' }),
      field('contract-amount', { kind: 'money', amount: '100000', currency: 'CNY' }),
    ],
    false,
  ],
])('%j of a contract with %j is %s', (condition, fields, holds) => {
  expect(evaluate(condition, 'Nothing.', fields).holds).toBe(holds);
});

test('every value must meet a position, one is enough to cross a red line', () => {
  const fields = [days(30), days(120)];
  const position = Condition.parse({ field: 'payment-term', 'at-most': '60 days' });
  const redLine = Condition.parse({ field: 'payment-term', 'more-than': '90 days' });
  expect(evaluateCondition(position, scopeOf('', fields)).holds).toBe(false);
  expect(evaluateCondition(redLine, { ...scopeOf('', fields), quantifier: 'some' }).holds).toBe(true);
});

test('alternatives that cannot be told leave the decision to the others', () => {
  const unknown = { field: 'payment-term', 'at-most': '30 days' };
  expect(evaluate({ any: [unknown, { says: 'net 30' }] }, 'Invoices are net 30.').holds).toBe(true);
  expect(evaluate({ any: [unknown, { says: 'net 30' }] }, 'Invoices are net 90.').holds).toBe(false);
  expect(evaluate({ all: [unknown, { says: 'net 30' }] }, 'Invoices are net 30.').holds).toBeUndefined();
  expect(evaluate({ not: unknown }, 'Invoices are net 30.').holds).toBeUndefined();
});

describe('a hypothesis', () => {
  const text = 'Recipient gives prompt notice. Copies are destroyed.';
  const judgement = (confidence: number): HypothesisJudgement => ({
    hypothesis: 'nda-8',
    choice: 'entailed',
    confidence,
    evidence: [{ span: { start: 0, end: 30 }, quote: text.slice(0, 30) }],
  });
  const evaluated = (condition: object, hypotheses: readonly HypothesisJudgement[]) =>
    evaluateCondition(Condition.parse(condition), { ...scopeOf(text), hypotheses });
  const entailed = { hypothesis: { id: 'nda-8', is: 'entailed' } };

  test('holds where it is judged so, on the sentences that say so', () => {
    expect(evaluated(entailed, [judgement(0.8)])).toMatchObject({
      holds: true,
      spans: [{ start: 0, end: 30 }],
      confidence: 0.8,
    });
    expect(evaluated({ hypothesis: { id: 'nda-8', is: 'not-mentioned' } }, [judgement(0.8)]).holds).toBe(
      false,
    );
  });

  test('is open where nobody was asked, or another answer is as likely', () => {
    expect(evaluated(entailed, []).holds).toBeUndefined();
    expect(evaluated(entailed, [judgement(0.45)]).holds).toBeUndefined();
    const either = { any: [entailed, { says: 'copies are destroyed' }] };
    expect(evaluated(either, []).holds).toBe(true);
  });

  test('is one of those that are known', () => {
    expect(() => Condition.parse({ hypothesis: { id: 'nda-99', is: 'entailed' } })).toThrow();
  });
});
