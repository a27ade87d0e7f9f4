import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';

/** More than so many in one contract are one finding: it is the numbering that was lost, not the clauses. */
const mostApart = 4;

/** A reference to a clause that the contract does not have, and the schedules that are not attached. */
export const danglingReference: Check = {
  id: 'dangling-reference',
  title: { en: 'Reference to a part that does not exist', zh: '引用的条款或附件不存在' },
  severity: 'medium',
  find(source) {
    const { references, clauses } = source.structure;
    const numbered = clauses.filter(({ number }) => number !== undefined).length;
    const dangling = references.filter(({ kind, resolved }) => kind !== 'external' && resolved === undefined);
    const inner = dangling.filter(({ kind }) => kind === 'clause');
    // A contract whose numbering could not be read would make every reference dangle; an amendment speaks of another text.
    const readable =
      numbered >= 3 && inner.length <= Math.max(2, references.length / 3) && !isAmendment(source);
    const missing = readable ? missingClauses(source, inner) : [];
    return [
      ...(missing.length > mostApart ? [inOne(source, missing)] : missing),
      ...missingSchedules(source, dangling),
    ];
  },
};

function missingClauses(
  source: CheckSource,
  references: readonly { span: Span; target: string }[],
): CheckHit[] {
  const seen = new Set<string>();
  return references.flatMap(({ span, target }) => {
    if (seen.has(target) || isElsewhere(source, span, target) || standsSomewhere(source, target)) return [];
    seen.add(target);
    const written = source.quote(span);
    return [
      {
        spans: [span],
        rationale: {
          en: `"${written}" is referred to, but no such clause is there.`,
          zh: `合同引用了“${written}”，但文中未找到该条款。`,
        },
        confidence: 0.75,
      },
    ];
  });
}

function inOne(source: CheckSource, missing: readonly CheckHit[]): CheckHit {
  const spans = missing.flatMap((hit) => hit.spans);
  const written = spans.map((span) => source.quote(span)).join(', ');
  return {
    spans,
    severity: 'low',
    title: { en: 'Clauses referred to were not found', zh: '引用的多个条款未找到' },
    rationale: {
      en: `Referred to, but not found: ${written}. So many speak for a numbering that was lost when the file was made.`,
      zh: `合同引用了${written}，但文中未找到；数量较多，可能是文件转换时丢失了编号。`,
    },
    confidence: 0.6,
  };
}

/** All in one: a set of exhibits kept apart from the contract is one thing to ask for. */
function missingSchedules(source: CheckSource, dangling: CheckSource['structure']['references']): CheckHit[] {
  const first = new Map<string, Span>();
  for (const { kind, target, span } of dangling) {
    const written = source.slice(span);
    // Schedule 13D is a form of the securities regulator.
    if (
      kind !== 'schedule' ||
      written.length <= 2 ||
      /^Schedule\s+13[DG]|^Schedule\s+TO|^Scheduled/iu.test(written) ||
      isHeaded(source, written)
    )
      continue;
    if (!first.has(target) && !isElsewhere(source, span, '1')) first.set(target, span);
  }
  if (first.size === 0) return [];
  const spans = [...first.values()];
  const written = spans.map((span) => source.quote(span));
  return [
    {
      spans,
      severity: 'low',
      title: { en: 'Schedules referred to are not attached', zh: '引用的附件未附' },
      rationale: {
        en: `Referred to, but not in this text: ${written.join(', ')}.`,
        zh: `合同引用了${written.join('、')}，但文中未附。`,
      },
      confidence: 0.75,
    },
  ];
}

/** Of another agreement or a statute, of the part that speaks itself, or of lettered points that no numbering proves. */
function isElsewhere(source: CheckSource, { start, end }: Span, target: string): boolean {
  const after = source.text.slice(end, end + 80);
  const before = source.text.slice(Math.max(0, start - 24), start);
  return (
    !/^[\d.]+$/u.test(target) ||
    /^\.\d/u.test(after) ||
    /^(?:[^.;]|\.(?=\d)){0,60}\b(?:of|to|in|under)\s+(?:the|such|that|its|any|each|an?)\s+(?:[\w&'-]+\s+){0,6}(?:agreement|act|code|indenture|plan|law|lease|regulations?|rules?|contract|bylaws|exhibit|schedule|annex|appendix|guidelines|order|statement)\b/iu.test(
      after,
    ) ||
    /^\s*of\s+(?!this\b)[A-Z]/u.test(after) ||
    /\bthis\s*$|《[^》]{2,40}》\s*(?:的)?$/iu.test(before)
  );
}

/** Whether a heading of that number stands in the text after all, unseen by the reading of clauses. */
function standsSomewhere(source: CheckSource, target: string): boolean {
  const number = target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const heading = new RegExp(
    `(?<!(?:section|sections|clause|clauses|article|articles|paragraph|paragraphs|and|or|to|through|§|,)\\s{0,3})(?<![\\d.])${number}\\.?(?!\\d|\\.\\d)[\\s:—-]+["'(]?[A-Z\\p{Script=Han}]|(?:section|clause)\\s+${number}\\.?[\\s:—-]+[A-Z]`,
    'u',
  );
  return heading.test(source.text) || new RegExp(`^\\s*${number}[.、\\s]`, 'mu').test(source.text);
}

/** "Appendix 1: Integrity Agreement", or a line of its own: it is attached after all. */
function isHeaded(source: CheckSource, written: string): boolean {
  const label = written
    .replace(/["'\s]+$/u, '')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(
    `(?:^|\\n)\\s*${label}\\s*(?:\\n|$)|${label}\\s*[:—–]\\s*[A-Z\\p{Script=Han}]`,
    'iu',
  ).test(source.text);
}

function isAmendment(source: CheckSource): boolean {
  return /\bamendment\b|补充协议|变更协议/iu.test(source.text.slice(0, 1500));
}
