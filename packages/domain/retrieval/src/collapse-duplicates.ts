import { foldText } from './fold-text.ts';
import type { Passage } from './passage.ts';

/** A text is left out for one that holds it where it is at least this share of it. */
const leastShare = 0.9;

/**
 * The first `wanted` Passages that are not duplicates of a better one; the duplicates met on the way are named by it.
 *
 * A duplicate says nothing that the better one does not: its sentences, folded and without spaces and punctuation, are
 * those of the other or a run of them of nine tenths or more, under the same headings. Texts that are merely alike
 * stay apart, however alike: contracts of one template differ in a number, a party or a "not", and both must be seen.
 */
export function collapseDuplicates(passages: readonly Passage[], wanted: number): Passage[] {
  const kept: { readonly passage: Passage; readonly text: string; readonly duplicates: Passage[] }[] = [];
  for (const passage of passages) {
    const text = comparable(passage.text);
    const better = kept.find((one) => says(one, { passage, text }));
    if (better) better.duplicates.push(passage);
    else if (kept.length === wanted) break;
    else kept.push({ passage, text, duplicates: [] });
  }
  return kept.map(({ passage, duplicates }) =>
    duplicates.length === 0
      ? passage
      : {
          ...passage,
          duplicates: duplicates.map(({ documentId, chunkId }) => ({ documentId, chunkId })),
        },
  );
}

interface Comparable {
  readonly passage: Passage;
  readonly text: string;
}

function says(better: Comparable, { passage, text }: Comparable): boolean {
  return (
    text.length >= leastShare * better.text.length &&
    better.text.includes(text) &&
    headings(better.passage) === headings(passage)
  );
}

const headings = ({ headingPath }: Passage) => foldText(headingPath.join('\n'));

const sentenceEnd = /[.!?](?=\s|$)|[。！？；]/gu;

/**
 * Sentences between marks, so that one never ends up inside another that negates it. What stands beside a digit is
 * kept, because -5, 1.5 and 15 are three numbers.
 */
function comparable(text: string): string {
  const sentences = foldText(text.replace(sentenceEnd, '\0'))
    .replace(/\s+/gu, ' ')
    .replace(/(?<!\d)[\p{P}\s]+(?!\d)/gu, '')
    .split(/\s*\0\s*/u);
  return ['', ...sentences.filter(Boolean), ''].join('\0');
}
