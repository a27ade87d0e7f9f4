import { estimateTokens } from './estimate-tokens.ts';

/**
 * The text in windows of at most `maxTokens` (estimated) that together hold every character of it. Cut after the
 * last sentence end or, failing that, the last space in the second half of a window; never inside a surrogate pair.
 */
export function windowText(text: string, maxTokens: number): string[] {
  const windows: string[] = [];
  let rest = text;
  while (estimateTokens(rest) > maxTokens) {
    const at = cutBefore(rest, lengthWithin(rest, maxTokens));
    windows.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  if (rest !== '' || windows.length === 0) windows.push(rest);
  return windows;
}

/** The text in two about equal windows; undefined where it is too short to be halved. */
export function halveText(text: string): [string, string] | undefined {
  if (text.length < 16) return undefined;
  const at = cutBefore(text, Math.ceil(text.length * 0.6));
  return [text.slice(0, at), text.slice(at)];
}

/** Longest prefix, in UTF-16 units, of at most `maxTokens`. */
function lengthWithin(text: string, maxTokens: number): number {
  let [low, high] = [1, Math.min(text.length, maxTokens * 4)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (estimateTokens(text.slice(0, middle)) <= maxTokens) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cutBefore(text: string, limit: number): number {
  const half = Math.floor(limit / 2);
  const tail = text.slice(half, limit);
  const sentence = Math.max(
    ...['. ', '! ', '? ', '。', '！', '？', '；', '\n'].map((end) => endOf(tail, end)),
  );
  const cut = Math.max(sentence, 0) || Math.max(endOf(tail, ' '), 0);
  const at = cut > 0 ? half + cut : limit;
  const splitsPair = /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
  return splitsPair && at > 1 ? at - 1 : at;
}

function endOf(text: string, separator: string): number {
  const at = text.lastIndexOf(separator);
  return at < 0 ? -1 : at + separator.length;
}
