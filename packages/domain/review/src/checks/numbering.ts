import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { parseHanInteger, hanNumeral } from '../fields/values/han-numerals.ts';

/** A label of one list, as printed. */
interface Numbered {
  readonly label: string;
  readonly span: Span;
  readonly value: number;
}

const article = new RegExp(
  `^[ \\t]*(第\\s?(\\d{1,3}|[${hanNumeral}]{1,5})\\s?条)(?=[\\s:、.\\p{Script=Han}【\\[(])`,
  'gmu',
);

/** A number that is missing, or given twice, among clauses of one list. */
export const numbering: Check = {
  id: 'numbering',
  title: { en: 'Clause numbering has a gap or a duplicate', zh: '条款编号跳号或重号' },
  severity: 'low',
  find(source) {
    const articles = readArticles(source);
    // Articles are read from their lines: a number given twice is what a reading of clauses may have to drop.
    const lists = articles.length > 0 ? splitAtRestarts(articles) : readLists(source);
    return lists.flatMap((list) => checkList(source, list));
  },
};

function readArticles(source: CheckSource): Numbered[] {
  return [...source.text.matchAll(article)].flatMap((match) => {
    const [whole, label = '', numeral = ''] = match;
    const value = /^\d/.test(numeral) ? BigInt(numeral) : parseHanInteger(numeral);
    if (value === undefined) return [];
    const end = match.index + whole.length;
    return [{ label, value: Number(value), span: { start: end - label.length, end } }];
  });
}

/** Annexes begin again with 第一条. */
function splitAtRestarts(articles: readonly Numbered[]): Numbered[][] {
  const lists: Numbered[][] = [];
  for (const each of articles) {
    if (each.value === 1 || lists.length === 0) lists.push([]);
    lists.at(-1)!.push(each);
  }
  return lists;
}

/** Sibling clauses whose labels look alike: 5.1 and (a) are not one list. */
function readLists(source: CheckSource): Numbered[][] {
  // Flattened text without Blocks: half of what seemed a slip of the drafter was one of the reading.
  if (source.contract.blocks.length === 0) return [];
  const lists = new Map<string, Numbered[]>();
  for (const { label, number, kind, parent, span } of source.structure.clauses) {
    const last = number?.split('.').at(-1);
    if (label === undefined || last === undefined || kind === 'schedule' || !/^\d+$/.test(last)) continue;
    const key = `${parent ?? 'top'} ${label.replace(/\d+/g, '#').replace(/\s+/g, '')}`;
    const at = source.contract.text.indexOf(label, span.start);
    const start = at >= 0 && at < span.start + 40 ? at : span.start;
    const place = { start, end: Math.min(start + label.length, span.end) };
    lists.set(key, [...(lists.get(key) ?? []), { label, value: Number(last), span: place }]);
  }
  return [...lists.values()];
}

function checkList(source: CheckSource, list: readonly Numbered[]): CheckHit[] {
  // Several in order prove that it is one list.
  const ordered = list.every(({ value }, index) => index === 0 || value >= list[index - 1]!.value);
  if (list.length < 4 || list[0]!.value !== 1 || !ordered) return [];
  const hits = list.slice(1).flatMap((each, index) => compare(source, list[index]!, each));
  // More than two slips are the reading's, not the drafter's.
  return hits.length > 2 ? [] : hits;
}

function compare(source: CheckSource, before: Numbered, { label, value, span }: Numbered): CheckHit[] {
  if (value === before.value) {
    return [
      {
        spans: [span, before.span],
        title: { en: 'A clause number is given twice', zh: '条款编号重复' },
        rationale: {
          en: `"${label}" numbers two clauses; references to it are ambiguous.`,
          zh: `编号“${label}”出现两次，引用该条时指向不明。`,
        },
        confidence: 0.85,
      },
    ];
  }
  if (value === before.value + 1 || isThereUnread(source, before, span)) return [];
  return [
    {
      spans: [span, before.span],
      title: { en: 'A clause number is missing', zh: '条款编号不连续' },
      rationale: {
        en: `"${label}" follows "${before.label}": a clause is missing or misnumbered.`,
        zh: `“${before.label}”之后直接为“${label}”，可能遗漏条款或编号有误。`,
      },
      confidence: 0.8,
    },
  ];
}

/** The missing number stands between the two after all, only not where a reading of clauses expects a label. */
function isThereUnread(source: CheckSource, before: Numbered, after: Span): boolean {
  const between = source.text.slice(before.span.end, after.start);
  return new RegExp(`(?<!\\d)0?${before.value + 1}(?!\\d)`, 'u').test(between);
}
