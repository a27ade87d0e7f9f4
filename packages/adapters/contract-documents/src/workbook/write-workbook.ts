import type { ReportSheet } from '@groundwork/review';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { escapeAttribute, escapeXml } from '../package/xml-text.ts';

const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** What a cell may hold (Excel specifications and limits). */
const mostCharacters = 32_767;
const entryDate = new Date('1980-01-01T00:00:00Z');

/**
 * Sheets as XLSX. Text is written as text, in the one cell type that no program computes: what begins with `=`, `+`,
 * `-` or `@` stays what it is. A text longer than a cell takes ends with a note that says so.
 */
export function writeWorkbook(sheets: readonly ReportSheet[]): Uint8Array {
  const names = uniqueNames(sheets.map(({ name }) => name));
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${types}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names.map((name, index) => `<sheet name="${escapeAttribute(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRelations}">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    // Styles 0: plain, 1: head, 2: text that wraps.
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
  for (const [index, sheet] of sheets.entries())
    files[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet);
  const packed: Zippable = {};
  for (const [path, xml] of Object.entries(files))
    packed[path] = [strToU8(header + xml), { mtime: entryDate }];
  return zipSync(packed);
}

function sheetXml({ rows }: ReportSheet): string {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => {
    const longest = rows.reduce((most, row) => Math.max(most, displayWidth(row[column] ?? '')), 8);
    return `<col min="${column + 1}" max="${column + 1}" width="${Math.min(60, longest + 2)}" customWidth="1"/>`;
  });
  const body = rows.map(
    (row, index) =>
      `<row r="${index + 1}">${row.map((value, column) => cell(value, index, column)).join('')}</row>`,
  );
  const range = `A1:${columnName(width - 1)}${Math.max(1, rows.length)}`;
  return `<worksheet xmlns="${main}"><dimension ref="${range}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${body.join('')}</sheetData><autoFilter ref="${range}"/></worksheet>`;
}

function cell(value: string | number, row: number, column: number): string {
  const at = `${columnName(column)}${row + 1}`;
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${at}"><v>${value}</v></c>`;
  const text = fitted(String(value));
  if (text === '') return '';
  return `<c r="${at}" s="${row === 0 ? 1 : 2}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function fitted(text: string): string {
  if (text.length <= mostCharacters) return text;
  const note = ` … [${text.length} characters; the whole is in the report]`;
  // Never half of a surrogate pair.
  return text.slice(0, mostCharacters - note.length).replace(/[\uD800-\uDBFF]$/, '') + note;
}

function displayWidth(value: string | number): number {
  const lines = String(value).split('\n');
  return Math.max(...lines.map((line) => line.length + (line.match(/[\u2E80-\uFFEF]/g)?.length ?? 0)));
}

function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** At most 31 characters, none of `[]:*?/\`, none twice whatever its case. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    let made =
      name
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .slice(0, 31)
        .trim() || `Sheet${index + 1}`;
    for (let number = 2; taken.has(made.toLowerCase()); number++) made = `${made.slice(0, 27)} ${number}`;
    taken.add(made.toLowerCase());
    return made;
  });
}
