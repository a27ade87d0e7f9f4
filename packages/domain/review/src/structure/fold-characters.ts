import { toSimplified } from '@groundwork/retrieval';

const shapes: Readonly<Record<string, string>> = {
  '“': '"', '”': '"', '„': '"', '「': '"', '」': '"', '『': '"', '』': '"', '〝': '"', '〞': '"', '＂': '"',
  '‘': "'", '’': "'", '＇': "'", '–': '-', '—': '-', '―': '-', '‑': '-', '−': '-', '﹣': '-',
  '\u00a0': ' ', '\u3000': ' ', '\u2003': ' ', '\u2002': ' ', '\u2009': ' ', '【': '[', '】': ']', '〔': '[', '〕': ']',
  '﹒': '.', '﹑': '、', '﹕': ':',
}; // prettier-ignore
const shaped = new RegExp(`[${Object.keys(shapes).join('')}]`, 'g');

/**
 * What the readers of structure compare: full-width forms, quotes, dashes and blanks in one shape, Traditional
 * characters simplified. Every code unit stays in its place, so a span of the folded text is a span of the original.
 */
export function foldCharacters(text: string): string {
  const narrow = text
    .replace(shaped, (character) => shapes[character] ?? character)
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
  if (!/[\u3400-\u9fff]/.test(narrow)) return narrow;
  // A character outside the basic plane on either side would move all that follow it.
  return narrow.replace(/[\u3400-\u9fff\uf900-\ufaff]+/g, (run) => {
    const simple = toSimplified(run);
    return simple.length === run.length
      ? simple
      : [...run].map((character) => keepLength(character, toSimplified(character))).join('');
  });
}

function keepLength(character: string, simple: string): string {
  return simple.length === character.length ? simple : character;
}
