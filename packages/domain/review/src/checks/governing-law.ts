import type { Check } from './check.ts';
import { readLawChoices } from '../fields/extract-law.ts';
import { readForumChoices } from '../fields/extract-forum.ts';
import { countryOf, readJurisdictions } from '../fields/values/read-jurisdictions.ts';

/** Two laws chosen in two places for the whole contract. */
export const conflictingGoverningLaw: Check = {
  id: 'conflicting-governing-law',
  title: { en: 'Two governing laws', zh: '适用法律前后冲突' },
  severity: 'high',
  clauseType: 'governing-law',
  find(source) {
    const plain = source.chinese
      ? /本合同|本协议|合同的|协议的|法律适用|适用法律/u
      : /\b(?:this|the)\s+(?:\w+\s+){0,3}agreement\b[^.;]{0,160}\b(?:govern|constru|interpret)\w*/iu;
    const partial =
      /\b(?:except|provided|to\s+the\s+extent|with\s+respect\s+to|regarding|if\s+(?:the|any)|matters|addendum|exhibit|schedule|guarant\w+|arbitration)\b|除外|如果|仅就|附件/iu;
    const choices = readLawChoices(source).filter(
      ({ confidence, sentence }) =>
        confidence >= 0.8 && plain.test(source.slice(sentence)) && !partial.test(source.slice(sentence)),
    );
    const first = choices[0];
    const other = choices.find(
      ({ code, sentence }) =>
        first !== undefined &&
        code !== first.code &&
        sentence !== first.sentence &&
        countryOf(code) !== first.code &&
        countryOf(first.code) !== code,
    );
    if (!first || !other) return [];
    return [
      {
        spans: [first, other].map(({ start, end }) => ({ start, end })),
        rationale: {
          en: `The contract is governed by the law of ${first.name} in one place and of ${other.name} in another.`,
          zh: `合同一处适用“${source.quote(first)}”法律，另一处适用“${source.quote(other)}”法律。`,
        },
        confidence: 0.8,
      },
    ];
  },
};

/** The law of one country, the courts of another: allowed, and worth knowing. */
export const lawAndForumDiffer: Check = {
  id: 'law-and-forum-differ',
  title: { en: 'Law of one country, courts of another', zh: '适用法律与争议解决地不在同一法域' },
  severity: 'info',
  clauseType: 'dispute-resolution',
  find(source) {
    const law = readLawChoices(source)[0];
    if (!law || law.confidence < 0.8) return [];
    for (const { kind, span, sentence } of readForumChoices(source)) {
      const words = source.slice(sentence);
      if (
        !/\b(?:disputes?|arising|exclusive|submits?|jurisdiction\s+of|venue|brought)\b|争议|纠纷|提交|起诉|管辖/iu.test(
          words,
        )
      )
        continue;
      const place = kind === 'court' ? source.slice(span) : words;
      const countries = new Set(readJurisdictions(place).map(({ code }) => countryOf(code)));
      const country = [...countries][0];
      if (countries.size !== 1 || country === undefined || country === countryOf(law.code)) continue;
      return [
        {
          spans: [span, { start: law.start, end: law.end }],
          rationale: {
            en: `The law is that of ${law.name}; disputes go to "${source.quote(span)}".`,
            zh: `适用“${source.quote(law)}”法律，争议却提交“${source.quote(span)}”解决，查明与执行成本较高。`,
          },
          confidence: 0.7,
        },
      ];
    }
    return [];
  },
};
