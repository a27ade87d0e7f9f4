import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  shiftDecimal,
} from './decimal.ts';

const decimal = (text: string) => parseDecimal(text)!;

test('reads decimals as written and refuses what is none', () => {
  expect(formatDecimal(decimal('1,234.50'))).toBe('1234.5');
  expect(formatDecimal(decimal('-0.05'))).toBe('-0.05');
  expect(formatDecimal(decimal('90071992547409931234567.89'))).toBe('90071992547409931234567.89');
  expect(parseDecimal('1.2.3')).toBeUndefined();
  expect(parseDecimal('twelve')).toBeUndefined();
});

test('adds and multiplies exactly where floats do not', () => {
  expect(formatDecimal(addDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.3');
  expect(formatDecimal(multiplyDecimals(decimal('1.005'), decimal('1000')))).toBe('1005');
  expect(formatDecimal(multiplyDecimals(decimal('33333333333333.33'), decimal('3')))).toBe(
    '99999999999999.99',
  );
});

test('compares across scales and shifts by powers of ten', () => {
  expect(compareDecimals(decimal('1.0'), decimal('1'))).toBe(0);
  expect(compareDecimals(decimal('0.99'), decimal('1'))).toBeLessThan(0);
  expect(compareDecimals(decimal('2'), decimal('1.999'))).toBeGreaterThan(0);
  expect(formatDecimal(shiftDecimal(decimal('3.5'), 8))).toBe('350000000');
  expect(formatDecimal(shiftDecimal(decimal('5'), -2))).toBe('0.05');
});
