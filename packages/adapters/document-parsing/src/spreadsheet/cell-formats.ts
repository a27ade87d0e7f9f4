import { distanceOf, readColour, type Colour } from '../colour.ts';
import type { ZipArchive } from '../package/open-zip.ts';
import { readXml, type XmlElement } from '../package/read-xml.ts';

/** How a cell of one style is shown. */
export interface CellFormat {
  /** In the language of ECMA-376 part 1 §18.8.31. */
  readonly code: string;
  /** Its letters have the colour of its ground, as far as the cell itself says. */
  readonly isUnreadable: boolean;
}

const general: CellFormat = { code: 'General', isUnreadable: false };

/**
 * Formats that files name by number only (§18.8.30). 14 and 22 follow the reader's locale in Excel; the one order of
 * day and month that nobody misreads is used for them. 27 to 36 and 50 to 58 are the Chinese ones.
 */
const builtIn: Readonly<Record<number, string>> = {
  1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??',
  14: 'yyyy-mm-dd', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm',
  21: 'h:mm:ss', 22: 'yyyy-mm-dd h:mm', 37: '#,##0;(#,##0)', 38: '#,##0;(#,##0)', 39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mmss.0', 48: '##0.0E+0', 49: '@',
  27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: 'm-d-yy', 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}; // prettier-ignore

/** The first colours of the indexed palette and of every theme, as far as they can hide anything. */
const indexed: Readonly<Record<string, string>> = {
  0: '000000',
  1: 'FFFFFF',
  8: '000000',
  9: 'FFFFFF',
  64: '000000',
};
const themed: Readonly<Record<string, string>> = { 0: 'FFFFFF', 1: '000000' };

/** The formats of a workbook by the number that cells give (`s`), from its styles part. */
export function readFormats(archive: ZipArchive, part: string | undefined, fileName: string): CellFormat[] {
  if (part === undefined) return [general];
  const codes = new Map<number, string>();
  const inks: (Colour | undefined)[] = [];
  const grounds: ('none' | Colour | undefined)[] = [];
  const formats: CellFormat[] = [];
  const path: string[] = [];
  const toFormat = ({ attributes }: XmlElement): CellFormat => {
    const id = Number(attributes.get('numFmtId') ?? 0);
    const ink = inks[Number(attributes.get('fontId') ?? 0)];
    const ground = grounds[Number(attributes.get('fillId') ?? 0)];
    const paper: Colour | undefined = ground === 'none' ? [255, 255, 255] : ground;
    return {
      code: codes.get(id) ?? builtIn[id] ?? general.code,
      isUnreadable: ink !== undefined && paper !== undefined && distanceOf(ink, paper) < 16,
    };
  };
  readXml(archive, part, fileName, {
    open: (element) => {
      const { name, attributes } = element;
      const parent = path.at(-1);
      path.push(name);
      if (name === 'numFmt' && parent === 'numFmts')
        codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      else if (name === 'font' && parent === 'fonts') inks.push(undefined);
      else if (name === 'color' && parent === 'font' && path.includes('fonts'))
        inks[inks.length - 1] = colourOf(element);
      else if (name === 'fill' && parent === 'fills') grounds.push(undefined);
      else if (name === 'patternFill' && parent === 'fill' && path.includes('fills')) {
        grounds[grounds.length - 1] = attributes.get('patternType') === 'none' ? 'none' : undefined;
      } else if (name === 'fgColor' && parent === 'patternFill' && path.includes('fills')) {
        if (grounds.at(-1) !== 'none') grounds[grounds.length - 1] = colourOf(element);
      } else if (name === 'xf' && parent === 'cellXfs') formats.push(toFormat(element));
    },
    close: () => void path.pop(),
    text: () => {},
  });
  return formats.length > 0 ? formats : [general];
}

function colourOf({ attributes }: XmlElement): Colour | undefined {
  // A tint makes another colour of it, which hides nothing.
  if (Number(attributes.get('tint') ?? 0) !== 0) return undefined;
  const rgb = attributes.get('rgb')?.slice(-6);
  const text = rgb ?? themed[attributes.get('theme') ?? ''] ?? indexed[attributes.get('indexed') ?? ''];
  return text === undefined ? undefined : readColour(text);
}
