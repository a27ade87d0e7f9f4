import type { Change, ChangeFlag } from '@groundwork/review';
import type { Piece } from './plain-contract.ts';

type Random = () => number;

/** One edit: the contract as it was, as it is, and how to tell that a comparison saw it. */
export interface SeededEdit {
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
  readonly isSeen: (change: Change) => boolean;
}

const clean = (text: string) => text.replace(/\s+/g, ' ').trim();
const side = (change: Change, kind: 'deleted' | 'inserted') =>
  clean(
    change.segments
      .filter((each) => each.kind === kind)
      .map(({ text }) => text)
      .join(' '),
  );
const isHan = (pieces: readonly Piece[]) => pieces.some(({ text }) => /\p{Script=Han}{4}/u.test(text));

/** Replaces the first match of a pattern in a random paragraph that has one. */
function swap(
  pieces: readonly Piece[],
  random: Random,
  pattern: RegExp,
  exchange: (found: string) => string | undefined,
  flag: ChangeFlag,
): SeededEdit | undefined {
  const places = pieces.flatMap(({ kind, text, isNote }, index) =>
    kind !== 'table' && !isNote && pattern.test(text) ? [index] : [],
  );
  const at = places[Math.floor(random() * places.length)];
  if (at === undefined) return undefined;
  const found = pattern.exec(pieces[at]!.text)!;
  const fresh = exchange(found[0]);
  if (fresh === undefined || fresh === found[0]) return undefined;
  const text =
    pieces[at]!.text.slice(0, found.index) + fresh + pieces[at]!.text.slice(found.index + found[0].length);
  return {
    before: pieces,
    after: pieces.with(at, { ...pieces[at]!, text }),
    isSeen: ({ flags, after }) => flags.includes(flag) && after !== undefined && after.text.includes(fresh),
  };
}

/** Both versions get a paragraph that has what the edit needs, since templates leave dates and sums blank. */
function withSentence(pieces: readonly Piece[], random: Random, english: string, chinese: string): Piece[] {
  const at = 1 + Math.floor(random() * (pieces.length - 1));
  return pieces.toSpliced(at, 0, { kind: 'paragraph', text: isHan(pieces) ? chinese : english });
}

const roles =
  /\b(?:Company|Employee|Employer|Investor|Purchaser|Founder|Customer|Supplier|Provider|Recipient|Worker)\b|甲方|乙方/;

/** The ten kinds of edits that comparison is measured on. */
export const editKinds: Readonly<
  Record<string, (pieces: readonly Piece[], random: Random) => SeededEdit | undefined>
> = {
  number: (pieces, random) =>
    swap(
      pieces,
      random,
      /(?<=\p{L}[ ,]{1,2}|(?!第)\p{Script=Han})\d{1,3}(?=[ ]\p{L}|(?!条)\p{Script=Han})/u,
      (found) => String(Number(found) + 1 + Math.floor(random() * 90)),
      'number',
    ) ??
    swap(
      withSentence(
        pieces,
        random,
        'Each notice takes effect 14 days after it was sent.',
        '通知自发出之日起14日后生效。',
      ),
      random,
      /14/,
      () => String(15 + Math.floor(random() * 80)),
      'number',
    ),
  negation: (pieces, random) =>
    isHan(pieces)
      ? swap(pieces, random, /应当?(?!不)/, (found) => `${found}不`, 'negation')
      : swap(pieces, random, /\b(?:shall|may|will|is|are)\b(?! not)/, (found) => `${found} not`, 'negation'),
  'party swap': (pieces, random) =>
    swap(
      pieces,
      random,
      roles,
      (found) =>
        isHan(pieces) ? (found === '甲方' ? '乙方' : '甲方') : found === 'Company' ? 'Employee' : 'Company',
      'party',
    ),
  date: (pieces, random) =>
    swap(
      withSentence(
        pieces,
        random,
        'The obligations of this paragraph begin on March 3, 2026.',
        '本款义务自2026年3月3日起生效。',
      ),
      random,
      /March 3, 2026|2026年3月3日/,
      (found) =>
        found.startsWith('M')
          ? `April ${1 + Math.floor(random() * 27)}, 2026`
          : `2026年${4 + Math.floor(random() * 8)}月3日`,
      'date',
    ),
  currency: (pieces, random) =>
    swap(
      withSentence(
        pieces,
        random,
        'A fee of $12,500 is due for each extension.',
        '每次展期的费用为人民币12500元。',
      ),
      random,
      /\$|人民币/,
      (found) => (found === '$' ? '€' : '美元'),
      'currency',
    ),
  'moved clause': moveClause,
  'table cell': changeCell,
  footnote: changeNote,
  'deleted sentence': deleteSentence,
  'inserted condition': (pieces, random) =>
    isHan(pieces)
      ? swap(pieces, random, /应当/, () => '在对方书面同意的前提下应当', 'condition')
      : swap(
          pieces,
          random,
          /(?<=\p{L}{3}) (?:shall|may|will) /u,
          (found) => `, provided that the other party has agreed in writing,${found}`,
          'condition',
        ),
};

