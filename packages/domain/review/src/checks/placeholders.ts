import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';

const blank =
  /_{3,}(?:[\s_]*_{2,})*|\[\s*(?:●|•|·|○|\u25cf|_+|\s{2,}|\.{2,}|TBD|TBC|XX+|insert[^\]\n]{0,80}|(?:Full|Legal|Street|Describe|Description|State|The|Name|Title|Date|Number)\s(?:[^\]\n]{3,120})|enter[^\]\n]{0,60}|specify[^\]\n]{0,60}|name|date|address|amount|number|company(?:\s+name)?|state|title|[A-Z _/-]*(?:NAME|DATE|ADDRESS|AMOUNT|COMPANY|NUMBER|TITLE|INSERT|STATE|EMAIL|PARTY)[A-Z _/-]*)\s*\]|【\s*(?:●|•|·|_*|\s*|待[定填补][^】\n]{0,20}|[^】\n]{0,12}(?:名称|日期|金额|地址|填写|待定|选填)[^】\n]{0,8})\s*】|\{\{?\s*[\w .-]{2,60}\}\}?|\bTBD\b|(?<![\dA-Za-z])X{2,}(?=[\p{Script=Han}\s,，。.;；])|[×╳]{2,}|某某|(?<=\p{Script=Han}|:)\s{4,}(?=[年月日元%])|(?:待定|待填写|待补充)(?=[,，。;；)\n]|$)/gu;
/** Lines that are filled in when people sign. */
const signingLine =
  /签[字章名署]|盖章|公章|法定代表人|授权代表|经办人|日\s*期|签约地点|\b(?:By|Name|Title|Date|Signature|Signed|Witness|Its|Printed)\b\s*:?|\bInitial(?:s|ed)?\b|\/s\/|\bday\s+of\b|年\s*[_ ]*\s*月|月\s*[_ ]*\s*日|IN\s+WITNESS/u;
const redaction =
  /^\[\s*\*+\s*\]$|CONFIDENTIAL|REDACTED|OMITTED|RESERVED|SIGNATURE|REMAINDER|PAGE|LEFT\s+BLANK|EXHIBIT|SCHEDULE|LOGO|SEAL|NOT\s+USED|DELETED|INTENTIONALLY/iu;
/** A form of many blanks is said to be one, not listed blank by blank. */
const shown = 5;

/** What somebody still has to fill in; not the places to sign. */
export const placeholders: Check = {
  id: 'placeholder',
  title: { en: 'Blank or placeholder left open', zh: '存在空白或占位内容' },
  severity: 'medium',
  legalBasis: { zh: '《中华人民共和国民法典》第四百七十条、第五百一十条（合同内容应明确）' },
  find(source) {
    const groups = new Map<number, Span[]>();
    for (const match of source.text.matchAll(blank)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (
        isRule(source.text, match) ||
        redaction.test(match[0]) ||
        source.isSigning(span) ||
        isSigningLine(source, span)
      )
        continue;
      const place = topClauseAt(source, span.start);
      groups.set(place, [...(groups.get(place) ?? []), span]);
    }
    return [...groups.values()].map((spans) => toHit(source, spans));
  },
};

function toHit(source: CheckSource, spans: readonly Span[]): CheckHit {
  const first = spans[0]!;
  const around = source.quote({
    start: Math.max(0, source.text.lastIndexOf('\n', first.start) + 1, first.start - 30),
    end: Math.min(source.text.length, first.end + 20),
  });
  const more = spans.length > shown ? spans.length - shown : 0;
  return {
    spans: spans.slice(0, shown),
    rationale: {
      en: `${spans.length === 1 ? 'A place is' : `${spans.length} places are`} still to be filled in: "${around}"${more ? ` (${more} more not listed)` : ''}.`,
      zh: `有${spans.length}处内容尚未填写，如“${around}”${more ? `（另有${more}处未逐一列出）` : ''}。`,
    },
    confidence: 0.85,
  };
}

/** A line across the page, or a box to tick: `___ Option B`. */
function isRule(text: string, { 0: written, index }: RegExpExecArray): boolean {
  if (!written.startsWith('_')) return false;
  const before = text.slice(Math.max(0, index - 2), index);
  const after = text.slice(index + written.length, index + written.length + 2);
  return (
    (written.length >= 30 && /(?:^|\s{2}|\n)$/u.test(before)) ||
    (written.length <= 4 && /^\s?[A-Z]/u.test(after)) ||
    (written.length <= 12 && /_\s+_/u.test(written))
  );
}

function isSigningLine(source: CheckSource, { start, end }: Span): boolean {
  const from = Math.max(source.text.lastIndexOf('\n', start) + 1, start - 60);
  const to = source.text.indexOf('\n', end);
  return signingLine.test(source.text.slice(from, Math.min(to < 0 ? source.text.length : to, end + 24)));
}

/** Blanks of one outermost clause are one finding; before any clause, of the opening. */
function topClauseAt(source: CheckSource, offset: number): number {
  const top = source.structure.clauses.find(
    ({ span, parent, kind }) =>
      parent === undefined && kind !== 'title' && span.start <= offset && offset < span.end,
  );
  return top?.ordinal ?? -1 - Math.floor(offset / 3000);
}
