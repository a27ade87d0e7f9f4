const romanValues: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1_000 };
const words =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);
const chineseDigits = '〇一二三四五六七八九';

/** The value of a Roman numeral written as Romans' heirs write it; `undefined` for "iiii", "vx" and what is none. */
export function readRoman(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (!/^(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(lower)) return undefined;
  let value = 0;
  for (let index = 0; index < lower.length; index++) {
    const worth = romanValues[lower[index]!]!;
    value += worth < (romanValues[lower[index + 1] ?? ''] ?? 0) ? -worth : worth;
  }
  return value;
}

/** a → 1, z → 26, aa → 27 (as Word counts). */
export function readLetter(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (!/^([a-z])\1*$/.test(lower)) return undefined;
  return lower.charCodeAt(0) - 96 + 26 * (lower.length - 1);
}

/** 十二 → 12, 一百零三 → 103, 一〇五 → 105, 12 → 12. Simplified characters. */
export function readChinese(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^[〇零一二两三四五六七八九十百千]+$/.test(text)) return undefined;
  if (!/[十百千]/.test(text)) {
    return Number(
      [...text].map((c) => chineseDigits.indexOf(c === '零' ? '〇' : c === '两' ? '二' : c)).join(''),
    );
  }
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const unit = { 十: 10, 百: 100, 千: 1_000 }[character];
    if (unit === undefined) digit = Math.max(0, chineseDigits.indexOf(character === '两' ? '二' : character));
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

/** "four", "Fourth", "IV", "4" → 4: what may follow "Article" and "Section". */
export function readOrdinal(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const lower = text.toLowerCase();
  const word = Math.max(words.indexOf(lower), ordinals.indexOf(lower));
  return word >= 0 ? word + 1 : readRoman(text);
}
