import type { ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { DocumentBuilder } from '../document-builder.ts';
import { identifyPackage } from '../package/identify-package.ts';
import { ZipArchive } from '../package/open-zip.ts';
import { readRelationships } from '../package/read-relationships.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml } from '../package/read-xml.ts';
import type { Original, ParseContext } from '../parse-original.ts';
import { mediaTypes } from '../sniff-format.ts';
import { readFormats } from './cell-formats.ts';
import { fillMerges } from './fill-merges.ts';
import { addGrid } from './grid.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetNotes } from './sheet-notes.ts';
import { Worksheet, type WorkbookContext } from './worksheet.ts';

interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/**
 * An XLSX workbook as Excel shows it: each visible sheet is a page under its name, its tables with the cells they
 * come from, values in their number formats, notes after the tables. Hidden sheets, rows and columns are left out and
 * flagged; a sheet that cannot be read costs itself only. Throws `UserError` for packages that are protected, broken
 * or larger inside than the limits.
 */
export async function readXlsx(original: Original, context: ParseContext): Promise<ParsedDocument> {
  const { fileName } = original;
  const archive = ZipArchive.open(original, context);
  const { main } = identifyPackage(archive, fileName);
  const relations = readRelationships(archive, main, fileName).filter(({ target }) => archive.has(target));
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target;
  const { sheets, countsFrom1904 } = readWorkbook(archive, main, fileName, (id) =>
    relations.find((relation) => relation.id === id && relation.type === 'worksheet'),
  );
  if (sheets.length > context.limits.pages) {
    throw new UserError(
      'document.too-large',
      `"${fileName}" has ${sheets.length} sheets, more than are read.`,
    );
  }
  const builder = new DocumentBuilder();
  const workbook: WorkbookContext = {
    strings: readSharedStrings(archive, partOf('sharedStrings'), fileName),
    formats: readFormats(archive, partOf('styles'), fileName),
    countsFrom1904,
  };
  for (const [index, sheet] of sheets.entries()) {
    const page = index + 1;
    // A long sheet is at work as long as it says so. The only sheet is the document: nothing is saved by leaving it out.
    const onProgress = () => {
      if (sheets.length > 1) context.onPage(page, sheets.length);
    };
    onProgress();
    try {
      if (context.skipPages.has(page))
        builder.flag('page-failed', `The sheet "${sheet.name}" was left out.`, page);
      else readSheet(archive, sheet, page, { workbook, builder, fileName, onProgress });
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'document.broken') throw error;
      builder.flag('page-failed', error.message, page);
    }
  }
  if (partOf('vbaProject') !== undefined) builder.flag('active-content', 'Holds macros; none was run.');
  return builder.build({
    mediaType: mediaTypes.xlsx,
    title: readTitle(archive, fileName),
    pages: Math.max(1, sheets.length),
  });
}

function readWorkbook(
  archive: ZipArchive,
  main: string,
  fileName: string,
  find: (id: string) => { readonly target: string } | undefined,
): { sheets: Sheet[]; countsFrom1904: boolean } {
  const sheets: Sheet[] = [];
  let countsFrom1904 = false;
  readXml(archive, main, fileName, {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') countsFrom1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
      if (name !== 'sheet') return;
      const part = find(attributes.get('id') ?? '')?.target;
      const isHidden = ['hidden', 'veryHidden'].includes(attributes.get('state') ?? '');
      if (part !== undefined) sheets.push({ name: attributes.get('name') ?? '', part, isHidden });
    },
    close: () => {},
    text: () => {},
  });
  return { sheets, countsFrom1904 };
}

interface SheetReading {
  readonly workbook: WorkbookContext;
  readonly builder: DocumentBuilder;
  readonly fileName: string;
  readonly onProgress: () => void;
}

function readSheet(
  archive: ZipArchive,
  sheet: Sheet,
  page: number,
  { workbook, builder, fileName, onProgress }: SheetReading,
): void {
  const worksheet = new Worksheet(workbook, {
    hide: (reason, text) => builder.hide(reason, text.length, page),
    onProgress,
    ...(sheet.isHidden ? { hidden: `in the hidden sheet "${sheet.name}"` } : {}),
  });
  readXml(archive, sheet.part, fileName, worksheet);
  const rows = worksheet.rows();
  const notes = sheet.isHidden ? [] : readSheetNotes(archive, sheet.part, fileName);
  if (rows.length > 0 || notes.length > 0) builder.add({ kind: 'heading', level: 1, text: sheet.name, page });
  addGrid(builder, fillMerges(rows, worksheet.merges), { sheet: sheet.name, page });
  for (const { row, column, text } of notes) {
    const cells = { sheet: sheet.name, runs: [{ row, rows: 1, columns: [column] }] };
    builder.add({ kind: 'paragraph', text, cells, page });
  }
  if (worksheet.formulasWithoutValue > 0) {
    builder.flag(
      'part-skipped',
      `${worksheet.formulasWithoutValue} formulas of the sheet "${sheet.name}" hold no value; open and save the file in Excel.`,
      page,
    );
  }
}
