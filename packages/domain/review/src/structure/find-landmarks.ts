import type { Span } from '@groundwork/kernel';
import type { Clause } from './contract-structure.ts';
import { readChinese } from './read-numeral.ts';
import type { Line } from './read-lines.ts';

/** Where a part of a contract begins that has no number among its clauses. */
export interface Landmark {
  readonly kind: Exclude<Clause['kind'], 'clause' | 'definition'> | 'operative';
  readonly start: number;
  /** Of a schedule: "Exhibit A", "附件一" as printed. */
  readonly label?: Span;
  /** Of a schedule: "exhibit", "附件". */
  readonly word?: string;
  readonly number?: string;
}

const documents =
  '(?:AGREEMENT|Agreement|AMENDMENT|Amendment|CONTRACT|Contract|ADDENDUM|Addendum|LEASE|Lease|DEED|Deed|STATEMENT|Statement|LICENSE|License|Charter|CHARTER|Memorandum|MEMORANDUM|Letter|Instrument)';
const englishPreamble = new RegExp(
  `\\b(?:THIS|This)\\s(?:(?!\\b(?:shall|may|will|must)\\b)[^.;]){0,220}?(?:${documents}|agreement|contract)\\b(?:(?!\\b(?:shall|may|will|must)\\b)[^;]){0,260}?\\b(?:made|entered|dated|effective|between|executed|among|is by|is an?|consists|provides)\\b|` +
    `\\b(?:AGREEMENT|Agreement)\\s(?:made|entered|dated|is made)\\b|^(?:BETWEEN|Between|PARTIES|Parties)\\b:?\\s*$`,
  'm',
);
const roles =
  '(?:甲|乙|丙|丁|买|卖|供|需|采购|供应|供货|委托|受托|出租|承租|发包|承包|披露|接收|许可|被许可|转让|受让|服务|用人|劳务|定作|承揽)(?:单位)?方|买受人|出卖人|委托人|受托人|出租人|承租人|发包人|承包人|采购人|供应商|贷款人|借款人|担保人|定作人|承揽人|用人单位|劳动者';
const chinesePreamble = new RegExp(
  `^\\s*(?:(?:${roles})\\s*(?:\\([^)\\n]{0,20}\\)\\s*)?:|本(?:合同|协议|契约)(?:由|于|系由|双方|当事人))`,
  'm',
);
const recitalTitle =
  /^[ \t]*(?:RECITALS?|BACKGROUND|WITNESSETH|W ?I ?T ?N ?E ?S ?S ?E ?T ?H|Recitals?|Background|Witnesseth)\s*(?:that)?[:.,]?[ \t]*$/gm;
const recital = /(?:^|[.;,:]\s+(?:and,?\s+)?|\s{2,}|\band,?\s+)(WHEREAS|Whereas)\b|^[ \t]*(鉴于)/gm;
const operative =
  /\b(?:NOW,? ?THEREFORE|Now,? ?therefore|now,? ?therefore)\b|\b(?:agree|agreed|covenant)s?(?: with each other)?,? as follows\b:?|(?:达成|订立|签订|协商|约定|协议|同意|共同遵守)[^。\n]{0,30}(?:如下|以下)(?:条款|协议|约定|合同|事项)?[:。]?|如下(?:条款|协议|约定|合同)[:。]|以资(?:共同)?遵守[:。]?/g;
const signature =
  /(?:^|[.;:]\s+|\s{2,})(IN WITNESS WHERE ?OF|In Witness Whereof|IN WITNESS THEREOF|In witness whereof|IN TESTIMONY WHEREOF|AGREED (?:AND|&) ACCEPTED|ACCEPTED (?:AND|&) AGREED|Accepted and agreed|Agreed and accepted|EXECUTED (?:as an agreement|as a deed|by the parties)|(?:The|the) parties (?:hereto )?have (?:caused|executed)|Intending to be legally bound, the parties)/gm;
const chineseSignature = new RegExp(
  `^[ \\t]*(?:\\(?(?:以下|本页|此页)无正文|\\(?(?:签署|签字|签章|盖章)页|(?:${roles})\\s*(?:\\((?:[^)\\n]{0,12}(?:盖|签|公|印)[^)\\n]{0,12})\\)|(?:盖章|签章|签字|签名|公章))\\s*:?)`,
  'gm',
);
const signatureLine =
  /^[ \t]*(?:(?:By|BY|Signed|Signature|SIGNATURE|Sign)(?::[ \t]*(?:\/s\/|_|$|[ \t]|\n)|[ \t]*\t|$)|\/s\/ ?\S)|^[ \t]*(?:SIGNATURES?|Signatures?|SIGNATURE PAGE|Signature Page)[ \t]*$/gm;

