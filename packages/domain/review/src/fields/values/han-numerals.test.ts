import { parseHanDecimal, parseHanInteger } from './han-numerals.ts';

test.each<[string, bigint]>([
  ['一', 1n],
  ['十', 10n],
  ['十二', 12n],
  ['二十', 20n],
  ['廿五', 25n],
  ['卅', 30n],
  ['两百', 200n],
  ['一百零五', 105n],
  ['一百二十三', 123n],
  ['壹贰叁', 123n],
  ['二〇二四', 2024n],
  ['一千零一', 1001n],
  ['一万', 10_000n],
  ['一万二千', 12_000n],
  ['十二万', 120_000n],
  ['壹佰贰拾叁万肆仟伍佰陆拾柒', 1_234_567n],
  ['叁亿伍仟万', 350_000_000n],
  ['一万亿', 1_000_000_000_000n],
  ['玖仟玖佰玖拾玖万玖仟玖佰玖拾玖', 99_999_999n],
  ['伍佰万零叁佰', 5_000_300n],
])('%s is %s', (text, value) => {
  expect(parseHanInteger(text)).toBe(value);
});

test.each(['', '一百二', '二百五', '一万二', '百十千', '一二十', '万', '亿元', '十百'])(
  '%s is no clear numeral',
  (text) => {
    expect(parseHanInteger(text)).toBeUndefined();
  },
);

test('reads decimals in either script', () => {
  expect(parseHanDecimal('十二点五')).toBe('12.5');
  expect(parseHanDecimal('1,200.50')).toBe('1200.50');
  expect(parseHanDecimal('零点零五')).toBe('0.05');
  expect(parseHanDecimal('十点')).toBeUndefined();
});
