import { toSimplified } from '@groundwork/retrieval';

const beyondAscii = /[^\p{ASCII}]/u;
const folded = new Map<string, string>(
  Object.entries({
    '￥': '¥',
    '（': '(',
    '）': ')',
    '：': ':',
    '％': '%',
    '．': '.',
    '／': '/',
    '－': '-',
    '＄': '$',
    '＿': '_',
    '　': ' ',
    '\u00a0': ' ',
    '“': '"',
    '”': '"',
    '‘': "'",
    '’': "'",
    '﹪': '%',
    '﹩': '$',
    叄: '叁',
    弍: '贰',
  }),
);
for (let digit = 0; digit < 10; digit += 1) folded.set(String.fromCharCode(0xff10 + digit), String(digit));
for (let letter = 0; letter < 26; letter += 1) {
  folded.set(String.fromCharCode(0xff21 + letter), String.fromCharCode(0x41 + letter));
  folded.set(String.fromCharCode(0xff41 + letter), String.fromCharCode(0x61 + letter));
}
const foldable = new RegExp(`[${[...folded.keys()].join('')}]`, 'gu');

/**
 * The text as rules read it: full-width digits, letters and brackets narrow, quotation marks straight, Traditional
 * characters simplified. Every offset stays what it was, so a span found here is a span of the original.
 */
export function foldWidth(text: string): string {
  if (!beyondAscii.test(text)) return text;
  const narrow = text.replace(foldable, (character) => folded.get(character) ?? character);
  const simplified = toSimplified(narrow);
  return simplified.length === text.length ? simplified : narrow;
}
