/** One record of delimited text, with the number it has in the file, from 1. */
export interface CsvRecord {
  readonly row: number;
  readonly fields: string[];
}

/** What broke the rules of RFC 4180, and how it was read. */
export interface CsvFaults {
  /** Quotation marks inside quoted fields that are not doubled; read as they are. */
  stray: number;
  /** Fields whose opening quotation mark is never closed; read as if it were text. */
  unclosed: number;
  /** The row of the first of them. */
  unclosedRow?: number;
}

const quote = 34;

/**
 * Split delimited text into records (RFC 4180): a field that begins with a quotation mark may hold delimiters, line
 * ends and doubled marks. Reads on after what is malformed and counts it in `faults`. At most two passes over
 * the text, whatever it is: when looking for ends in vain has cost one, all further quotation marks are text.
 */
export function* splitRecords(text: string, delimiter: string, faults: CsvFaults): Generator<CsvRecord> {
  let row = 1;
  let fields: string[] = [];
  let at = 0;
  let lost = 0;
  const mark = delimiter.charCodeAt(0);
  while (at < text.length) {
    const opens = lost < text.length && text.charCodeAt(at) === quote;
    const quoted = opens ? readQuoted(text, at, mark, faults) : undefined;
    if (quoted && 'seen' in quoted) {
      lost += quoted.seen;
      faults.unclosed++;
      faults.unclosedRow ??= row;
    }
    const { value, end } = quoted && 'value' in quoted ? quoted : readPlain(text, at, mark);
    fields.push(value);
    at = end;
    if (text.charCodeAt(at) === mark) {
      at++;
      // A delimiter at the very end leaves an empty field behind it.
      if (at === text.length) fields.push('');
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    yield { row: row++, fields };
    fields = [];
  }
  if (fields.length > 0) yield { row, fields };
}

function readPlain(text: string, start: number, mark: number): { value: string; end: number } {
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === mark || code === 10 || code === 13) break;
  }
  return { value: text.slice(start, end), end };
}

/** Only how much was looked at where the field never ends, or a later row opens a field before it does. */
function readQuoted(
  text: string,
  start: number,
  mark: number,
  faults: CsvFaults,
): { value: string; end: number } | { seen: number } {
  let value = '';
  let from = start + 1;
  let stray = 0;
  let crossesLines = false;
  for (;;) {
    const at = text.indexOf('"', from);
    if (at < 0) return { seen: text.length - start };
    const part = text.slice(from, at);
    crossesLines ||= part.includes('\n');
    const next = text.charCodeAt(at + 1);
    if (next === quote) {
      value += part + '"';
      from = at + 2;
      continue;
    }
    let end = at + 1;
    while (text[end] === ' ') end++;
    const after = text.charCodeAt(end);
    if (end >= text.length || after === mark || after === 10 || after === 13) {
      faults.stray += stray;
      return { value: value + part, end };
    }
    const before = text.charCodeAt(at - 1);
    const opensField = before === mark || before === 10;
    if (opensField && crossesLines) return { seen: at - start };
    value += part + '"';
    from = at + 1;
    stray++;
  }
}
