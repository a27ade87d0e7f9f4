import { CellLocator } from '@groundwork/ingestion';
import type { ZipArchive } from '../package/open-zip.ts';
import { readRelationships } from '../package/read-relationships.ts';
import { readXml } from '../package/read-xml.ts';
import { readReference, type CellReference } from './cell-reference.ts';

export interface SheetNote extends CellReference {
  /** "B7: …": what it is about, then what it says, on one line. */
  readonly text: string;
}

/** Notes and threads of comments of a sheet, in the order of the file; threads instead of the notes that repeat them. */
export function readSheetNotes(archive: ZipArchive, sheetPart: string, fileName: string): SheetNote[] {
  const parts = readRelationships(archive, sheetPart, fileName).filter(({ target }) => archive.has(target));
  const found: SheetNote[] = [];
  for (const { type, target } of parts) {
    if (type !== 'comments' && type !== 'threadedComment') continue;
    const element = type === 'comments' ? 'comment' : 'threadedComment';
    let at: CellReference | undefined;
    let text = '';
    let collects = false;
    readXml(archive, target, fileName, {
      open: ({ name, attributes }) => {
        if (name === element) [at, text] = [readReference(attributes.get('ref') ?? ''), ''];
        else if (name === 't' || name === 'text') collects = at !== undefined;
      },
      close: (name) => {
        if (name === 't' || name === 'text') collects = false;
        if (name !== element || !at) return;
        const clean = text.replace(/\s+/g, ' ').trim();
        if (clean && !clean.startsWith('[Threaded comment]'))
          found.push({ ...at, text: `${CellLocator.columnName(at.column)}${at.row}: ${clean}` });
        at = undefined;
      },
      text: (value) => {
        if (collects) text += value;
      },
    });
  }
  return found;
}
