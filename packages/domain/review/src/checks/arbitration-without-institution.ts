import type { Check } from './check.ts';
import { readForumChoices } from '../fields/extract-forum.ts';

const named =
  /仲裁(?:委员会|中心|院)|仲裁委|贸仲|CIETAC|HKIAC|SIAC|LCIA|\bICC\b|UNCITRAL|临时仲裁|\bAAA\b|JAMS|\bArbitration\s+(?:Association|Cent(?:re|er)|Commission|Institute|Board|Court|Rules|Act|Service)|Chamber\s+of\s+Commerce|Court\s+of\s+(?:International\s+)?Arbitration|\brules\b|\barbitrators?\b[^.]{0,80}\b(?:appoint|select|chosen|choose|designat)/iu;
const sends =
  /(?:提交|申请|提请|由|通过|以)[^。；;]{0,24}仲裁|\b(?:settled|resolved|submitted|submit|referred|determined|decided|subject)\b[^.;]{0,80}\barbitration\b(?!\s+(?:costs?|fees|expenses))/iu;
/** Names a place or "the relevant body" where an institution is due. */
const vague =
  /(?:当地|有关|相关|所在地(?:的)?|合同(?:签订|履行)地(?:的)?|有管辖权的)仲裁(?:委员会|机构|部门)/u;

/** An agreement to arbitrate that names no institution, or more than one, has no effect without a later agreement. */
export const arbitrationWithoutInstitution: Check = {
  id: 'arbitration-without-institution',
  title: { en: 'Arbitration without a named institution or rules', zh: '仲裁机构约定不明' },
  severity: 'high',
  clauseType: 'dispute-resolution',
  legalBasis: {
    zh: '《中华人民共和国仲裁法》关于仲裁协议应当载明选定的仲裁委员会的规定；仲裁法解释第三条至第六条',
  },
  find(source) {
    const choices = readForumChoices(source).filter(({ kind }) => kind === 'arbitration');
    const place = choices[0];
    if (!place) return [];
    const clause = source.text.slice(Math.max(0, place.sentence.start - 1500), place.sentence.end + 2500);
    const unclear = [...source.saying(vague)][0];
    const rationale = {
      en: 'Disputes go to arbitration, but no institution, rules or way to appoint arbitrators is named nearby.',
      zh: '约定提交仲裁，但未写明具体的仲裁委员会名称，仲裁协议可能因约定不明而无效。',
    };
    if (unclear) return [{ spans: [unclear.span], rationale, confidence: 0.85 }];
    if (named.test(clause) || named.test(source.text) || /劳动/u.test(source.text.slice(0, 3000))) return [];
    const firm = choices.find(({ sentence }) => sends.test(source.slice(sentence)));
    if (!firm) return [];
    // In English contracts statutes appoint where the parties do not: less grave.
    return [
      {
        spans: [firm.span, firm.sentence],
        rationale,
        severity: source.chinese ? 'high' : 'low',
        confidence: 0.75,
      },
    ];
  },
};
