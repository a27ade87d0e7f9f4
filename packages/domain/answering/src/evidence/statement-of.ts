import type { ReadPassage } from './read-passage.ts';

/** Open with a word that points back: without the sentence before, nobody knows to what. */
export const pointsBack =
  /^(?:it|this|these|those|they|that|he|she|such|its|their|his|her|however|therefore|in (?:this|that|such) case|otherwise|in addition|also|furthermore|moreover|if (?:it|this|they))\b|^(?:它|他|她|这|那|该|此|其|上述|前述|否则|此外|另外|同时|因此|但)/u;

/**
 * What a sentence says to somebody who sees nothing else: with its section's title, a table's row as "column: cell", an
 * item with what introduces its list, and with the sentence that it points back to.
 */
export function statementOf(read: ReadPassage, index: number): string {
  const { passage } = read;
  const section = read.sections[index] ?? passage.headingPath.at(-1);
  const title =
    section === undefined || section === passage.title ? passage.title : `${passage.title} - ${section}`;
  return `${title}: ${bodyOf(read, index)}`;
}

function bodyOf({ sentences }: ReadPassage, index: number): string {
  const sentence = sentences[index];
  if (!sentence) return '';
  const { text, span, folded } = sentence;
  const first = firstOfRun(sentences, index);
  if (span.kind === 'row') {
    const head = sentences[first];
    return head?.isHead && first !== index
      ? rowOf(cellsOf(head.text), cellsOf(text))
      : cellsOf(text).join(', ');
  }
  if (span.kind === 'item') {
    const lead = sentences[first - 1];
    return lead && /[:：]$/u.test(lead.text) ? `${lead.text} ${text}` : text;
  }
  const before = sentences[index - 1];
  return before?.span.kind === 'sentence' && pointsBack.test(folded) ? `${before.text} ${text}` : text;
}

/** The first cell names what the row is about; a first column without a name of its own shifts nothing. */
function rowOf(head: readonly string[], cells: readonly string[]): string {
  const shift = head.length === cells.length - 1 ? 1 : 0;
  return cells
    .map((cell, at) => {
      const column = head[at - shift];
      return column === undefined || column === '' || at - shift < 0 ? cell : `${column}: ${cell}`;
    })
    .join('; ');
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\||\|$/gu, '')
    .split(/\t|\s*\|\s*/u)
    .map((cell) => cell.trim());
}

function firstOfRun(sentences: ReadPassage['sentences'], index: number): number {
  let first = index;
  while (sentences[first - 1] && sentences[first - 1]?.span.kind === sentences[index]?.span.kind) first -= 1;
  return first;
}
