const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/**
 * A list number in one of Word's formats (`ST_NumberFormat`, ECMA-376 part 1 §17.18.59). Formats that are not known
 * here are written in decimal; `bullet` and `none` give nothing.
 */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
    case 'bullet':
      return '';
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'upperLetter':
      return letters(value, 'A');
    case 'lowerLetter':
      return letters(value, 'a');
    case 'upperRoman':
      return roman(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x245f + value) : String(value);
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
    case 'ideographLegalTraditional':
      return chinese(value);
    case 'ideographDigital':
    case 'taiwaneseDigital':
    case 'japaneseDigitalTenThousand':
      return [...String(value)].map((digit) => digits[Number(digit)] ?? digit).join('');
    default:
      return String(value);
  }
}

/** A, B, … Z, AA, BB: Word repeats the letter. */
function letters(value: number, first: string): string {
  if (value < 1) return String(value);
  const letter = String.fromCharCode(first.charCodeAt(0) + ((value - 1) % 26));
  return letter.repeat(Math.min(10, 1 + Math.floor((value - 1) / 26)));
}

function roman(value: number): string {
  if (value < 1 || value > 3_999) return String(value);
  const signs = 'M CM D CD C XC L XL X IX V IV I'.split(' ');
  const values = [1_000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];
  let rest = value;
  return values
    .map((worth, index) => {
      const times = Math.floor(rest / worth);
      rest -= times * worth;
      return signs[index]!.repeat(times);
    })
    .join('');
}

/** Chinese counting to 9,999: 十二, 一百零三. */
function chinese(value: number): string {
  if (value < 0 || value > 9_999) return String(value);
  if (value < 10) return digits[value]!;
  let text = '';
  let skippedZero = false;
  for (const [worth, unit] of [
    [1_000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / worth) % 10;
    if (digit === 0) {
      skippedZero = text !== '';
      continue;
    }
    text += (skippedZero ? '零' : '') + digits[digit]! + unit;
    skippedZero = false;
  }
  return text.replace(/^一十/, '十');
}
