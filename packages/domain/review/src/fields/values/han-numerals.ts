const digits: Readonly<Record<string, bigint>> = Object.fromEntries(
  ['零〇○Ｏ', '一壹', '二贰两', '三叁参', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap(
    (row, value) => [...row].map((character) => [character, BigInt(value)]),
  ),
);
const units: Readonly<Record<string, bigint>> = {
  十: 10n, 拾: 10n, 廿: 20n, 卅: 30n, 百: 100n, 佰: 100n, 千: 1_000n, 仟: 1_000n,
}; // prettier-ignore

/** Characters of which Chinese numerals are made, everyday and financial, as the content of a character class. */
export const hanNumeral = '零〇○一二两三四五六七八九十百千万亿壹贰叁参肆伍陆柒捌玖拾佰仟廿卅';

/**
 * The value of a whole Chinese numeral, everyday (一百二十三, 廿五), financial (壹佰贰拾叁万) or digit by digit
 * (二〇二四). Undefined where it is no well-formed numeral, or where custom leaves it open (一百二: 102 or 120?).
 */
export function parseHanInteger(text: string): bigint | undefined {
  const characters = [...text];
  if (characters.length === 0) return undefined;
  if (characters.every((character) => digits[character] !== undefined)) {
    return BigInt(characters.map((character) => String(digits[character])).join(''));
  }
  let total = 0n; // of 亿 and above
  let high = 0n; // of 万
  let section = 0n;
  let digit: bigint | undefined;
  let lastUnit = 0n;
  let afterZero = false;
  for (const character of characters) {
    const value = digits[character];
    const unit = units[character];
    if (value === 0n) {
      if (digit !== undefined && digit !== 0n) return undefined;
      digit = undefined;
      afterZero = true;
    } else if (value !== undefined) {
      if (digit !== undefined) return undefined;
      digit = value;
    } else if (unit !== undefined) {
      if (lastUnit !== 0n && unit >= lastUnit) return undefined;
      section += character === '廿' || character === '卅' ? unit : (digit ?? 1n) * unit;
      lastUnit = character === '廿' || character === '卅' ? 10n : unit;
      digit = undefined;
      afterZero = false;
    } else if (character === '万' || character === '亿') {
      if (isOpen(digit, lastUnit, afterZero)) return undefined;
      const below = section + (digit ?? 0n);
      if (character === '万') {
        if (below === 0n) return undefined;
        high += below * 10_000n;
      } else {
        if (below + high === 0n) return undefined;
        total += (high + below) * 100_000_000n;
        high = 0n;
      }
      section = 0n;
      digit = undefined;
      lastUnit = 0n;
      afterZero = false;
      // A digit right after 万 or 亿 with nothing below is as open as 一百二.
      if (characters.indexOf(character) === characters.length - 2 && digits[characters.at(-1)!])
        return undefined;
    } else return undefined;
  }
  if (isOpen(digit, lastUnit, afterZero)) return undefined;
  return total + high + section + (digit ?? 0n);
}

function isOpen(digit: bigint | undefined, lastUnit: bigint, afterZero: boolean): boolean {
  return digit !== undefined && lastUnit > 10n && !afterZero;
}

/** As `parseHanInteger`, with 点 and ASCII digits ("3.5", "十二点五"), as a decimal string. */
export function parseHanDecimal(text: string): string | undefined {
  if (/^\d[\d,]*(?:\.\d+)?$/.test(text)) return text.replace(/,/g, '');
  const [whole = '', fraction] = text.split('点');
  const value = parseHanInteger(whole);
  if (value === undefined) return undefined;
  if (fraction === undefined) return String(value);
  const decimals = [...fraction].map((character) => digits[character]);
  if (decimals.length === 0 || decimals.includes(undefined)) return undefined;
  return `${value}.${decimals.join('')}`;
}
