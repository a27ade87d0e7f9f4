import type { Field } from './field.ts';
import type { FieldSource } from './field-source.ts';

const named =
  /(?:合同|协议书?|契约|订单|备忘录|补充协议)(?:\s*\([^)\n]{1,20}\))?\s*$|\b(?:agreement|contract|lease|memorandum|amendment|addendum|deed|terms(?:\s+and\s+conditions)?|order|letter|note)\b[^a-z\n]{0,40}$/iu;
const inLine =
  /\b(?:[A-Z][A-Z&,'/-]*\s+){0,7}(?:AGREEMENT|CONTRACT|LEASE|AMENDMENT)\b|(?:[A-Z][\w&'/-]*\s+){1,6}(?:Agreement|Contract|Lease)\b/u;

/** The contract's own title: the structure's, else the first line of the opening that reads like one. */
export function extractName(source: FieldSource): Field {
  const title = source.structure.clauses.find(({ kind }) => kind === 'title');
  if (title) {
    const whole = title.heading ?? title.span;
    // A title page's first line: what follows is a number or a date.
    const [line] = /\S[^\n]*/u.exec(source.text.slice(whole.start, whole.end)) ?? [];
    const at = line === undefined ? 0 : whole.start + source.text.slice(whole.start, whole.end).indexOf(line);
    const length = line?.replace(/\s*(?:合同|协议)?编号.*$/u, '').trimEnd().length ?? 0;
    if (length > 0 && length < 120) {
      const span = { start: at, end: at + length };
      const text = clean(source.contract.text.slice(span.start, span.end));
      return source.present('document-name', { kind: 'text', text }, [span], 0.9);
    }
  }
  for (const line of source.text.slice(0, 3000).matchAll(/[^\n]+/g)) {
    const whole = line[0].trim().replace(/\s*(?:合同|协议)?编号.*$/u, '');
    if (whole.length <= 80 && named.test(whole)) {
      const start = line.index + line[0].indexOf(whole);
      const span = { start, end: start + whole.length };
      const text = clean(source.contract.text.slice(span.start, span.end));
      return source.present('document-name', { kind: 'text', text }, [span], 0.8);
    }
    const inside = inLine.exec(line[0]);
    if (inside) {
      const span = { start: line.index + inside.index, end: line.index + inside.index + inside[0].length };
      const text = clean(source.contract.text.slice(span.start, span.end));
      return source.present('document-name', { kind: 'text', text }, [span], 0.7);
    }
  }
  return source.absent('document-name', 'document-name', 0.6);
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
