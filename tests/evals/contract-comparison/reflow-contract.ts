import type { Piece } from './plain-contract.ts';

/**
 * The same contract exported anew: pages cut paragraphs, lines break and hyphenate, quotes, dashes, ligatures and width
 * change, pages carry running lines and numbers. Says the same, looks different in every line.
 */
export function reflowContract(pieces: readonly Piece[], random: () => number): Piece[] {
  const made: Piece[] = [];
  let page = 1;
  let used = 0;
  const hasRunningLines = pieces.reduce((sum, { text }) => sum + text.length, 0) > 3_600;
  const line = (text: string) => hasRunningLines && made.push({ kind: 'paragraph', text, page });
  const open = () => line('Agreement – draft for signature');
  const close = () => line(`Page ${page} of 99`);
  open();
  for (const { kind, text } of pieces) {
    if (kind === 'table') {
      made.push({ kind, text, page });
      continue;
    }
    let rest = disguise(text, random);
    while (used + rest.length > 1_800) {
      // Where no word ends before the edge, the paragraph goes to the next page whole; Chinese breaks anywhere. No page ends, or begins, on a few signs.
      const room = Math.max(0, 1_800 - used);
      const edge = /\p{Script=Han}/u.test(rest) ? room : rest.lastIndexOf(' ', room);
      const cut = edge < 20 || rest.length - edge < 20 ? 0 : edge;
      const head = rest.slice(0, cut).trim();
      if (head !== '') made.push({ kind: 'paragraph', text: head, page });
      close();
      page++;
      used = 0;
      open();
      rest = rest.slice(cut).trim();
    }
    if (rest === '') continue;
    made.push({ kind: 'paragraph', text: rest, page });
    used += rest.length;
  }
  close();
  return made;
}

function disguise(text: string, random: () => number): string {
  return text
    .replace(/[“”]/g, '"')
    .replace(/’/g, "'")
    .replace(/ – | — /g, ' - ')
    .replace(/\t+/g, '   ')
    .replace(/fi/g, (found) => (random() < 0.3 ? 'ﬁ' : found))
    .replace(/，/g, (found) => (random() < 0.3 ? ',' : found))
    .replace(/(?<=[\p{L},]) (?=\p{Ll})/gu, (found) => (random() < 0.12 ? '\n' : found))
    .replace(/(?<=\p{Ll}{3})(?=(?!\p{Script=Han})\p{Ll}{4})/gu, () => (random() < 0.02 ? '-\n' : ''));
}
