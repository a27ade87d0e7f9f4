import { UserError } from '@groundwork/kernel';
import type { ZipArchive } from './open-zip.ts';
import { readRelationships } from './read-relationships.ts';
import { readXml } from './read-xml.ts';

/** What an Office package holds, and the part that it starts with. */
export interface OfficePackage {
  readonly format: 'docx' | 'xlsx' | 'pptx';
  readonly main: string;
}

/**
 * Tell the Office formats apart by their main part's content type, else by where it lies. Macro-enabled files and
 * templates count with their kind. Throws `UserError('document.unsupported')` for any other archive.
 */
export function identifyPackage(archive: ZipArchive, fileName: string): OfficePackage {
  const main = readRelationships(archive, '', fileName).find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined || !archive.has(main)) throw foreign(archive, fileName);
  const contentType = contentTypeOf(archive, main, fileName);
  if (contentType.includes('ms-excel.sheet.binary')) {
    throw unsupported(fileName, 'a binary Excel workbook (XLSB); save it as XLSX');
  }
  const isSheet = /spreadsheetml|ms-excel/.test(contentType) || main.startsWith('xl/');
  const isSlides = /presentationml|ms-powerpoint/.test(contentType) || main.startsWith('ppt/');
  const isText = contentType.includes('wordprocessingml');
  return { format: isText ? 'docx' : isSheet ? 'xlsx' : isSlides ? 'pptx' : 'docx', main };
}

function contentTypeOf(archive: ZipArchive, main: string, fileName: string): string {
  let found = '';
  if (!archive.has('[Content_Types].xml')) return found;
  readXml(archive, '[Content_Types].xml', fileName, {
    open: ({ name, attributes }) => {
      const isMain = name === 'Override' && attributes.get('PartName')?.replace(/^\//, '') === main;
      if (isMain) found = attributes.get('ContentType') ?? '';
    },
    close: () => {},
    text: () => {},
  });
  return found;
}

function foreign(archive: ZipArchive, fileName: string): UserError {
  return unsupported(
    fileName,
    archive.has('mimetype')
      ? 'an OpenDocument or EPUB file, which is not read'
      : 'an archive, which is not read',
  );
}

function unsupported(fileName: string, what: string): UserError {
  return new UserError('document.unsupported', `"${fileName}" is ${what}.`);
}