function moveClause(pieces: readonly Piece[], random: Random): SeededEdit | undefined {
  const places = pieces.flatMap(({ kind, text, isNote }, index) => {
    const isAlone = pieces.filter((other) => other.text === text).length === 1;
    return kind !== 'table' &&
      kind !== 'heading' &&
      !isNote &&
      text.length >= (/\p{Script=Han}/u.test(text) ? 20 : 80) &&
      isAlone
      ? [index]
      : [];
  });
  const from = places[Math.floor(random() * places.length)];
  if (from === undefined || pieces.length < 8) return undefined;
  const to = (from + 3 + Math.floor(random() * (pieces.length - 6))) % pieces.length;
  if (Math.abs(to - from) < 2 || to === 0) return undefined;
  const moved = pieces[from]!;
  // Passing a single shorter neighbour reads as that neighbour's move.
  const between = pieces
    .slice(Math.min(from, to), Math.max(from, to) + 1)
    .reduce((sum, { text }) => sum + text.length, 0);
  if (between - moved.text.length < moved.text.length * 1.5) return undefined;
  return {
    before: pieces,
    after: pieces.toSpliced(from, 1).toSpliced(to, 0, moved),
    isSeen: ({ kind, after }) => /^moved/.test(kind) && moved.text.includes(after!.text.slice(0, 60)),
  };
}

function changeCell(pieces: readonly Piece[], random: Random): SeededEdit {
  const rows = isHan(pieces)
    ? [
        ['货物', '单价'],
        ['水泵', '1,200'],
        ['阀门', '300'],
      ]
    : [
        ['Item', 'Price'],
        ['Pump', '1,200'],
        ['Valve', '300'],
      ];
  const sheet = (price: string): Piece => ({
    kind: 'table',
    text: rows.map((row) => row.map((cell) => (cell === '1,200' ? price : cell)).join('\t')).join('\n'),
  });
  const at = 1 + Math.floor(random() * (pieces.length - 1));
  const fresh = `1,${201 + Math.floor(random() * 700)}`;
  return {
    before: pieces.toSpliced(at, 0, sheet('1,200')),
    after: pieces.toSpliced(at, 0, sheet(fresh)),
    isSeen: ({ kind, part, before, after }) =>
      kind === 'table-cell' && part === 'table' && before!.text === '1,200' && after!.text === fresh,
  };
}

function changeNote(pieces: readonly Piece[], random: Random): SeededEdit {
  const note = (days: number): Piece => ({
    kind: 'paragraph',
    isNote: true,
    text: isHan(pieces) ? `本期限以收到后${days}日为准。` : `This period ends ${days} days after receipt.`,
  });
  const at = 1 + Math.floor(random() * (pieces.length - 1));
  const days = 11 + Math.floor(random() * 80);
  return {
    before: pieces.toSpliced(at, 0, note(10)),
    after: pieces.toSpliced(at, 0, note(days)),
    isSeen: ({ part, flags, after }) =>
      part === 'footnote' && flags.includes('number') && after!.text.includes(String(days)),
  };
}

function deleteSentence(pieces: readonly Piece[], random: Random): SeededEdit | undefined {
  const sentences = (text: string) => text.match(/[^.。；]{12,}?(?:\.(?=\s\p{Lu})|[。；])\s*/gu) ?? [];
  const places = pieces.flatMap(({ kind, text, isNote }, index) =>
    kind !== 'table' && !isNote && sentences(text).length >= 2 ? [index] : [],
  );
  const at = places[Math.floor(random() * places.length)];
  if (at === undefined) return undefined;
  const { text } = pieces[at]!;
  const all = sentences(text);
  const gone = all[1 + Math.floor(random() * (all.length - 1))]!;
  const words = clean(gone);
  return {
    before: pieces,
    after: pieces.with(at, { ...pieces[at]!, text: text.replace(gone, () => '').trim() }),
    isSeen: (change) =>
      words.length > 0 && overlap(words, side(change, 'deleted')) > 0.9 && side(change, 'inserted') === '',
  };
}

/** Share of the words of one text that the other has, too. */
function overlap(a: string, b: string): number {
  const words = (text: string) => text.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
  const there = new Set(words(b));
  const all = words(a);
  return all.filter((word) => there.has(word)).length / Math.max(1, all.length);
}
