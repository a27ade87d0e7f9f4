import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Category, categories } from '../model/categories.ts';
import { textDigest } from '../model/model-folder.ts';
import { type Candidate, readCandidates } from '../reading/candidate.ts';

/** A contract of CUAD with what its annotators marked. */
export interface AnnotatedContract {
  readonly file: string;
  readonly digest: string;
  readonly candidates: readonly Candidate[];
  /** For each candidate and category: 1, 0, or −1 where it only touches a marked span. */
  readonly gold: readonly Int8Array[];
  /** For each category whether the annotators found it. */
  readonly present: readonly boolean[];
}

type Marked = Readonly<Record<string, readonly (readonly [start: number, end: number])[]>>;

/** Reads `txt/` and `spans.json` of a folder, in the order of the file names. */
export function readContracts(folder: string, only?: (file: string) => boolean): AnnotatedContract[] {
  const spans = JSON.parse(readFileSync(join(folder, 'spans.json'), 'utf8')) as Record<string, Marked>;
  return Object.keys(spans)
    .sort()
    .filter((file) => only?.(file) ?? true)
    .map((file) => annotate(file, readFileSync(join(folder, 'txt', file), 'utf8'), spans[file]!));
}

/** One in five companies is held out: contracts of one company are much alike, so they stay together. */
export function isHeldOut(file: string): boolean {
  return createHash('sha256').update(companyOf(file)).digest()[0]! % 5 === 0;
}

/** CUAD's file names begin with the company: "SoupmanInc_2015…", "HEMISPHERX - Sales…". */
export function companyOf(file: string): string {
  const name = file.split(/[_\d]| - /, 1)[0]!.toLowerCase();
  return name.replaceAll(/[^a-z]/g, '').replace(/(?:inc|ltd|corp|llc|lp|co)$/, '');
}

function annotate(file: string, text: string, marked: Marked): AnnotatedContract {
  const candidates = readCandidates(text);
  const gold = candidates.map(() => new Int8Array(categories.length));
  categories.forEach((category, column) => {
    for (const [start, end] of marked[category.cuad] ?? []) {
      const words = wordsOf(text.slice(start, end));
      candidates.forEach(({ kind, span }, at) => {
        if (!category.kinds.includes(kind)) return;
        const touches = span.end > start && span.start < end;
        // A name or date is right wherever it stands; a sentence where it was marked.
        if (!touches && kind === 'unit') return;
        const same = isSame(
          category,
          text.slice(span.start, span.end),
          words,
          span.start <= start && end <= span.end,
        );
        if (same) gold[at]![column] = 1;
        else if (touches && gold[at]![column] === 0) gold[at]![column] = -1;
      });
    }
  });
  const present = categories.map(({ cuad }) => (marked[cuad] ?? []).length > 0);
  return { file, digest: textDigest(text), candidates, gold, present };
}

/** Half of the words in common; a sentence that names a party is right as a whole. */
function isSame({ type }: Category, text: string, marked: ReadonlySet<string>, holds: boolean): boolean {
  if (type === 'parties' && holds) return true;
  const words = wordsOf(text);
  let common = 0;
  for (const word of words) if (marked.has(word)) common += 1;
  return common >= (words.size + marked.size - common) * 0.5;
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .replaceAll(/[.,;:]/g, '')
      .split(/[\s/]+/)
      .filter((word) => word !== ''),
  );
}
