import type { ZipArchive } from '../package/open-zip.ts';
import { readXml } from '../package/read-xml.ts';

/** The strings that cells refer to by number. Phonetic guides (`rPh`) are no part of them. */
export function readSharedStrings(
  archive: ZipArchive,
  part: string | undefined,
  fileName: string,
): readonly string[] {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let text = '';
  let isText = false;
  let phonetic = 0;
  readXml(archive, part, fileName, {
    open: ({ name }) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') isText = phonetic === 0;
    },
    close: (name) => {
      if (name === 'si') strings.push(text);
      else if (name === 'rPh') phonetic--;
      else if (name === 't') isText = false;
    },
    text: (value) => {
      if (isText) text += value;
    },
  });
  return strings;
}
