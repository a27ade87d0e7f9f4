const digits = new Map([...'零一二三四五六七八九'].map((character, value) => [character, value]));
digits.set('〇', 0).set('两', 2);
const units = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
]);
const groups = new Map([
  ['万', 10_000],
  ['亿', 100_000_000],
]);

/** A numeral of Chinese characters or ASCII digits as ASCII digits: 十二 → 12, 二〇二四 → 2024, 三千万 → 30000000. */
export function toArabicDigits(numeral: string): string {
  if (/^\d+$/.test(numeral)) return numeral;
  // Digits read one by one, as in years and telephone numbers, keep their leading zeros.
  if (!/[十百千万亿]/.test(numeral)) return [...numeral].map((c) => digits.get(c) ?? c).join('');
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of numeral) {
    const unit = units.get(character);
    const group = groups.get(character);
    if (unit) {
      section += (digit || 1) * unit;
      digit = 0;
    } else if (group) {
      total = (total + section + digit) * group;
      section = digit = 0;
    } else {
      digit = /\d/.test(character) ? digit * 10 + Number(character) : (digits.get(character) ?? 0);
    }
  }
  return String(total + section + digit);
}

const reference =
  /第 ?([〇零一二三四五六七八九十百千万两\d]+[a-z]{0,2}) ?([条章节款项编页号届次期类卷回])(?:之([一二三四五六七八九十\d]+))?/g;
const amount = /[〇零一二三四五六七八九十百千万亿两]{2,}|[二三四五六七八九十两](?=[个天日月年周次倍元人])/g;

/** References with their number normalised (第十二条之一 → 第12条之1) and amounts in digits (三十天 → 30). */
export function chineseNumberTerms(folded: string): string[] {
  const terms: string[] = [];
  for (const [, number = '', kind, sub] of folded.matchAll(reference)) {
    terms.push(`第${toReferenceNumber(number)}${kind}${sub ? `之${toArabicDigits(sub)}` : ''}`);
  }
  for (const [numeral] of folded.matchAll(amount)) terms.push(toArabicDigits(numeral));
  return terms;
}

/** The references of a text as it writes them: 第十二条, 第 3 章. */
export function chineseReferences(folded: string): string[] {
  return [...folded.matchAll(reference)].map(([written]) => written);
}

/** Articles that were put in later have letters: 12a. */
function toReferenceNumber(written: string): string {
  const [number = ''] = /^[^a-z]+/.exec(written) ?? [];
  return toArabicDigits(number) + written.slice(number.length);
}
