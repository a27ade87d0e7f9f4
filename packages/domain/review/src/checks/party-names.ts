import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { nameKey } from '../fields/read-parties.ts';

const chineseCompany =
  /(?<![\p{Script=Han}A-Za-z0-9])[\p{Script=Han}A-Za-z0-9()·]{4,40}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司|合伙企业|事务所)(?![\p{Script=Han}]{0,4}(?:分公司|分行|支行))/gu;
const englishCompany =
  /\b(?:[A-Z][\w&'.-]*\s+){1,6}(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH|PLC|N\.V|B\.V|S\.A|LP|L\.P)\b/gu;

/** 甲方 is one company here and another there; or a name is written with a letter more or less. */
export const partyNames: Check = {
  id: 'party-name-inconsistent',
  title: { en: 'A party is named in two ways', zh: '当事人名称前后不一致' },
  severity: 'high',
  clauseType: 'parties',
  find(source) {
    const roles = source.chinese ? sameRoleOtherName(source) : [];
    const known = new Set(roles.flatMap(({ spans }) => spans.map(({ start }) => start)));
    return [
      ...roles,
      ...nearlySameName(source).filter(({ spans }) => !spans.some(({ start }) => known.has(start))),
    ];
  },
};

/** Every place that says who 甲方 is: the opening, 以下简称, the places to sign. */
function sameRoleOtherName(source: CheckSource): CheckHit[] {
  const pattern =
    /(?:^|[\n\t|;；。 ])[ ]*(甲方|乙方|丙方|买方|卖方|出租方|承租方|委托方|受托方|供方|需方|发包方|承包方|采购方|供应方)[ ]*(?:\([^()\n]{1,16}\)[ ]*)*:[ ]*([\p{Script=Han}A-Za-z0-9()·]{4,40}?(?:公司|合伙企业|事务所|集团|中心|厂|店|医院|学校|大学))(?![\p{Script=Han}])/gu;
  const first = new Map<string, { name: string; span: Span }>();
  const hits: CheckHit[] = [];
  for (const match of source.text.matchAll(pattern)) {
    const [, role = '', name = ''] = match;
    const end = match.index + match[0].length;
    const span = { start: end - name.length, end };
    const known = first.get(role);
    if (!known) first.set(role, { name, span });
    else if (
      nameKey(known.name) !== nameKey(name) &&
      !hits.some(({ rationale }) => rationale.zh.includes(source.quote(span)))
    ) {
      hits.push(differing(source, role, known.span, span, 0.92));
    }
  }
  return hits;
}

function differing(source: CheckSource, role: string, a: Span, b: Span, confidence: number): CheckHit {
  const [one, other] = [source.quote(a), source.quote(b)];
  return {
    spans: [b, a],
    rationale: {
      en: `${role ? `${role} is` : 'The party is'} "${one}" in one place and "${other}" in another.`,
      zh: `${role || '同一当事人'}一处为“${one}”，另一处为“${other}”，主体不一致。`,
    },
    confidence,
  };
}

/** Names of companies that differ from a party's by one or two characters. Numbers and initials tell sisters apart. */
function nearlySameName(source: CheckSource): CheckHit[] {
  const parties = source.parties.map(({ span }) => ({ span, key: nameKey(source.slice(span)) }));
  const keys = new Set(parties.map(({ key }) => key));
  const seen = new Set<string>();
  const hits: CheckHit[] = [];
  for (const match of source.text.matchAll(source.chinese ? chineseCompany : englishCompany)) {
    const end = match.index + match[0].length;
    const found = parties.flatMap((party) => {
      const span = source.chinese ? { start: end - lengthOf(party.span), end } : { start: match.index, end };
      const key = nameKey(source.slice(span));
      if (keys.has(key) || !isSlip(party.key, key, source.chinese)) return [];
      // AFI Licensing and AWI Licensing: initials tell sisters apart.
      const [initials] = /^[A-Z]{2,5}\b/u.exec(source.slice(span)) ?? [];
      return initials !== undefined && !source.slice(party.span).startsWith(initials)
        ? []
        : [{ party, span, key }];
    })[0];
    if (!found || seen.has(found.key) || isContainedParty(source, found.span, keys)) continue;
    seen.add(found.key);
    hits.push(differing(source, '', found.party.span, found.span, 0.75));
  }
  return hits;
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

/** The tail of another party's longer name is that party's. */
function isContainedParty(source: CheckSource, { start, end }: Span, keys: ReadonlySet<string>): boolean {
  for (let from = Math.max(0, start - 12); from < start; from += 1) {
    if (keys.has(nameKey(source.text.slice(from, end)))) return true;
  }
  return false;
}

function isSlip(a: string, b: string, chinese: boolean): boolean {
  const most = chinese ? 1 : 2;
  if (a.length < (chinese ? 6 : 12) || Math.abs(a.length - b.length) > most) return false;
  if (a.startsWith(b) || b.startsWith(a) || a.endsWith(b) || b.endsWith(a)) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [inA, inB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (inA.length > most || inB.length > most) return false;
  // Fund II and Fund III, 一厂 and 二厂 are different companies.
  const telling = (part: string): boolean => /\d|^[ivx]+$|[一二三四五六七八九十东西南北中上下]/u.test(part);
  const swapped = inA.length === 2 && [...inA].reverse().join('') === inB;
  return !telling(inA) && !telling(inB) && (swapped || inA.length < 2 || inB.length < 2);
}
