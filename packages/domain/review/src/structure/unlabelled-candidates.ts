import { wholeLine } from './find-heading.ts';
import { startsDefinition } from './starts-definition.ts';
import type { LabelCandidate } from './read-labels.ts';
import type { Line } from './read-lines.ts';

/** Below chapters, above sections. */
const headingRank = 2.5;

/** Paragraphs that give a term its meaning, one below the other in a clause of definitions. */
export function definitionCandidates(
  folded: string,
  lines: readonly Line[],
  labelled: readonly LabelCandidate[],
): LabelCandidate[] {
  const taken = new Set(labelled.map(({ span }) => span.start));
  return lines
    .filter((line) => !line.isFurniture && !line.isTable && line.opening !== 'wrap' && !taken.has(line.start))
    .filter((line) => folded[line.start] === '"' && startsDefinition(folded, line.start))
    .map((line) => candidate(line, 'term'));
}

/** Headings without a number, for contracts that have no others: clauses one beside the other. */
export function headingCandidates(
  folded: string,
  lines: readonly Line[],
  labelled: readonly LabelCandidate[],
): LabelCandidate[] {
  const taken = new Set(labelled.map(({ span }) => span.start));
  return lines
    .filter((line) => !line.isFurniture && !taken.has(line.start) && isHeading(folded, line))
    .map((line) => candidate(line, 'heading', headingRank));
}

/** Paragraphs, for letters and other contracts without any order of their own. */
export function paragraphCandidates(folded: string, lines: readonly Line[], from: number): LabelCandidate[] {
  return lines
    .filter(
      (line) =>
        !line.isFurniture && line.opening === 'block' && line.start >= from && line.end - line.start >= 30,
    )
    .map((line) => candidate(line, 'paragraph', headingRank));
}

function isHeading(folded: string, line: Line): boolean {
  if (line.begins === 'heading') return true;
  if (line.opening !== 'block' || !wholeLine(folded, line)) return false;
  const text = folded.slice(line.start, line.end);
  return text === text.toUpperCase() && /[A-Z].*[A-Z].*[A-Z]/.test(text);
}

function candidate(line: Line, scheme: string, rank?: number): LabelCandidate {
  return {
    span: { start: line.start, end: line.start },
    bodyAt: line.start,
    readings: [{ scheme, path: [0], token: '', ...(rank !== undefined && { rank }) }],
    opening: 'block',
    isFollowedByOpening: true,
    isIntroduced: false,
  };
}
