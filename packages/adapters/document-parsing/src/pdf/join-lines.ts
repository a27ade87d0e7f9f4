const cjk = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F“”‘’]/;

const longestWord = 80;

/**
 * Lines of a paragraph as one text. Words that a hyphen parts at a line's end are joined, unless the Document
 * writes them with the hyphen elsewhere; between Chinese characters no space is put.
 *
 * @param hyphenated lower-case words with a hyphen inside, as found within lines
 */
export function joinLines(lines: readonly string[], hyphenated: ReadonlySet<string>): string {
  let text = '';
  for (const line of lines.map((raw) => raw.trim()).filter(Boolean)) {
    text = text === '' ? line : joinTwo(text, line, hyphenated);
  }
  return text;
}

function joinTwo(before: string, after: string, hyphenated: ReadonlySet<string>): string {
  // Looked for at the end only: searched from the start, long paragraphs would cost the square of their length.
  const cut = /[-\u2010\u00AD]$/.test(before.slice(-1))
    ? /([\p{L}\p{N}]+)[-\u2010\u00AD]$/u.exec(before.slice(-longestWord))
    : null;
  const start = /^\p{Ll}[\p{L}\p{N}]*/u.exec(after)?.[0];
  if (cut && start !== undefined && /\p{Ll}$/u.test(cut[1]!)) {
    const isCompound = hyphenated.has(`${cut[1]!}-${start}`.toLowerCase());
    return isCompound ? before + after : before.slice(0, -1) + after;
  }
  if (cut) return before + after;
  const last = before.at(-1)!;
  return cjk.test(last) && cjk.test(after[0]!) ? before + after : `${before} ${after}`;
}

/** Words with a hyphen inside, in lower case: evidence that a hyphen at a line's end belongs to the word. */
export function collectHyphenated(texts: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.matchAll(/[\p{L}\p{N}]+-\p{Ll}[\p{L}\p{N}]*/gu)) found.add(word.toLowerCase());
  }
  return found;
}
