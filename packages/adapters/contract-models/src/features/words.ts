import { hashString } from './feature-hash.ts';

const word = /[\p{L}][\p{L}'’-]*|\d+(?:[.,]\d+)*|[$€£%()"“”]/gu;

/** Words as hashes: lower case, numbers by their shape (years, one digit, two, more), brackets and signs. */
export function wordHashes(text: string): Uint32Array {
  const hashes: number[] = [];
  for (const [token] of text.matchAll(word)) hashes.push(hashString(normalize(token)));
  return Uint32Array.from(hashes);
}

function normalize(token: string): string {
  const first = token.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (/^(?:19|20)\d\d$/.test(token)) return '#year';
    if (token.length === 1) return '#1';
    return token.length > 3 ? '#many' : '#2';
  }
  if (token === '“' || token === '”') return '"';
  return token.toLowerCase().replaceAll('’', "'").replace(/'s$/, '');
}
