import type { ParsedDocument } from '@groundwork/ingestion';
import type { DecodedText } from '../decode-text.ts';
import { DocumentBuilder } from '../document-builder.ts';
import { flagGuess } from '../markup/read-text.ts';
import { mediaTypes } from '../sniff-format.ts';
import { detectDelimiter } from './detect-delimiter.ts';
import { isInvisible, oneLine, toLine, toTable } from './grid.ts';
import { splitRecords, type CsvFaults } from './split-records.ts';

/**
 * Comma- or otherwise separated values as one table that knows its cells, rows and columns as a spreadsheet program
 * would number them. Malformed quotation marks are read as text and flagged.
 */
export function readCsv(decoded: DecodedText, fileName: string): ParsedDocument {
  const builder = new DocumentBuilder();
  flagGuess(builder, decoded);
  const directive = /^sep=(.)\r?\n/i.exec(decoded.text);
  const text = directive ? decoded.text.slice(directive[0].length) : decoded.text;
  const delimiter = directive?.[1] ?? detectDelimiter(text, fileName);
  const faults: CsvFaults = { stray: 0, unclosed: 0 };
  const lines: string[] = [];
  const runs: { row: number; rows: number; columns: readonly number[] }[] = [];
  const columnsUpTo = columnLists();
  for (const { row, fields } of splitRecords(text, delimiter, faults)) {
    const texts = fields.map(oneLine);
    for (const [index, text] of texts.entries()) {
      if (!isInvisible(text)) continue;
      builder.hide('invisible characters', text.length);
      texts[index] = '';
    }
    if (!texts.some(Boolean)) continue;
    lines.push(toLine(texts));
    const columns = columnsUpTo(texts.length);
    const open = runs.at(-1);
    if (open?.columns === columns && open.row + open.rows === row) open.rows++;
    else runs.push({ row, rows: 1, columns });
  }
  builder.add({ kind: 'table', text: toTable(lines), cells: { runs } });
  flagFaults(builder, faults);
  return builder.build({
    mediaType: delimiter === '\t' ? 'text/tab-separated-values' : mediaTypes.csv,
    pages: 1,
  });
}

function flagFaults(builder: DocumentBuilder, { stray, unclosed, unclosedRow }: CsvFaults): void {
  if (unclosedRow !== undefined) {
    builder.flag(
      'malformed',
      `${unclosed} quotation marks are never closed, the first in row ${unclosedRow}; read as text.`,
    );
  }
  if (stray > 0) {
    builder.flag('malformed', `${stray} quotation marks inside quoted fields are not doubled; read as text.`);
  }
}

/** Equal rows share one list of columns, so that a million of them cost a single run. */
function columnLists(): (length: number) => readonly number[] {
  const lists = new Map<number, readonly number[]>();
  return (length) => {
    const known = lists.get(length);
    if (known) return known;
    const made = Array.from({ length }, (_, index) => index + 1);
    lists.set(length, made);
    return made;
  };
}
