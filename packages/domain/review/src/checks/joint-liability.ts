import type { Check } from './check.ts';
import { isNegated } from '../playbook/is-negated.ts';

const joint =
  /承担[^。；;，,]{0,12}连带[^。；;，,]{0,8}责任|负连带(?:清偿|赔偿)?责任|连带责任保证|\bjointly\s+and\s+severally\s+(?:liable|responsible)\b/iu;

/** Somebody answers for another's whole debt. */
export const jointLiability: Check = {
  id: 'joint-and-several-liability',
  title: { en: 'Joint and several liability', zh: '约定连带责任' },
  severity: 'info',
  legalBasis: { zh: '《中华人民共和国民法典》第一百七十八条、第五百一十八条、第六百八十八条' },
  find(source) {
    return [...source.saying(joint)]
      .filter(
        ({ words, match }) => !isNegated(words.toLowerCase(), match.index, match.index + match[0].length),
      )
      .slice(0, 2)
      .map(({ span, sentence }) => ({
        spans: [span, sentence],
        rationale: {
          en: 'Whoever is named here answers for the whole debt, whatever their share.',
          zh: '被约定承担连带责任的一方须对全部债务负责，请确认主体与范围。',
        },
        confidence: 0.8,
      }));
  },
};
