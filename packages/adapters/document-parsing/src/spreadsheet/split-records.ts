/** One record of delimited text, with the number it has in the file, from 1. */
export interface CsvRecord {
  readonly row: number;
  readonly fields: string[];
}

/** What broke the rules of RFC 4180, and how it was read. */
export interface CsvFaults {
  /** Quotation marks inside quoted fields that are not doubled; read as they are. */
  stray: number;
  /** The row in which a quoted field opens that never ends; from there on quotation marks are read as they are. */
  unclosedRow?: number;
}

const quote = 34;

/**
 * Split delimited text into records (RFC 4180): a field that begins with a quotation mark may hold delimiters, line
 * ends and doubled marks. Reads on after what is malformed and counts it in `faults`. One pass, whatever the text.
 */
export function* splitRecords(text: string, delimiter: string, faults: CsvFaults): Generator<CsvRecord> {
  let row = 1;
  let fields: string[] = [];
  let at = 0;
  const mark = delimiter.charCodeAt(0);
  while (at < text.length) {
    const opens = faults.unclosedRow === undefined && text.charCodeAt(at) === quote;
    const quoted = opens ? readQuoted(text, at, mark, faults) : undefined;
    if (opens && !quoted) faults.unclosedRow = row;
    const { value, end } = quoted ?? readPlain(text, at, mark);
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

/** `undefined` where the field never ends. */
function readQuoted(
  text: string,
  start: number,
  mark: number,
  faults: CsvFaults,
): { value: string; end: number } | undefined {
  let value = '';
  let from = start + 1;
  let stray = 0;
  for (;;) {
    const at = text.indexOf('"', from);
    if (at < 0) return undefined;
    const next = text.charCodeAt(at + 1);
    if (next === quote) {
      value += text.slice(from, at + 1);
      from = at + 2;
      continue;
    }
    let end = at + 1;
    while (text[end] === ' ') end++;
    const after = text.charCodeAt(end);
    if (end >= text.length || after === mark || after === 10 || after === 13) {
      faults.stray += stray;
      return { value: value + text.slice(from, at), end };
    }
    value += text.slice(from, at + 1);
    from = at + 1;
    stray++;
  }
}
