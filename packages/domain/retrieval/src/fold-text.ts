import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/**
 * OpenCC's table of single characters, read once. Phrases are left out on purpose: a table of characters folds
 * a text the same wherever it is cut, and a word folds alike in query and document even where OpenCC's phrases
 * would choose another character (乾隆, 干燥).
 */
const simplified = new Map(
  traditionalToSimplified.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ');
    return [from, to];
  }),
);
const traditional = new RegExp(`[${[...simplified.keys()].join('')}]`, 'gu');
const beyondAscii = /[^\p{ASCII}]/u;
const accented = /[\u0300-\u036f\u00c0-\u024f\u1e00-\u1eff]/;

/**
 * What matching compares: width and compatibility forms (NFKC), case, accents of Latin letters and Traditional
 * characters folded. Never shown to anybody. Its length may differ from the text's.
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (!beyondAscii.test(lower)) return lower;
  const compatible = lower.normalize('NFKC').toLowerCase();
  const plain = accented.test(compatible)
    ? compatible
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .normalize('NFC')
    : compatible;
  return toSimplified(plain);
}

/** Traditional characters replaced one by one; all else untouched. */
export function toSimplified(text: string): string {
  return text.replace(traditional, (character) => simplified.get(character) ?? character);
}
