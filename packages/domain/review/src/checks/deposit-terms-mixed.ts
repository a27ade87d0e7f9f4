import type { Check, CheckHit } from './check.ts';

/** 定金 is forfeited or doubled, 订金 and 押金 are not: one sum called both is neither for certain. */
export const depositTermsMixed: Check = {
  id: 'deposit-terms-mixed',
  title: { en: 'Earnest money and advance payment confused (定金/订金)', zh: '“定金”与“订金”混用' },
  severity: 'medium',
  clauseType: 'deposit',
  legalBasis: { zh: '《中华人民共和国民法典》第五百八十六条、第五百八十七条；合同编通则解释第六十七条' },
  find(source) {
    const hits: CheckHit[] = [];
    const earnest = /定金/u.exec(source.text);
    const advance = /订金/u.exec(source.text);
    const at = (match: RegExpExecArray) => ({ start: match.index, end: match.index + match[0].length });
    if (earnest && advance) {
      hits.push({
        spans: [at(advance), at(earnest)],
        rationale: {
          en: 'The contract says both 定金 (forfeited or returned double) and 订金 (an advance only).',
          zh: '合同同时使用“定金”与“订金”：“定金”适用定金罚则，“订金”不当然适用，款项性质不明。',
        },
        confidence: 0.85,
      });
    } else if (advance) {
      for (const { sentence, words } of source.saying(/(?:双倍|两倍|加倍)返还|不予(?:退还|返还)/u)) {
        if (!/订金/u.test(words)) continue;
        const span = {
          start: sentence.start + words.indexOf('订金'),
          end: sentence.start + words.indexOf('订金') + 2,
        };
        hits.push({
          spans: [span, sentence],
          rationale: {
            en: '订金 carries no forfeiture; what is wanted here is the effect of 定金.',
            zh: '“订金”不具有定金性质，却约定了不予退还或双倍返还的后果；如需适用定金罚则应写作“定金”。',
          },
          suggestion: { kind: 'replace', at: span, text: '定金' },
          confidence: 0.85,
        });
      }
    }
    return hits;
  },
};
