import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';

const duty =
  /(?<who>\b[A-Z][\w&'.-]*(?:\s+[A-Z][\w&'.-]*){0,3})\s+(?:shall|will|agrees?\s+to|hereby\s+agrees?\s+to|must)\b(?:(?!\bnot\b|\bnor\b|\bno\b)[^.;]){0,60}\bindemnify\b(?<whom>[^.;]{0,120})/gu;
const mutual =
  /\b(?:each|either|both)\s+part(?:y|ies)\b[^.;]{0,120}\bindemnif|\bindemnif\w+\s+part(?:y|ies)\b|\bmutual(?:ly)?\s+indemnif|\bthe\s+parties\b[^.;]{0,60}\bindemnify/iu;

/** One side indemnifies the other, who promises nothing in return. */
export const oneSidedIndemnity: Check = {
  id: 'one-sided-indemnity',
  title: { en: 'Only one side indemnifies', zh: '仅一方承担赔偿保障义务' },
  severity: 'medium',
  clauseType: 'indemnification',
  find(source) {
    if (source.chinese || mutual.test(source.text) || source.parties.length !== 2) return [];
    const hits = [...source.text.matchAll(duty)].flatMap((match) => toHit(source, match));
    const givers = new Set(hits.map(({ giver }) => giver));
    const answered = givers.size === 1 && isPromisedBack(source, 1 - hits[0]!.giver);
    return givers.size === 1 && !answered ? [hits[0]!.hit] : [];
  },
};

function toHit(source: CheckSource, match: RegExpExecArray): { hit: CheckHit; giver: number }[] {
  const who = match.groups!['who']!.trim();
  const giver = namesOf(source).findIndex((names) => names.includes(key(who)));
  const other = source.parties[1 - giver];
  if (giver < 0 || !other) return [];
  const whom = key(match.groups!['whom']!);
  if (!namesOf(source)[1 - giver]!.some((name) => whom.includes(name)) && !/\b(?:us|you)\b/u.test(whom))
    return [];
  const span = { start: match.index, end: match.index + match[0].length - match.groups!['whom']!.length };
  return [
    {
      giver,
      hit: {
        spans: [span],
        favours: [...other.aliases, source.quote(other.span)],
        rationale: {
          en: `${who} indemnifies the other side, which gives no indemnity in return.`,
          zh: `仅${who}承担赔偿保障义务，对方无对等义务。`,
        },
        confidence: 0.72,
      },
    },
  ];
}

/** The other side's promise in other words: "shall be indemnified by Supplier", "Supplier indemnification". */
function isPromisedBack(source: CheckSource, party: number): boolean {
  return namesOf(source)[party]!.some((name) => {
    const written = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+');
    return new RegExp(
      `(?<![a-z])${written}\\b[^.;]{0,80}\\b(?:indemnif|hold\\s+harmless)|indemnif\\w*\\s+by\\s+(?:the\\s+)?${written}`,
      'iu',
    ).test(
      source.text.replace(/\b(?:indemnify|hold\s+harmless)\s+[^.;]{0,80}/giu, (promise) =>
        promise.slice(0, 9),
      ),
    );
  });
}

function namesOf(source: CheckSource): string[][] {
  return source.parties.map(({ span, aliases }) => [source.slice(span), ...aliases].map(key));
}

function key(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').replace(/^the /, '').trim();
}
