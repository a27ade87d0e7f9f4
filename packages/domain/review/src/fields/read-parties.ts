import type { Span } from '@groundwork/kernel';
import { readJurisdictions } from './values/read-jurisdictions.ts';

/** A party as a contract introduces it. */
export interface PartyMention {
  /** The name alone. */
  readonly span: Span;
  /** What the contract calls it afterwards, in order: "Supplier", "甲方", "Acme". */
  readonly aliases: readonly string[];
  readonly confidence: number;
}

/** Corporate endings, as the source of an expression over words: they tell a company from any capitalised phrase. */
const suffix =
  '(?:Inc|Incorporated|L\\.?\\s?L\\.?\\s?C|L\\.?L\\.?P|L\\.\\s?P|LP|Ltd|Limited|Corp|Corporation|Company|Co|P\\.?L\\.?C|S\\.?A\\.?S|S\\.?A|N\\.?V|B\\.?V|GmbH|A\\.?G|Pty|S\\.?p\\.?A|S\\.?R\\.?L|A/S|AB|Oy|KK|K\\.K|Pte|Bhd|Bank|Trust|University|Association|Partnership|Foundation|Fund|Institute|Center|Holdings?|Group|N\\.A|FSB|S\\.?L|Hospital|Authority|Society)';
const word =
  "(?:[A-Z\\u00c0-\\u017d][\\w.&'@/+*\\u00c0-\\u017f-]*|(?:inc|llc|ltd|corp)\\b|[a-z][\\w-]*\\.com\\b|\\d[\\w.&'@-]*)";
/** What a contract calls a party afterwards is not the party's name. */
const generic =
  /^(?:the\s+)?(?:company|companies|consultant|supplier|customer|client|distributor|agent|agency|buyer|seller|vendor|provider|licensor|licensee|reseller|manufacturer|contractor|subcontractor|employee|executive|owner|sponsor|borrower|lender|lessor|lessee|landlord|tenant|purchaser|recipient|member|members|you|we|us|bank|trust|university|association|commercialization|wales|scotland)$/iu;
const joint = `(?:\\s+(?:&\\s+|of\\s+(?:the\\s+)?|de\\s+|for\\s+|\\+\\s+|-\\s+|and\\s+(?=${word}(?:\\s+${word}){0,2},?\\s+${suffix}\\b))?|,\\s*(?=${suffix}\\b))`;
const name = new RegExp(
  `(?:[Tt][Hh][Ee]\\s+)?${word}(?:${joint}(?:\\([A-Z][\\w .]*\\)\\s*)?(?!(?:a|an|and|AND|having|with)\\b)${word})*`,
  'uy',
);
const hasSuffix = new RegExp(`(?:^|[\\s,])${suffix}\\.?$`, 'iu');
const anchor =
  /\b(?:by\s+and\s+(?:between|among(?:st)?)|(?:is|made|entered\s+into|agreement)\b[^.]{0,80}?\b(?:between|among)|between|among)\b\s*:?/giu;
const windowEnd =
  /\bW\s*H\s*E\s*R\s*E\s*A\s*S\b|\bRECITALS?\b|\bRecitals\b|W\s*I\s*T\s*N\s*E\s*S\s*S\s*E\s*T\s*H|\bNOW,?\s+THEREFORE|\bBACKGROUND\b|\bBackground\b|\b(?:may|shall|will|are|is)\s+(?:each\s+)?(?:be\s+)?(?:sometimes\s+|hereinafter\s+|also\s+)?(?:be\s+)?(?:individually|collectively|referred)|\bagree\s+as\s+follows|TABLE\s+OF\s+CONTENTS|\bPRELIMINARY\s+STATEMENT|\b1\.\s+[A-Z]|\bPREAMBLE\b|\bARTICLE\s+[1I]\b/u;
const notName =
  /^(?:the\s+)?(?:this|that|agreement|effective date|parties|party|whereas|recitals?|exhibit|article|section|each|its|collectively|individually|subsidiaries|affiliates|any|all|if|in|for|article|attention|state|county|city|date|dated|north|south|united states|confidential|source|page|term|january|february|march|april|may|june|july|august|september|october|november|december)\b/iu;

const roleWords =
  '甲方|乙方|丙方|丁方|买方|卖方|买受人|出卖人|需方|供方|采购方|采购人|供应方|供应商|供货方|委托方|委托人|受托方|受托人|发包方|发包人|承包方|承包人|出租方|出租人|承租方|承租人|转让方|转让人|受让方|受让人|许可方|被许可方|披露方|接收方|服务方|服务商|客户|出借人|贷款人|借款人|保证人|担保人|抵押人|抵押权人|用人单位|劳动者|定作方|定作人|承揽方|承揽人|投资方|目标公司|合伙人|经销商|代理商|房东|租客';
