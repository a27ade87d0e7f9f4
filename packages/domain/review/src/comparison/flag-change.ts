import type { ChangeFlag } from './comparison.ts';

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec';
const numeral = '〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳參陸';
const wordNumber =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|twice|double)';

/** What in a text carries weight. Each list is compared old against new: what is in both changes nothing. */
const signals: Readonly<Record<Exclude<ChangeFlag, 'punctuation' | 'case'>, RegExp>> = {
  number: new RegExp(
    `\\p{Nd}+(?:[.,．，]\\p{Nd}+)*|\\b${wordNumber}\\b|[${numeral}]{2,}|[${numeral}](?=[年月日天元个個份%条條款项項倍成期次周週小])`,
    'giu',
  ),
  negation:
    /\b(?:not|no|never|none|neither|nor|without|cannot|prohibited|excluding|exclude[sd]?|except|un(?:less|able)|non)\b|n['’]t\b|不|未|无|無|非|勿|禁止|没有|沒有|免除|除外|拒绝/giu,
  date: new RegExp(
    `\\b(?:${months})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?|\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:${months})\\b(?:,?\\s+\\d{4})?|\\b(?:${months})\\s+\\d{4}|\\b\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}\\b|\\b\\d{1,2}/\\d{1,2}/\\d{2,4}\\b|[\\d〇零一二三四五六七八九]{2,4}\\s*年(?:\\s*[\\d一二三四五六七八九十]{1,3}\\s*月)?(?:\\s*[\\d一二三四五六七八九十]{1,3}\\s*[日号號])?|[\\d一二三四五六七八九十]{1,3}\\s*月\\s*[\\d一二三四五六七八九十]{1,3}\\s*[日号號]`,
    'giu',
  ),
  currency:
    /[$€£¥￥₹]|\b(?:USD|EUR|GBP|CNY|RMB|JPY|HKD|CHF|AUD|CAD|SGD|INR|dollars?|euros?|pounds? sterling|yuan|renminbi|yen)\b|人民币|人民幣|美元|欧元|歐元|英镑|英鎊|日元|日圆|港币|港幣|港元|(?<=[\d〇零一二两三四五六七八九十百千万亿元])元|圆整|元整/giu,
  percentage: /[%％‰]|\bper\s?cent\b|\bpercentage\b|百分之|千分之|万分之|萬分之/giu,
  duration:
    /\b(?:(?:business|calendar|working)\s+)?(?:days?|weeks?|months?|years?|quarters?|hours?)\b|工作日|自然日|(?<=[\d〇零一二两三四五六七八九十百])(?:日|天|周|个月|個月|年|小时)/giu,
  party:
    /\b(?:the\s+)?(?:Buyer|Seller|Supplier|Vendor|Customer|Client|Licensor|Licensee|Provider|Contractor|Employer|Employee|Landlord|Tenant|Lessor|Lessee|Borrower|Lender|Company|Consultant|Distributor|Manufacturer|Purchaser|Investors?|Founders?|Stockholders?|Shareholders?|Executive|Recipient|Discloser|(?:Disclosing|Receiving|Indemnif(?:ied|ying)|Other|First|Second)\s+Party|Party\s+[AB]|Parties|Party|Board|Director|Officer|Worker|Covenantor|Partners?|General Partner|Limited Partners?|Manager|Fund)\b|\b(?:[A-Z][\w&.-]*\s+){1,5}(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|GmbH|LLP|LP|PLC|S\.A)\b\.?|[甲乙丙丁]方|买方|卖方|買方|賣方|需方|供方|出租方|承租方|委托方|受托方|发包[人方]|承包[人方]|借款[人方]|贷款[人方]|披露方|接收方|双方|雙方|守约方|违约方|[\p{Script=Han}（）()]{2,30}?(?:公司|集团|事务所|研究院|中心)/gu,
  condition:
    /\b(?:if|unless|provided(?:,)?\s+that|provided|subject to|except|only|until|in the event|so long as|as long as|conditional|contingent|notwithstanding|upon|where|when)\b|如果|如|若|除非|但书|但|除外|前提|条件|條件|仅|僅|方可|的情况下|的,|时，|以.{0,8}为准/giu,
  obligation:
    /\b(?:shall|must|may|will|should|agrees? to|is (?:entitled|required|obliged) to|best efforts|reasonable efforts|sole discretion)\b|应当|應當|应|應|必须|必須|须|可以|有权|有權|得以|义务|義務|尽力/giu,
  reference:
    /\b(?:Section|Article|Clause|Exhibit|Schedule|Appendix|Annex)s?\s+[\dA-Z][\w.()]*|第\s*[〇零一二三四五六七八九十百\d.]+\s*[条條款项項章节節]|附件[一二三四五六七八九十\d]+/gu,
};

const letters = /[\p{L}\p{N}]/u;

/** What a change touches: signals that stand more often on one side than on the other. */
export function flagChange(before: string, after: string): ChangeFlag[] {
  const flags: ChangeFlag[] = [];
  for (const [flag, pattern] of Object.entries(signals) as [keyof typeof signals, RegExp][]) {
    if (differ(found(before, pattern), found(after, pattern))) flags.push(flag);
  }
  if (flags.length > 0) return flags;
  const [bareBefore, bareAfter] = [bare(before), bare(after)];
  if (bareBefore === bareAfter) return ['punctuation'];
  return bareBefore.toLowerCase() === bareAfter.toLowerCase() ? ['case'] : [];
}

function found(text: string, pattern: RegExp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [raw] of text.matchAll(pattern)) {
    const key = raw.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function differ(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  if (a.size !== b.size) return true;
  for (const [key, times] of a) if (b.get(key) !== times) return true;
  return false;
}

function bare(text: string): string {
  return [...text.normalize('NFKC')].filter((sign) => letters.test(sign)).join('');
}
