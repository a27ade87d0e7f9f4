import type { Check, CheckHit } from './check.ts';

const pattern =
  /(?:向|由|提交|提请|至)?\s*(甲方|乙方|买方|卖方|供方|需方|委托方|受托方|出租方|承租方|发包方|承包方)\s*(?:住所地|所在地|注册地|经营地)(?:有管辖权的?)?(?:的)?(?:人民法院|法院|仲裁委员会|仲裁机构)/u;

/** The courts at one side's seat: dear for the other. */
export const forumOfOtherSide: Check = {
  id: 'forum-of-one-side',
  title: { en: 'Courts at one side’s seat', zh: '争议由一方所在地管辖' },
  severity: 'low',
  clauseType: 'dispute-resolution',
  legalBasis: { zh: '《中华人民共和国民事诉讼法》第三十五条' },
  find(source) {
    const first = [...source.saying(pattern)][0];
    if (!first) return [];
    const who = first.match[1]!;
    const aliases = source.parties.find((party) => party.aliases.includes(who))?.aliases ?? [who];
    const found: CheckHit = {
      spans: [first.span, first.sentence],
      favours: [...aliases],
      severity: 'low',
      rationale: {
        en: `Disputes go to the courts at the seat of ${who}.`,
        zh: `争议由${who}所在地管辖，对另一方诉讼成本较高；可改为被告所在地或合同履行地管辖。`,
      },
      confidence: 0.85,
    };
    return [found];
  },
};
