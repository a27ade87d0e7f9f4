import type { Check, CheckHit } from './check.ts';
import { isNegated } from '../playbook/is-negated.ts';

const chinese =
  /(?:承担|负|赔偿)[^。；;，,]{0,16}(?:一切|全部|所有|任何)(?:的)?(?:直接(?:和|及|、|或)间接|经济|法律)?(?:损失|责任|后果|费用|赔偿)|无限(?:连带)?责任|(?:赔偿|承担)[^。；;，,]{0,12}(?:包括但不限于|包含)?[^。；;]{0,12}间接(?:损失|经济损失)|(?:责任|赔偿(?:金额|数额|额)?)(?:均)?(?:不设|不受|无)(?:任何)?(?:上限|限额|限制)/u;
const english =
  /\bunlimited\s+(?:liability(?!\s+(?:compan|partner|corporation))|indemnit\w+)|\bliab\w*\b[^.;]{0,40}\bshall\s+be\s+unlimited\b|\bwithout\s+(?:any\s+)?(?:limit|limitation|cap)\s+(?:of|on|as\s+to)\s+(?:its\s+|the\s+)?liability\b|\bliable\b[^.;]{0,60}\b(?:any\s+and\s+all|all)\s+(?:losses|damages)[^.;]{0,80}\b(?:including|whether)\b[^.;]{0,60}\b(?:indirect|consequential)/iu;
const cap =
  /(?:责任|赔偿)(?![^。；;]{0,20}(?:不设|没有|无|不受))[^。；;]{0,60}(?:不超过|不得超过|为限|上限|最高)|\bliab\w*\b[^.;]{0,240}\b(?:exceed|limited\s+to|cap(?:ped)?)\b/iu;
const owed =
  /(甲方|乙方|丙方|买方|卖方|供方|需方|委托方|受托方|承包方|发包方|出租方|承租方|违约方)[^，,。；;甲乙丙]{0,30}$/u;
/** Who answers for all gains nothing, the other side does. */
const other: Readonly<Record<string, string>> = { 甲方: '乙方', 乙方: '甲方', 买方: '卖方', 卖方: '买方', 供方: '需方', 需方: '供方', 委托方: '受托方', 受托方: '委托方', 承包方: '发包方', 发包方: '承包方', 出租方: '承租方', 承租方: '出租方' }; // prettier-ignore

/** A duty to answer for every loss, indirect ones too, in a contract without a cap. */
export const unlimitedLiability: Check = {
  id: 'unlimited-liability',
  title: { en: 'Liability without limit', zh: '责任无上限' },
  severity: 'high',
  clauseType: 'uncapped-liability',
  legalBasis: { zh: '《中华人民共和国民法典》第五百八十四条（损失赔偿以可预见为限）' },
  find(source) {
    if (cap.test(source.text)) return [];
    const hits: CheckHit[] = [];
    for (const { sentence, words, match, span } of source.saying(source.chinese ? chinese : english)) {
      if (isNegated(words.toLowerCase(), match.index, match.index + match[0].length)) continue;
      const bearer = owed.exec(words.slice(0, match.index))?.[1];
      const favours = bearer === undefined ? undefined : other[bearer];
      hits.push({
        spans: [span, sentence],
        rationale: {
          en: 'Whoever is liable here answers for every loss, and nothing in the contract caps it.',
          zh: `${bearer ?? '责任方'}须对“${source.quote(span)}”负责，合同未约定责任上限。`,
        },
        ...(favours !== undefined && { favours: [favours] }),
        confidence: 0.75,
      });
    }
    return hits.slice(0, 3);
  },
};
