import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import type { Clause } from '../structure/contract-structure.ts';

/** A number that is missing, or given twice, among the outermost clauses. */
export const numbering: Check = {
  id: 'numbering',
  title: { en: 'Clause numbering has a gap or a duplicate', zh: '条款编号跳号或重号' },
  severity: 'low',
  find(source) {
    const runs = new Map<string, { clause: Clause; value: number }[]>();
    for (const clause of source.structure.clauses) {
      const value = valueOf(clause);
      if (value === undefined || !clause.label) continue;
      const run = `${clause.parent ?? 'top'} ${shapeOf(clause.label)}`;
      runs.set(run, [...(runs.get(run) ?? []), { clause, value }]);
    }
    return [...runs.values()].flatMap((run) => checkRun(source, run));
  },
};

function checkRun(source: CheckSource, run: readonly { clause: Clause; value: number }[]): CheckHit[] {
  // Three in order prove that it is one list; a list that starts over (an annex, another part) is left alone.
  if (
    run.length < 4 ||
    run[0]!.value !== 1 ||
    run.some(({ value }, index) => index > 0 && value < run[index - 1]!.value)
  )
    return [];
  const hits = run.slice(1).flatMap(({ clause, value }, index): CheckHit[] => {
    const before = run[index]!;
    const span = labelSpan(source, clause);
    if (value === before.value) {
      return [
        {
          spans: [span, labelSpan(source, before.clause)],
          title: { en: 'A clause number is given twice', zh: '条款编号重复' },
          rationale: {
            en: `"${clause.label}" numbers two clauses; references to it are ambiguous.`,
            zh: `编号“${clause.label}”出现两次，引用该条时指向不明。`,
          },
          confidence: 0.85,
        },
      ];
    }
    if (value === before.value + 1 || isThereUnread(source, before, { clause, value })) return [];
    return [
      {
        spans: [span, labelSpan(source, before.clause)],
        title: { en: 'A clause number is missing', zh: '条款编号不连续' },
        rationale: {
          en: `"${clause.label}" follows "${before.clause.label}": a clause is missing or misnumbered.`,
          zh: `“${before.clause.label}”之后直接为“${clause.label}”，可能遗漏条款或编号有误。`,
        },
        confidence: 0.8,
      },
    ];
  });
  // More than two slips are the reading's, not the drafter's.
  return hits.length > 2 ? [] : hits;
}

/** The missing number stands between the two after all, only not where a reading of clauses expects a label. */
function isThereUnread(
  source: CheckSource,
  before: { clause: Clause; value: number },
  after: { clause: Clause; value: number },
): boolean {
  const between = source.text.slice(before.clause.span.start + 4, after.clause.span.start);
  return new RegExp(`(?<!\\d)${before.value + 1}(?!\\d)`, 'u').test(between);
}

function labelSpan(source: CheckSource, clause: Clause): { start: number; end: number } {
  const at = source.contract.text.indexOf(clause.label!, clause.span.start);
  const start = at >= 0 && at < clause.span.start + 40 ? at : clause.span.start;
  return { start, end: Math.min(start + clause.label!.length, clause.span.end) };
}

function valueOf({ number, kind }: Clause): number | undefined {
  if (number === undefined || kind === 'schedule') return undefined;
  const last = number.split('.').at(-1)!;
  return /^\d+$/.test(last) ? Number(last) : undefined;
}

/** What kind of label it is: 第一条 and 1. are not one list. */
function shapeOf(label: string): string {
  return label.replace(/[\d〇零一二三四五六七八九十百]+/gu, '#').replace(/\s+/g, '');
}
