import { readMoney } from './read-money.ts';

const summary = (text: string): string[] =>
  readMoney(text).map((m) => `${m.written}:${m.amount}${m.currency ? ` ${m.currency}` : ''}`);

test.each<[string, string[]]>([
  ['a fee of US$1,234.56 per month', ['figures:1234.56 USD']],
  ['one hundred thousand dollars ($100,000)', ['words:100000 USD', 'figures:100000 USD']],
  ['Five Thousand and 50/100 Dollars', ['words:5000.5 USD']],
  ['RMB 120,000.00', ['figures:120000 CNY']],
  ['HK$ 3.5 million', ['figures:3500000 HKD']],
  ['£2,000 and €3.50', ['figures:2000 GBP', 'figures:3.5 EUR']],
  ['Hong Kong Dollars One Million', ['words:1000000 HKD']],
  ['人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分整', ['words:1234567.89 CNY']],
  ['￥ 1,234,567.89元', ['figures:1234567.89 CNY']],
  ['￥１，０００元', ['figures:1000 CNY']],
  ['合同总价为12万元', ['figures:120000 CNY']],
  ['投资3.5亿元', ['figures:350000000 CNY']],
  ['港币500万元', ['figures:5000000 HKD']],
  ['20000美元', ['figures:20000 USD']],
  ['人民幣壹拾萬圓整（¥100,000.00）', ['words:100000 CNY', 'figures:100000 CNY']],
  ['人民币壹万元零伍分', ['words:10000.05 CNY']],
  ['大写：伍仟元整，小写：5000元', ['words:5000 CNY', 'figures:5000 CNY']],
  ['thirty (30) days and 12 units', []],
  ['第12条 2024年', []],
  ['C$50 and S$60', ['figures:50 CAD', 'figures:60 SGD']],
])('%s', (text, expected) => {
  expect(summary(text)).toEqual(expected);
});

test('spans are the written amount', () => {
  const text = 'The price is US$1,234.56 (one thousand two hundred thirty-four dollars) in total.';
  expect(readMoney(text).map((m) => text.slice(m.start, m.end))).toEqual([
    'US$1,234.56',
    'one thousand two hundred thirty-four dollars',
  ]);
});

test('a bare yen sign outside Chinese leaves the currency open', () => {
  expect(readMoney('¥500')).toEqual([{ start: 0, end: 4, amount: '500', written: 'figures' }]);
});
