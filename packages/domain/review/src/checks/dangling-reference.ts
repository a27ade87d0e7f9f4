import type { Check } from './check.ts';

/** A reference to a clause or schedule that the contract does not have. */
export const danglingReference: Check = {
  id: 'dangling-reference',
  title: { en: 'Reference to a part that does not exist', zh: '引用的条款或附件不存在' },
  severity: 'medium',
  find(source) {
    const { references, clauses } = source.structure;
    // A contract whose numbering could not be read would make every reference dangle.
    const numbered = clauses.filter(({ number }) => number !== undefined).length;
    const dangling = references.filter(({ kind, resolved }) => kind !== 'external' && resolved === undefined);
    if (numbered < 3 || dangling.length * 2 > references.length) return [];
    const seen = new Set<string>();
    return dangling.flatMap(({ span, target, kind }) => {
      if (seen.has(`${kind} ${target}`)) return [];
      seen.add(`${kind} ${target}`);
      const written = source.quote(span);
      const schedule = kind === 'schedule';
      return [
        {
          spans: [span],
          severity: schedule ? ('low' as const) : ('medium' as const),
          rationale: {
            en: `"${written}" is referred to, but no such ${schedule ? 'schedule is attached' : 'clause is there'}.`,
            zh: `合同引用了“${written}”，但文中未找到该${schedule ? '附件' : '条款'}。`,
          },
          confidence: schedule ? 0.7 : 0.75,
        },
      ];
    });
  },
};
