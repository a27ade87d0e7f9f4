import type { MatchedSpans } from './precision-recall.ts';
import { comparable, spansMatch } from './span-matching.ts';

export interface PredictedSpan {
  readonly text: string;
  readonly confidence: number;
}

/** One category of one contract: gold against predictions. Predictions of the same text are one, the surest. */
export function matchSpans(
  category: string,
  gold: readonly string[],
  predicted: readonly PredictedSpan[],
): MatchedSpans {
  const surest = new Map<string, number>();
  for (const { text, confidence } of predicted) {
    surest.set(text, Math.max(confidence, surest.get(text) ?? 0));
  }
  const best = new Array<number>(gold.length).fill(-1);
  const goldSpans = gold.map(comparable);
  const right: number[] = [];
  const wrong: number[] = [];
  for (const [text, confidence] of surest) {
    const span = comparable(text);
    let matched = false;
    for (const [index, goldSpan] of goldSpans.entries()) {
      if (!spansMatch(category, goldSpan, span)) continue;
      matched = true;
      best[index] = Math.max(best[index]!, confidence);
    }
    (matched ? right : wrong).push(confidence);
  }
  const found = best.filter((confidence) => confidence >= 0);
  return { found, missed: gold.length - found.length, true: right, false: wrong };
}
