import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { readForumChoices } from '../fields/extract-forum.ts';

const interim =
  /保全|临时措施|执行|撤销|不予执行|确认效力|\b(?:injunct\w*|equitable|interim|provisional|enforc\w*|enter(?:ed|ing)?|judgment|confirm\w*|aid\s+of|compel|vacate|specific\s+performance|except|other\s+than|small\s+claims)\b/iu;
const either =
  /(?:仲裁[^。；;]{0,40}(?:或者?|也可|亦可|又可|并可)[^。；;]{0,30}(?:法院|起诉|诉讼)|(?:法院|起诉|诉讼)[^。；;]{0,40}(?:或者?|也可|亦可|又可)[^。；;]{0,30}仲裁)/u;

/** 或裁或审: the same dispute may go to arbitration or to court. Such an agreement to arbitrate has no effect. */
export const arbitrationOrLitigation: Check = {
  id: 'arbitration-or-litigation',
  title: { en: 'Arbitration and court for the same dispute', zh: '或裁或审：仲裁条款无效风险' },
  severity: 'high',
  clauseType: 'dispute-resolution',
  legalBasis: { zh: '《最高人民法院关于适用〈中华人民共和国仲裁法〉若干问题的解释》第七条' },
  find(source) {
    for (const { sentence, words, span } of source.saying(either)) {
      if (!interim.test(words) && !/劳动|人事争议/u.test(source.text.slice(0, 4000) + words))
        return [hit([span, sentence])];
    }
    return acrossSentences(source);
  },
};

/** Two sentences near each other, each sending every dispute somewhere else. */
function acrossSentences(source: CheckSource): CheckHit[] {
  const choices = readForumChoices(source).filter(({ sentence }) => !interim.test(source.slice(sentence)));
  const all = /争议|纠纷|\b(?:any|all|every)\s+(?:and\s+all\s+)?(?:disputes?|controvers\w+|claims?)\b/iu;
  const firm = source.chinese ? /仲裁|法院|起诉|诉讼/u : /\b(?:shall|will|must|exclusive)\b/iu;
  const arbitration = choices.find(
    ({ kind, sentence }) =>
      kind === 'arbitration' && all.test(source.slice(sentence)) && firm.test(source.slice(sentence)),
  );
  const court = choices.find(
    ({ kind, sentence }) =>
      kind === 'court' &&
      sentence !== arbitration?.sentence &&
      all.test(source.slice(sentence)) &&
      firm.test(source.slice(sentence)) &&
      !/仲裁|\barbitrat/iu.test(source.slice(sentence)),
  );
  if (!arbitration || !court || Math.abs(arbitration.sentence.start - court.sentence.start) > 1500) return [];
  if (source.chinese && /劳动/u.test(source.text.slice(0, 3000))) return [];
  return [hit([arbitration.span, court.span])];
}

function hit(spans: CheckHit['spans']): CheckHit {
  return {
    spans,
    rationale: {
      en: 'The contract sends the same disputes to arbitration and to court: which one has jurisdiction is open, and the arbitration clause may have no effect.',
      zh: '合同约定争议既可申请仲裁又可向法院起诉（或同时约定两者），仲裁协议一般无效，争议解决途径不确定。',
    },
    confidence: 0.85,
  };
}
