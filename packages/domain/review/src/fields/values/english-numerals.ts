const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const scales: Readonly<Record<string, bigint>> = {
  thousand: 1_000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
};
const word = [...small, ...tens.slice(2), 'fourty', 'ninty', 'hundred', ...Object.keys(scales)].join('|');

/** English number words, as the source of a case-insensitive expression: "one hundred and twenty-five thousand". */
export const englishNumeral = `\\b(?:${word})\\b(?:(?:[\\s-]+|\\s*,\\s*|[\\s,-]+and[\\s-]+)\\b(?:${word})\\b)*`;

/** The value of English number words; undefined where they make no well-formed numeral ("two three", "ten twenty"). */
export function parseEnglishInteger(text: string): bigint | undefined {
  const words = text
    .toLowerCase()
    .replace(/fourty/g, 'forty')
    .replace(/ninty/g, 'ninety')
    .split(/[\s,-]+/)
    .filter((part) => part !== '' && part !== 'and' && part !== 'a');
  if (words.length === 0) return undefined;
  let total = 0n;
  let section = 0n;
  let lastScale: bigint | undefined;
  /** What the next word may still fill: 'any', below a hundred, one to nine, or nothing. */
  let room: 'any' | 'tens' | 'units' | 'none' = 'any';
  for (const part of words) {
    const one = small.indexOf(part);
    const ten = tens.indexOf(part);
    if (one >= 0) {
      if (room === 'none' || (room === 'units' && (one === 0 || one > 9))) return undefined;
      section += BigInt(one);
      room = 'none';
    } else if (ten >= 2) {
      if (room !== 'any' && room !== 'tens') return undefined;
      section += BigInt(ten * 10);
      room = 'units';
    } else if (part === 'hundred') {
      if (section >= 100n) return undefined;
      section = (section || 1n) * 100n;
      room = 'tens';
    } else {
      const scale = scales[part];
      if (scale === undefined || (lastScale !== undefined && scale >= lastScale)) return undefined;
      total += (section || 1n) * scale;
      section = 0n;
      lastScale = scale;
      room = 'any';
    }
  }
  return total + section;
}

const ordinals = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth'
).split(' ');

/** English ordinal words up to "thirty-first", as the source of a case-insensitive expression. */
export const englishOrdinal = `\\b(?:(?:twenty|thirty)[\\s-]+(?:${ordinals.slice(0, 9).join('|')})|${ordinals.join('|')}|thirtieth)\\b`;

/** 1 of "first", 23 of "twenty-third"; undefined for other words. */
export function parseEnglishOrdinal(text: string): number | undefined {
  const [head = '', tail] = text.toLowerCase().split(/[\s-]+/);
  if (tail !== undefined) {
    const unit = ordinals.indexOf(tail);
    return unit < 0 || unit > 8 ? undefined : (head === 'thirty' ? 30 : 20) + unit + 1;
  }
  if (head === 'thirtieth') return 30;
  const index = ordinals.indexOf(head);
  return index < 0 ? undefined : index + 1;
}