const schedule =
  /^(?:\.?)(EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|ANNEXURE|Annexure|APPENDIX|Appendix|ATTACHMENT|Attachment|ADDENDUM|Addendum)\s+"?((?:[A-Z]|\d{1,2}|[IVX]{1,5})(?:[-.]?\d{1,2}|[-.][A-Z]|(?<=\d)[A-Z])?)"?(?![\w(,;])(?:\s*[-:.]\s*|\s+|$)/;
const bareSchedule = /^(EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM)S?$/;
const chineseSchedule =
  /^(附件|附录|附表|补充协议)\s*([一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])?\s*(?::|、|\.|-|\s|《|$|(?=[\u3400-\u9fff]))/;

/** In order; the operative words ("NOW, THEREFORE", 达成如下协议) end the recitals. */
export function findLandmarks(folded: string, lines: readonly Line[], contents: readonly Span[]): Landmark[] {
  const isOutside = (at: number) => !contents.some(({ start, end }) => at >= start && at < end);
  const found: Landmark[] = contents.map(({ start }) => ({ kind: 'contents', start }));
  const schedules = findSchedules(
    folded,
    lines.filter((line) => isOutside(line.start)),
  );
  const firstSchedule = schedules[0]?.start ?? folded.length;
  const preambleAt = first(
    folded,
    /[\u3400-\u9fff]/.test(folded.slice(0, 2_000)) ? chinesePreamble : englishPreamble,
    isOutside,
  );
  const from =
    preambleAt !== undefined && preambleAt < Math.max(15_000, folded.length * 0.4) ? preambleAt : undefined;
  if (from !== undefined) found.push({ kind: 'preamble', start: from });
  found.push(...findRecitals(folded, from ?? 0, firstSchedule, isOutside));
  found.push(...findSignatures(folded, lines, from ?? 0, schedules, isOutside));
  found.push(...schedules);
  return found.sort((a, b) => a.start - b.start);
}

function findRecitals(
  folded: string,
  from: number,
  to: number,
  isOutside: (at: number) => boolean,
): Landmark[] {
  const found: Landmark[] = [];
  const horizon = Math.min(to, from + 20_000);
  for (const match of folded.slice(0, horizon).matchAll(recitalTitle)) {
    if (match.index >= from && isOutside(match.index))
      found.push({ kind: 'recital', start: skipBlanks(folded, match.index) });
  }
  for (const match of folded.slice(0, horizon).matchAll(recital)) {
    const start = match.index + match[0].length - (match[1] ?? match[2])!.length;
    if (start < from || !isOutside(start)) continue;
    // The title of the recitals belongs to the first of them.
    const isTitled = found.some(
      (landmark) =>
        landmark.start <= start && /^\W*\S+(?: \S)*\W*$/.test(folded.slice(landmark.start, start)),
    );
    if (!isTitled) found.push({ kind: 'recital', start });
  }
  const recitals = found.sort((a, b) => a.start - b.start);
  const after = recitals[0]?.start ?? from;
  for (const match of folded.slice(0, horizon).matchAll(operative)) {
    if (match.index < after || !isOutside(match.index)) continue;
    const end = /^now/i.test(match[0]) ? endOfSentence(folded, match.index) : match.index + match[0].length;
    const kept = recitals.filter(({ start }) => start < match.index);
    return [...kept, { kind: 'operative', start: end }];
  }
  // Far from each other they are words of the text, not recitals.
  return recitals.filter(({ start }, index) => start - (recitals[index - 1]?.start ?? after) < 4_000);
}

function endOfSentence(folded: string, from: number): number {
  const end = /:|\bas follows\b[.:]?|\.\s(?=\s|[A-Z\d])|\n\s*\n/.exec(folded.slice(from, from + 2_000));
  return end ? from + end.index + end[0].length : from;
}

function findSignatures(
  folded: string,
  lines: readonly Line[],
  from: number,
  schedules: readonly Landmark[],
  isOutside: (at: number) => boolean,
): Landmark[] {
  const starts: number[] = [];
  for (const match of folded.matchAll(signature))
    starts.push(match.index + match[0].length - match[1]!.length);
  for (const match of folded.matchAll(chineseSignature)) starts.push(skipBlanks(folded, match.index));
  for (const match of folded.matchAll(signatureLine)) {
    starts.push(startOfBlock(folded, lines, skipBlanks(folded, match.index)));
  }
  starts.sort((a, b) => a - b);
  const found: Landmark[] = [];
  let part = -1;
  for (const start of starts) {
    if (start < from || !isOutside(start)) continue;
    // One for the body and one for each schedule: what is signed twice in a row is one page of signatures.
    const at = schedules.filter((landmark) => landmark.start <= start).length;
    if (found.length > 0 && part === at && start - found.at(-1)!.start < 6_000) continue;
    part = at;
    found.push({ kind: 'signature', start });
  }
  return found;
}

/** The name of the party stands above its line. */
function startOfBlock(folded: string, lines: readonly Line[], at: number): number {
  let index = lines.findIndex(({ start, end }) => start <= at && at < end);
  const isAbove = (line: Line | undefined) =>
    line !== undefined &&
    line.end - line.start <= 90 &&
    !/[.;:]$|^\(?\w{1,4}[.)]\s/.test(folded.slice(line.start, line.end)) &&
    !/^(?:\d|article|section)/i.test(folded.slice(line.start, line.end));
  for (let steps = 0; steps < 3 && isAbove(lines[index - 1]); steps++) index--;
  return Math.min(at, lines[index]?.start ?? at);
}

function findSchedules(folded: string, lines: readonly Line[]): Landmark[] {
  const found: (Landmark & { readonly end: number; readonly word: string })[] = [];
  for (const line of lines) {
    if (line.isTable || (line.opening === 'wrap' && !line.isApart)) continue;
    const text = folded.slice(line.start, line.end);
    const match =
      schedule.exec(text) ??
      chineseSchedule.exec(text) ??
      (text.length < 20 ? bareSchedule.exec(text) : null);
    if (!match || !isTitle(text, match[0].length, line)) continue;
    // The number of the exhibit in a filing, above the contract.
    if (/^\d+\.\d/.test(match[2] ?? '') && line.start < 1_500) continue;
    const printed = match[0]
      .trimEnd()
      .replace(/[-:.、《]$/, '')
      .trimEnd();
    const offset = printed.startsWith('.') ? 1 : 0;
    found.push({
      kind: 'schedule',
      start: line.start,
      end: line.end,
      label: { start: line.start + offset, end: line.start + printed.length },
      word: match[1]!.toLowerCase(),
      ...(match[2] !== undefined && { number: scheduleNumber(match[2]) }),
    });
  }
  return found
    .filter((landmark, index) => {
      const key = (other: Landmark) => `${other.word} ${other.number ?? ''}`;
      const next = found[index + 1];
      const isListed =
        next &&
        /^\s*$/.test(folded.slice(landmark.end, next.start).slice(0, 80)) &&
        next.start - landmark.end < 80;
      if (isListed && found.slice(index + 1).some((other) => key(other) === key(landmark))) return false;
      // Its title again, at the head of its next page.
      return index === 0 || key(found[index - 1]!) !== key(landmark);
    })
    .map(({ end: _, ...landmark }) => landmark);
}

/** Comparable form: 附件一 and 附件1 are the same. */
export function scheduleNumber(written: string): string {
  const plain = written.toUpperCase().replace(/[-.]/, '-');
  return String(
    readChinese(written) ?? plain.replace(/^([A-Z])(\d+)$/, '$1-$2').replace(/^(\d+)([A-Z])$/, '$1-$2'),
  );
}

function isTitle(text: string, labelLength: number, line: Line): boolean {
  const rest = text.slice(labelLength);
  if (
    /^(?:attached|hereto|hereof|to this|is|are|was|were|shall|will|means|of this|and|or|for|sets|contains|provides|as|的|所|中|规定|约定|为|是|作为|与|及|和)\b/.test(
      rest,
    )
  )
    return false;
  if (/^(?:的|所|中|规定|约定|为本|是本|作为|与|及|和)/.test(rest)) return false;
  if (/^[\u3400-\u9fff]/.test(text)) return text.length <= 50 && !/[。;,]$/.test(text);
  // In texts with a page to the line, its title is followed by all the rest.
  if (text.length > 110) return line.isApart && /^["'([]?[\p{Lu}\d]/u.test(rest);
  return !/[.;,]$/.test(rest) || rest.length < 60;
}

function first(folded: string, pattern: RegExp, isOutside: (at: number) => boolean): number | undefined {
  for (const match of folded.matchAll(
    new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`),
  )) {
    const start = skipBlanks(folded, match.index);
    if (isOutside(start)) return start;
  }
  return undefined;
}

function skipBlanks(folded: string, from: number): number {
  let at = from;
  while (at < folded.length && /\s/.test(folded[at]!)) at++;
  return at;
}