const labelled = new RegExp(
  `(?<open>^|[\\n\\t|;；。]|(?<![与和向由为对及给]))[ ]*(?<role>${roleWords})[ ]*(?:\\((?<alias>[^()\\n]{1,16})\\))?[ ]*(?:\\((?:以下)?[^()\\n]{0,12}\\))?[ ]*[:]\\s*(?<name>[^\\s，,。;；:|_【\\[(<《][^\\s，,。;；:|_【\\[<《]{1,59})`,
  'gu',
);
const abbreviated = new RegExp(
  `(?<name>[\\p{Script=Han}A-Za-z0-9()·&.]{4,50}?)\\s*\\((?:以下|下)?[^()]{0,8}?(?:简称|称)(?:为|作)?[:]?\\s*["「『]?(?<role>[^"」』()，,;；]{1,16})["」』]?[^()]{0,16}\\)`,
  'gu',
);
const company =
  /(?:公司|企业|集团|厂|店|中心|院|校|学|所|局|会|社|行|部|合伙|LLC|Ltd\.?|Limited|Inc\.?|GmbH)\)?$/iu;

/** The parties that a contract introduces, in order of appearance; the folded text is expected. */
export function readParties(text: string, chinese: boolean): PartyMention[] {
  return chinese ? readChineseParties(text) : readEnglishParties(text);
}

