const numeral = '[一二三四五六七八九十百千零〇两\\d]+';

/** Headings by their words alone, with their depth. Articles (第十二条) are text in Chinese law, not headings. */
const patterns: readonly { readonly pattern: RegExp; readonly level: number }[] = [
  { pattern: new RegExp(`^第${numeral}(?:编|編|部分|篇)(?:\\s|$|[^，。；])`), level: 1 },
  { pattern: new RegExp(`^第${numeral}章`), level: 2 },
  { pattern: new RegExp(`^第${numeral}(?:节|節)`), level: 3 },
  { pattern: /^(?:PART|CHAPTER)\s+(?:[IVXLC]+|\d+)\b/i, level: 1 },
  { pattern: /^(?:ARTICLE|SCHEDULE|EXHIBIT|APPENDIX|ANNEX)\s+(?:[IVXLC]+|\d+|[A-Z])\b[.:]?/, level: 2 },
  { pattern: /^(?:附件|附录|附錄)(?:[一二三四五六七八九十\d]+)?[:：\s]?/, level: 2 },
];

/** Depth of a line that reads like a heading, 1 the highest; `undefined` for any other line. */
export function headingLevelByWords(line: string): number | undefined {
  if (line.length > 80 || /[。；;，,]$/.test(line)) return undefined;
  const found = patterns.find(({ pattern }) => pattern.test(line));
  if (!found || (found.level === 2 && /^(?:附)/.test(line) && line.length > 30)) return undefined;
  return found.level;
}

/** A short line all in capitals, as contracts set their headings. */
export function isCapitals(line: string): boolean {
  return (
    line.length <= 80 &&
    /\p{Lu}.*\p{Lu}.*\p{Lu}/u.test(line) &&
    !/\p{Ll}/u.test(line) &&
    !/[。；;，,]$/.test(line)
  );
}
