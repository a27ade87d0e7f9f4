import { readPercentages } from './read-percentages.ts';

const summary = (text: string): string[] =>
  readPercentages(text).map((m) => `${m.percent}${m.per ? ` per ${m.per}` : ''}`);

test.each<[string, string[]]>([
  ['20%', ['20']],
  ['１２．５％', ['12.5']],
  ['百分之二十', ['20']],
  ['千分之五', ['0.5']],
  ['万分之五', ['0.05']],
  ['3‰', ['0.3']],
  ['twenty percent (20%)', ['20', '20']],
  ['按日万分之五支付违约金', ['0.05 per day']],
  ['每逾期一日，应按合同总价的千分之一支付违约金', ['0.1 per day']],
  ['每逾期一天按未付款项的0.05%支付', ['0.05 per day']],
  ['1.5% per month', ['1.5 per month']],
  ['interest at 8 percent per annum', ['8 per year']],
  ['年利率百分之六', ['6 per year']],
  ['百分之十二点五', ['12.5']],
  ['no share here, 20 percentages', []],
])('%s', (text, expected) => {
  expect(summary(text)).toEqual(expected);
});