function readChineseParties(text: string): PartyMention[] {
  const found: PartyMention[] = [];
  const head = text.slice(0, 6000);
  for (const match of head.matchAll(labelled)) {
    const { open = '', role = '', alias, name: written = '' } = match.groups ?? {};
    const cut = written.replace(
      /(?:法定代表人|统一社会|地址|住所|签订|签约|住址|联系|电话|身份证|\(?盖章|\(?签[字章]|乙方|授权代表|委托代理人).*$/u,
      '',
    );
    const trimmed = cut.replace(/\((?:以下|下|盖|公|签).*$/u, '').replace(/\($/, '');
    if (
      trimmed.length < 2 ||
      !/[\p{L}]/u.test(trimmed) ||
      /^(?:法定代表|地址|盖章|签字|日期|年|月)/u.test(trimmed)
    )
      continue;
    // Where lines have run together only a company's name is surely a name.
    if (open === '' && match.index > 0 && !company.test(trimmed)) continue;
    const start = match.index + match[0].length - written.length;
    const aliases = [role, ...(alias && !/盖章|签|公章/u.test(alias) ? [alias] : [])];
    add(found, text, {
      span: { start, end: start + trimmed.length },
      aliases,
      confidence: company.test(trimmed) ? 0.95 : 0.8,
    });
  }
  for (const match of head.matchAll(abbreviated)) {
    const { role = '', name: written = '' } = match.groups ?? {};
    const bare = written.replace(
      /^.*(?:由|与|和|及|:|是)(?=\p{Script=Han}{2,}.*(?:公司|企业|中心|厂|院|学|集团))/u,
      '',
    );
    if (!company.test(bare) || /(?:本合同|本协议)$/u.test(bare)) continue;
    const start = match.index + written.length - bare.length;
    add(found, text, { span: { start, end: start + bare.length }, aliases: [role], confidence: 0.9 });
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** The same name again is the same party: its other names are kept together. */
function add(found: PartyMention[], text: string, mention: PartyMention): void {
  const written = text.slice(mention.span.start, mention.span.end);
  const known = found.findIndex((other) => sameName(text.slice(other.span.start, other.span.end), written));
  if (known < 0) found.push(mention);
  else {
    const { aliases, ...rest } = found[known]!;
    found[known] = { ...rest, aliases: [...new Set([...aliases, ...mention.aliases])] };
  }
}

function readEnglishParties(text: string): PartyMention[] {
  const head = text.slice(0, 20_000);
  let best: PartyMention[] = [];
  for (const match of head.matchAll(anchor)) {
    const start = match.index + match[0].length;
    const rest = text.slice(start, start + 3000);
    const end = windowEnd.exec(rest)?.index ?? Math.min(rest.length, 2500);
    const parties = readIntroductions(text, { start, end: start + end });
    if (rank(parties) > rank(best)) best = parties;
    if (best.length >= 2 && best.every((party) => party.aliases.length > 0)) break;
  }
  return best.length >= 2 ? best : merge(best, readDefinitions(text));
}

/** Where no "between" leads to them: names of companies with what they are called, in the opening. */
function readDefinitions(text: string): PartyMention[] {
  const end = Math.min(text.length, 5000);
  const start = /\bagreement\b/iu.exec(text.slice(0, end))?.index ?? 0;
  return readIntroductions(text, { start, end })
    .filter(({ span, aliases }) => aliases.length > 0 && hasSuffix.test(text.slice(span.start, span.end)))
    .slice(0, 4);
}

function merge(first: readonly PartyMention[], second: readonly PartyMention[]): PartyMention[] {
  const others = second.filter(
    ({ span }) => !first.some((known) => known.span.start < span.end && known.span.end > span.start),
  );
  return [...first, ...others].sort((a, b) => a.span.start - b.span.start);
}

function rank(parties: readonly PartyMention[]): number {
  const best = parties.map(({ confidence }) => confidence).sort((a, b) => b - a);
  return best.slice(0, 2).reduce((sum, confidence) => sum + confidence, 0) + parties.length / 100;
}

function readIntroductions(text: string, window: Span): PartyMention[] {
  const found: PartyMention[] = [];
  const starts = [window.start];
  const separator =
    /(?:\)\s*,|\band\b:?|\bAND\b:?|\b(?:with|which|by|between|among)\b:?|\bParty\s+[A-D]\s*:|;|\n|\(\s*(?:1|2|3|i|ii|iii|a|b)\s*\))\s*(?:[-–]+\s*(?:and\s*[-–]+)?)?\s*/giu;
  for (const match of text.slice(window.start, window.end).matchAll(separator)) {
    starts.push(window.start + match.index + match[0].length);
  }
  for (const [index, from] of starts.entries()) {
    const at =
      from +
      (/^(?:[\s:,"'().–-]|\d{1,2}[.)]\s|(?:and|AND|between|BETWEEN)\b)*?(?=(?!(?:AND|BETWEEN)\b)[A-Z\u00c0-\u017d\d]|the\s+[A-Z]|[a-z][\w-]*\.com\b)/u.exec(
        text.slice(from, from + 30),
      )?.[0].length ?? 0);
    name.lastIndex = at;
    const match = name.exec(text);
    if (!match || at >= window.end) continue;
    const written = trimName(match[0]);
    if (written.length < 3 || notName.test(written) || generic.test(written) || isPlace(written)) continue;
    // "5.2 Confidentiality": a number opens a name only where the name is a company's.
    if (/^\d/u.test(written) && !hasSuffix.test(written)) continue;
    const end = at + written.length;
    if (found.some((party) => at < party.span.end)) continue;
    const next = starts
      .slice(index + 1)
      .find((start) => start > end + 3 && /^\s*(?:the\s+)?[A-Z]/u.test(text.slice(start, start + 12)));
    const description = text.slice(end, Math.min(window.end, Math.max(end + 10, (next ?? window.end) + 160)));
    const aliases = readAliases(description);
    const incorporated =
      hasSuffix.test(written) ||
      (/^\.?,?\s+(?:an?\s|[("]|doing\s)/u.test(description.slice(0, 8)) && aliases.length > 0);
    if (!incorporated && !(aliases.length > 0 && /\s/.test(written))) continue;
    found.push({
      span: { start: at, end },
      aliases,
      confidence: (incorporated ? 0.55 : 0.4) + (aliases.length > 0 ? 0.35 : 0),
    });
  }
  return found;
}

/** `(the "Supplier")`, `("Excite@Home" or "Excite")`; a full stop that is part of "Inc." stays with the name. */
function readAliases(description: string): string[] {
  const quoted =
    /\(([^()]{0,120}?["'][^()]{1,120})\)|(?:referred\s+to\s+as|hereinafter,?)\s+["-]([^"()]{2,40})["]?/iu.exec(
      description,
    );
  if (!quoted) return [];
  const names = [...(quoted[1] ?? `"${quoted[2]}"`).matchAll(/["']\s*([^"']{2,40}?)[,.]?\s*["']/gu)].map(
    (match) => match[1]!,
  );
  return names
    .map((alias) => alias.replace(/^the\s+/iu, ''))
    .filter((alias) => !/^(?:part(?:y|ies)|agreement)$/iu.test(alias));
}

function trimName(written: string): string {
  const cut = written
    .replace(/\s+(?:AND|WHEREAS|RECITALS|AGREEMENT|DATED|WITNESSETH|BETWEEN|Source|TABLE)\b.*$/su, '')
    .replace(new RegExp(`^(.*?[\\s,]${suffix}\\b\\.?)\\s+(?:and|of)\\s.*$`, 'su'), '$1');
  const end = cut.replace(/[\s,&-]+$/u, '');
  return end.replace(/(?<!\b(?:Inc|Ltd|Corp|Co|L\.L\.C|L\.P|S\.A|N\.A|B\.V|N\.V|[A-Z]))\.$/u, '');
}

function isPlace(written: string): boolean {
  const [place] = readJurisdictions(written);
  return place !== undefined && place.start === 0 && place.end === written.length;
}

/** Whether two names name one party, however spaced, cased or punctuated. */
export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

/** A name without case, spacing and punctuation. */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/^the\s+/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
