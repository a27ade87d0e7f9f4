/** Tag characters spell text that no font shows; only flag emoji (🏴 followed by tags) use them rightly. */
const tags = /(?<!\u{1F3F4}[\u{E0020}-\u{E007E}]*)[\u{E0000}-\u{E007F}]+/gu;
/** Variation selectors in a row encode data: a character takes one at most. */
const selectorRuns = /(?<=[\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+/gu;
/** Overrides show the text in another order than it reads. */
const overrides = /[\u202D\u202E]/g;
/** Harmless direction marks; with the overrides gone their embeddings go too. */
const directions = /[\u202A-\u202C\u2066-\u2069]/g;
/** Zero-width characters other than the joiners that emoji and Indic scripts need. */
const zeroWidth = /[\u200B\u2060-\u2064\uFEFF\u180E]/g;
const zeroWidthInWord = /(?<=[\p{L}\p{N}])[\u200B\u2060-\u2064\uFEFF]+(?=[\p{L}\p{N}])/gu;
/** Controls but tab and line feed; the soft hyphen. PostgreSQL stores no NUL at all. */
const controls = /[^\P{Cc}\t\n]|\u00AD/gu;

/** Above this many inside words, zero-width characters are no longer hints for line breaks. */
const fewZeroWidths = 3;

/**
 * The text as a reader sees it: what no reader sees is taken out, line ends become LF, lone surrogates U+FFFD.
 * `concealed` counts the characters whose purpose can only be to hide or to reorder text.
 */
export function revealText(source: string): { readonly text: string; readonly concealed: number } {
  // Most text holds nothing of the kind: one cheap look saves eight passes.
  if (
    !/[^\t\n\u0020-\u007E\u00A0-\u00AC\u00AE-\u200A\u2010-\u2027\u2030-\uD7FF\uE000-\uFDFF\uFE30-\uFEFE\uFF00-\uFFFD]/.test(
      source,
    )
  ) {
    return { text: source, concealed: 0 };
  }
  let concealed = 0;
  const count = (pattern: RegExp) =>
    source.match(pattern)?.reduce((sum, run) => sum + [...run].length, 0) ?? 0;
  const inWords = count(zeroWidthInWord);
  concealed +=
    count(tags) + count(selectorRuns) + count(overrides) + (inWords >= fewZeroWidths ? inWords : 0);
  const text = source
    .replace(tags, '')
    .replace(selectorRuns, '')
    .replace(overrides, '')
    .replace(directions, '')
    .replace(zeroWidth, '')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(controls, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
  return { text, concealed };
}
