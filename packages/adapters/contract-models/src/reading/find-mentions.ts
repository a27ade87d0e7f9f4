import type { Span } from '@groundwork/kernel';

/** Something shorter than a unit that may be a label of its own: a date, or the name a contract gives itself. */
export interface Mention extends Span {
  readonly kind: 'date' | 'title';
}

const month =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)';
const year = '(?:(?:19|20)\\d\\d|(?:19|20)[_\\s]{1,4}|_{2,}|\\[[^\\]\\n]{0,12}\\])';
const day = '(?:\\d{1,2}\\s?(?:st|nd|rd|t\\s?h)?|_{1,}(?:st|nd|rd|th)?|\\[[^\\]\\n]{0,8}\\])';
/** Month first, day first, "this 1st day of March, 2003", figures alone, and blanks in their place. */
const date = new RegExp(
  [
    `${day}\\s+day\\s+of\\s+(?:${month}|_{2,}|\\[[^\\]\\n]{0,12}\\])(?:\\s*,?\\s*${year})?`,
    `${month}\\s+${day}\\s*,?\\s*${year}`,
    `${day}\\s+(?:of\\s+)?${month}\\s*,?\\s*${year}`,
    `${month}\\s*,?\\s+(?:19|20)\\d\\d`,
    `\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})\\b`,
    `\\b(?:19|20)\\d\\d-\\d{2}-\\d{2}\\b`,
    `\\[[·●•_ *]{1,12}\\]\\s*,?\\s*(?:19|20)\\d\\d|(?:as of|dated)\\s+(\\[[^\\]\\n]{1,12}\\]|_{4,})`,
  ].join('|'),
  'gi',
);

/** What contracts are called, at the end of their name. */
const nouns =
  /\b(?:AGREEMENTS?|CONTRACTS?|AMENDMENT|ADDENDUM|CERTIFICATE|LEASE|UNDERSTANDING|ARRANGEMENT|TERMS AND CONDITIONS|STATEMENT|GUARANTY|LICENSE|PROPOSAL|NOTE|PLAN|UNDERTAKING)\b(?:\s(?:NO|No)\.?\s?\d+)?/gi;
/** Words that may stand in a name in lower case, and words before a name that are not of it. */
const small = new Set('of and & for to the in on or a with by de - –'.split(' '));
const leading = new Set('this the by in to and of a an whereas for or - – & between'.split(' '));

/** How far into a text its name is looked for: a page of contents may stand before it. */
const titleReach = 6_000;

/** Mentions in their order; of one kind they do not overlap. */
export function findMentions(text: string): Mention[] {
  const dates = [...text.matchAll(date)].map((match): Mention => {
    const inner = match[1];
    const start = inner === undefined ? match.index : match.index + match[0].indexOf(inner);
    return { kind: 'date', start, end: match.index + match[0].length };
  });
  return [...dates, ...titles(text.slice(0, titleReach))].sort((a, b) => a.start - b.start);
}

/** From each such noun back over capitalised words, not across a gap or a line. */
function titles(text: string): Mention[] {
  const found: Mention[] = [];
  for (const noun of text.matchAll(nouns)) {
    if (/^[a-z]/.test(noun[0])) continue;
    let start = noun.index;
    for (let words = 0; words < 14; words += 1) {
      const before = /([^\s]+)[ \n]$/.exec(text.slice(Math.max(0, start - 40), start));
      const word = before?.[1];
      if (word === undefined || /[.:;!?)”"]$/.test(word)) break;
      if (!/^[(“"]?\p{Lu}/u.test(word) && !small.has(word)) break;
      start -= word.length + 1;
    }
    start = skipLeading(text, start, noun.index);
    const end = noun.index + noun[0].length;
    found.push({ kind: 'title', start, end });
  }
  return found;
}

function skipLeading(text: string, from: number, noun: number): number {
  let start = from;
  while (start < noun) {
    const word = /^\S+/.exec(text.slice(start, noun))?.[0] ?? '';
    if (!leading.has(word.toLowerCase())) break;
    start += word.length + 1;
  }
  return start;
}
