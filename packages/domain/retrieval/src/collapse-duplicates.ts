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
export function collapseDuplicates(passages: Iterable<Passage>, wanted: number): Passage[] {
  const kept: { readonly candidate: Candidate; readonly duplicates: Passage[] }[] = [];
  for (const passage of passages) {
    const candidate = new Candidate(passage);
    const better = kept.find((one) => one.candidate.says(candidate));
    if (better) better.duplicates.push(passage);
    else if (kept.length === wanted) break;
    else kept.push({ candidate, duplicates: [] });
  }
  return kept.map(({ candidate: { passage }, duplicates }) =>
    duplicates.length === 0
      ? passage
      : {
          ...passage,
          duplicates: duplicates.map(({ documentId, chunkId }) => ({ documentId, chunkId })),
        },
  );
}

/** A Passage made comparable as far as comparing it takes: folding all of every text would be most of a search. */
class Candidate {
  private readonly sketch: Uint16Array;
  private folded: string | undefined;

  constructor(readonly passage: Passage) {
    this.sketch = sketch(passage.text);
  }

  /** Whether this says all that the other says, and hardly more. */
  says(other: Candidate): boolean {
    return (
      areClose(this.sketch, other.sketch) &&
      headings(this.passage) === headings(other.passage) &&
      other.text.length >= leastShare * this.text.length &&
      this.text.includes(other.text)
    );
  }

  private get text(): string {
    this.folded ??= comparable(this.passage.text);
    return this.folded;
  }
}

const headings = ({ headingPath }: Passage) => foldText(headingPath.join('\n'));

const bins = 128;

/** How often pairs of Latin letters and digits occur, hashed, and how many Han characters do: nearly kept by folding. */
function sketch(text: string): Uint16Array {
  const counts = new Uint16Array(bins + 1);
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    let code = text.charCodeAt(at);
    if (code >= 0x3400 && code <= 0x9fff) counts[bins]! += 1;
    if (code >= 0xff10 && code <= 0xff5a) code -= 0xfee0;
    if (code >= 0x41 && code <= 0x5a) code += 0x20;
    if ((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a)) {
      counts[(before * 31 + code) % bins]! += 1;
      before = code;
    }
  }
  return counts;
}

/** False where texts cannot be nine tenths the same; what is lost by chance is a repetition that stays in sight. */
function areClose(a: Uint16Array, b: Uint16Array): boolean {
  let total = 0;
  let difference = 0;
  for (let bin = 0; bin <= bins; bin += 1) {
    total += a[bin]!;
    difference += Math.abs(a[bin]! - b[bin]!);
  }
  return difference <= 0.2 * total + 16;
}

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
