import type { Span } from '@groundwork/kernel';
import { bindMention } from './bind-mention.ts';
import type { Fault } from './fault.ts';
import { findNames, readNames, type NameKeys } from './read-names.ts';
import { isWithin, wording, type Statement } from './read-statement.ts';

/** Somebody or something of which things are said; `name` is what it is told apart by. */
interface Party extends Span {
  readonly name: string;
  readonly kind: 'role' | 'name';
}

const roles =
  /\b(?:party [a-d]|buyer|seller|vendor|purchaser|supplier|customer|landlord|tenant|lessor|lessee|licensor|licensee|employer|employee|lender|borrower|contractor|subcontractor|client|company|distributor|franchisor|franchisee|guarantor|manufacturer|manager|director|agent|insurer|insured|provider|subscriber|disclosing party|receiving party|debtor|creditor|plaintiff|defendant|trustee|beneficiary)s?\b|[甲乙丙丁]方|买受人|出卖人|定作人|承揽人|托运人|承运人|收货人|寄存人|保管人|存货人|行纪人|中介人|赠与人|受赠人|出质人|质权人|抵押人|抵押权人|供电人|用电人|合伙人|监护人|被监护人|代理人|被代理人|继承人|被继承人|受益人|侵权人|被侵权人|患者|医疗机构|买方|卖方|供方|需方|[出承]租[人方]|[贷借]款人|[贷借]方|债[权务]人|保证人|委托人|受托人|[发承]包[人方]|转让[人方]|受让[人方]|(?<!被)许可[人方]|被许可[人方]|披露方|接收方|雇主|雇员|用人单位|劳动者|员工|公司|经理|主管|供应商|制造商|经销商|客户|用户|消费者|原告|被告|保险人|被保险人|投保人/gu;

/** Opposites: a claim that has one where its source has the other says the contrary. */
const opposites: readonly [string, string][] = [
  ['increas', 'decreas'], ['rise|rose|risen', 'fall|fell|fallen'], ['before', 'after'], ['maximum', 'minimum'], ['highest', 'lowest'],
  ['higher', 'lower'], ['above', 'below'], ['includ', 'exclud'], ['allow|permit', 'prohibit|forbid|forbidden'], ['accept', 'reject|refus|declin'],
  ['approv', 'reject|deni|denied'], ['earlier', 'later'], ['first', 'last'], ['open', 'close|closed'], ['enabl', 'disabl'], ['internal', 'extern'],
  ['more', 'less|fewer'], ['most', 'least'], ['paid', 'unpaid'], ['with', 'without'], ['always', 'never'], ['full', 'partial'], ['start|begin', 'end'],
  ['增加|增长|上升|提高|上调', '减少|下降|降低|下调'], ['之前|以前', '之后|以后'], ['最高|最多|最大|最长', '最低|最少|最小|最短'], ['高于|多于|大于|超过', '低于|少于|小于|不足'],
  ['以上', '以下'], ['包括|包含', '不包括|不含|不包含'], ['允许|可以', '禁止|不得'], ['接受|同意|批准', '拒绝|驳回'], ['开始|起始', '结束|终止'],
  ['有效', '无效'], ['合法', '违法|非法'], ['盈利', '亏损'], ['收入', '支出'], ['内部', '外部'], ['全部', '部分'], ['必须', '可以'], ['有偿', '无偿'],
]; // prettier-ignore

/** The same party must do the same thing: no role or name changes places with another, no word with its opposite. */
export function checkParties(claim: Statement, source: Statement): Fault | undefined {
  const known = readNames(source);
  const mine = readParties(claim, known);
  const theirs = readParties(source, known);
  const names = new Set(theirs.map((party) => party.name));
  for (const party of mine) {
    const words = wording(claim, party.start, party.end);
    if (!names.has(party.name)) continue;
    const binding = bindMention(
      claim,
      party,
      source,
      theirs.filter((other) => other.kind === party.kind),
      {
        agrees: (other) => other.name === party.name,
        claimMentions: mine,
        sourceMentions: theirs,
      },
    );
    if (binding?.mixed) {
      const stated = wording(source, binding.mixed.start, binding.mixed.end);
      return { reason: 'name', detail: `"${words}" is said to do what the source says of "${stated}"` };
    }
  }
  return checkRelations(claim, mine, source, theirs) ?? checkOpposites(claim, source);
}

function readParties(statement: Statement, known: readonly NameKeys[]): Party[] {
  const found: Party[] = [...statement.folded.text.matchAll(roles)].map((match) => ({
    name: match[0].replace(/s$/, ''),
    kind: 'role',
    start: match.index,
    end: match.index + match[0].length,
  }));
  const named = findNames(statement, known)
    .filter((name) => !isWithin(name, found))
    .map((name): Party => ({ ...name, kind: 'name' }));
  return [...found, ...named].sort((a, b) => a.start - b.start);
}

/** "A … B" between two parties of one clause, as comparable text: who does what to whom. */
function relations(
  statement: Statement,
  parties: readonly Party[],
): { from: string; to: string; doing: string }[] {
  return parties.flatMap((party, index) => {
    const next = parties[index + 1];
    if (!next || next.name === party.name) return [];
    const doing = statement.folded.text
      .slice(party.end, next.start)
      .replace(/\b(?:the|an?)\b/g, ' ')
      .replace(/ +/g, ' ')
      .trim();
    return /[,.;!?¦]/.test(doing) || doing.length > 40 ? [] : [{ from: party.name, to: next.name, doing }];
  });
}

/** The source has the same relation the other way round, and not this way. */
function checkRelations(
  claim: Statement,
  mine: readonly Party[],
  source: Statement,
  theirs: readonly Party[],
): Fault | undefined {
  const stated = relations(source, theirs);
  for (const { from, to, doing } of relations(claim, mine)) {
    const same = stated.filter(
      (relation) =>
        relation.doing === doing && /[\p{L}]/u.test(doing) && !/^(?:and|or|&|[和与及或])$/u.test(doing),
    );
    if (same.some((relation) => relation.from === from && relation.to === to)) continue;
    if (same.some((relation) => relation.from === to && relation.to === from)) {
      return { reason: 'name', detail: `"${from}" and "${to}" have changed places` };
    }
  }
  return undefined;
}

function checkOpposites(claim: Statement, source: Statement): Fault | undefined {
  for (const pair of opposites) {
    for (const [mine, contrary] of [pair, [pair[1], pair[0]] as const]) {
      const said = find(claim, mine);
      if (said === undefined || find(claim, contrary) !== undefined || find(source, mine) !== undefined)
        continue;
      const stated = find(source, contrary);
      if (stated !== undefined)
        return { reason: 'negation', detail: `"${said}" where the source says "${stated}"` };
    }
  }
  return undefined;
}

function find(statement: Statement, alternatives: string): string | undefined {
  return alternatives
    .split('|')
    .find((word) =>
      /\p{Script=Han}/u.test(word)
        ? statement.folded.text.includes(word)
        : statement.tokens.some((token) => token.key === word || token.text === word),
    );
}
