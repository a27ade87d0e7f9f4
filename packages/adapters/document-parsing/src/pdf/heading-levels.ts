import { headingLevelByWords, isCapitals } from '../heading-pattern.ts';
import type { Line } from './find-lines.ts';

const longest = 160;
const largerBy = 1.13;

/** How headings look in one Document, learnt from all its lines. */
export class HeadingLevels {
  /** Sizes of headings, largest first: the index gives the depth. */
  private readonly sizes: readonly number[];
  /** Size in which most of the Document is set, in points. */
  readonly body: number;
  private readonly isBodyBold: boolean;

  constructor(lines: readonly Line[]) {
    const letters = new Map<number, number>();
    let bold = 0;
    let all = 0;
    for (const line of lines) {
      letters.set(line.size, (letters.get(line.size) ?? 0) + line.text.length);
      all += line.text.length;
      if (line.isBold) bold += line.text.length;
    }
    this.body = [...letters].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [10, 0])[0];
    this.isBodyBold = bold > 0.4 * all;
    const larger = [...letters.keys()].filter((size) => size >= this.body * largerBy).sort((a, b) => b - a);
    // Sizes within a tenth of one another are one depth.
    this.sizes = larger.filter((size, index) => index === 0 || size < 0.93 * larger[index - 1]!).slice(0, 4);
  }

  /** Depth of the heading that these lines are, 1 the highest; `undefined` where they are text. */
  levelOf(lines: readonly Line[], text: string): number | undefined {
    const first = lines[0]!;
    if (text.length > longest || lines.length > 4 || !/\p{L}{2}|\p{Script=Han}/u.test(text)) return undefined;
    const isSentence = /[;；,，。]$/.test(text) || (/[.!?]$/.test(text) && text.length > 60);
    if (isSentence) return undefined;
    if (first.size >= this.body * largerBy) {
      const depth = this.sizes.findIndex((size) => first.size >= 0.93 * size);
      return 1 + (depth < 0 ? this.sizes.length : depth);
    }
    const base = this.sizes.length;
    const isBold = !this.isBodyBold && lines.every((line) => line.isBold) && first.size >= 0.9 * this.body;
    const byWords = headingLevelByWords(text);
    const isLoud = lines.length <= 2 && isCapitals(text);
    if (!isBold && byWords === undefined && !isLoud) return undefined;
    const numbers = /^\d{1,2}((?:\.\d{1,2})*)\.?\s/.exec(text)?.[1];
    const depth = byWords ?? (numbers === undefined ? 1 : 1 + numbers.split('.').length - 1);
    return Math.min(6, base + depth);
  }
}
