import type { Check } from './check.ts';
import { readDurations } from '../fields/values/read-durations.ts';
import { readPercentages } from '../fields/values/read-percentages.ts';

/** "thirty (60) days", "百分之二十（30%）": a number written twice that is two numbers. */
export const numeralMismatch: Check = {
  id: 'numeral-mismatch',
  title: { en: 'Number in words differs from number in figures', zh: '数字大小写不一致' },
  severity: 'medium',
  find(source) {
    const durations = readDurations(source.text).flatMap(({ start, end, mismatch }) => {
      if (!mismatch) return [];
      const written = source.quote({ start, end });
      return [
        {
          spans: [{ start, end }],
          rationale: {
            en: `"${written}" says ${mismatch.words} in words and ${mismatch.figures} in figures.`,
            zh: `“${written}”的文字为${mismatch.words}，数字为${mismatch.figures}，两者不一致。`,
          },
          confidence: 0.9,
        },
      ];
    });
    const shares = readPercentages(source.text);
    const percentages = shares.slice(1).flatMap((second, index) => {
      const first = shares[index]!;
      if (first.percent === second.percent || /^\d/u.test(source.slice(first))) return [];
      // "one half of one percent (0.5%)", "ninety-seven point five percent (97.5%)".
      if (
        /\b(?:of|point|and|half|hundredths?)\s+$/iu.test(
          source.text.slice(Math.max(0, first.start - 16), first.start),
        )
      )
        return [];
      if (!/^\s*\(\s*(?:即\s*)?$/u.test(source.text.slice(first.end, second.start))) return [];
      const span = { start: first.start, end: second.end };
      const written = source.quote(span);
      return [
        {
          spans: [span],
          rationale: {
            en: `"${written}" says ${first.percent} % and ${second.percent} %.`,
            zh: `“${written}”前后分别为${first.percent}%与${second.percent}%，两者不一致。`,
          },
          confidence: 0.85,
        },
      ];
    });
    return [...durations, ...percentages];
  },
};
