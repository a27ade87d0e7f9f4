import type { ParsedDocument } from '@groundwork/ingestion';
import type { Original, ParseContext } from '../parse-original.ts';
import { readPptx } from '../slides/read-pptx.ts';
import { readXlsx } from '../spreadsheet/read-xlsx.ts';
import { readDocx } from '../word/read-docx.ts';
import { identifyPackage } from './identify-package.ts';
import { ZipArchive } from './open-zip.ts';

const readers = { docx: readDocx, xlsx: readXlsx, pptx: readPptx };

/** A ZIP archive that has to prove to be an Office document; its main part decides, not its name. */
export async function readPackage(original: Original, context: ParseContext): Promise<ParsedDocument> {
  const archive = ZipArchive.open(original, context);
  const { format } = identifyPackage(archive, original.fileName);
  return readers[format](original, context);
}
