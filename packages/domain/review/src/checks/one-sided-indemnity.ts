import type { Check, CheckHit } from './check.ts';
import { isNegated } from '../playbook/is-negated.ts';

const duty =
  /(?<who>[A-Z][\w&'.-]*(?:\s+[A-Z][\w&'.-]*){0,3})\s+(?:shall|will|agrees\s+to|hereby\s+agrees\s+to|must)\b[^.;]{0,60}\bindemnify\b/u;
const mutual =
  /\b(?:each|either|both)\s+part(?:y|ies)\b[^.;]{0,120}\bindemnif|\bindemnif\w+\s+part(?:y|ies)\b|\bmutual(?:ly)?\s+indemnif/iu;

/** One side indemnifies the other, who promises nothing in return. */
export const oneSidedIndemnity: Check = {
  id: 'one-sided-indemnity',
  title: { en: 'Only one side indemnifies', zh: '仅一方承担赔偿保障义务' },
  severity: 'medium',
  clauseType: 'indemnification',
  find(source) {
    if (source.chinese || mutual.test(source.text) || source.parties.length !== 2) return [];
    const hits: { hit: CheckHit; party: number }[] = [];
    for (const { words, match, span } of source.saying(duty)) {
      const who = match.groups!['who']!.trim().toLowerCase();
      const party = source.parties.findIndex(({ span: name, aliases }) =>
        [source.slice(name), ...aliases].some((known) => known.toLowerCase() === who),
      );
      if (
        party < 0 ||
        isNegated(words.toLowerCase(), match.index + who.length, match.index + match[0].length)
      )
        continue;
      const other = source.parties[1 - party]!;
      hits.push({
        party,
        hit: {
          spans: [span],
          favours: [...other.aliases, source.quote(other.span)],
          rationale: {
            en: `${match.groups!['who']!.trim()} indemnifies the other side, which gives no indemnity in return.`,
            zh: `仅${match.groups!['who']!.trim()}承担赔偿保障义务，对方无对等义务。`,
          },
          confidence: 0.72,
        },
      });
    }
    return new Set(hits.map(({ party }) => party)).size === 1 ? [hits[0]!.hit] : [];
  },
};
