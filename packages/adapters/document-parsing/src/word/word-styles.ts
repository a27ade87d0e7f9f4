import type { ZipArchive } from '../package/open-zip.ts';
import { readXml } from '../package/read-xml.ts';
import { withProperty, type RunLook } from './run-look.ts';

/** What a paragraph or character style says about structure and look. */
export interface WordStyle {
  /** 1…9 for headings. */
  readonly headingLevel?: number;
  readonly numId?: string;
  readonly numLevel?: number;
  readonly look: RunLook;
}

interface RawStyle {
  name: string;
  basedOn?: string;
  outline?: number;
  numId?: string;
  numLevel?: number;
  look: RunLook;
}

/** The styles of a document by id, each with what it inherits (ECMA-376 part 1 §17.7). */
export function readStyles(
  archive: ZipArchive,
  part: string,
  fileName: string,
): ReadonlyMap<string, WordStyle> {
  const raw = new Map<string, RawStyle>();
  let style: RawStyle | undefined;
  let inRun = 0;
  readXml(archive, part, fileName, {
    open: (element) => {
      const value = element.attributes.get('val');
      if (element.name === 'style') {
        style = { name: '', look: {} };
        raw.set(element.attributes.get('styleId') ?? '', style);
      }
      if (!style) return;
      if (element.name === 'rPr') inRun++;
      else if (inRun > 0) style.look = withProperty(style.look, element);
      else if (element.name === 'name') style.name = value ?? '';
      else if (element.name === 'basedOn' && value !== undefined) style.basedOn = value;
      else if (element.name === 'outlineLvl') style.outline = Number(value);
      else if (element.name === 'numId' && value !== undefined) style.numId = value;
      else if (element.name === 'ilvl') style.numLevel = Number(value);
    },
    close: (name) => {
      if (name === 'rPr') inRun--;
      if (name === 'style') style = undefined;
    },
    text: () => {},
  });
  return new Map([...raw.keys()].map((id) => [id, inherit(raw, id)]));
}

function inherit(raw: ReadonlyMap<string, RawStyle>, id: string): WordStyle {
  const seen = new Set<string>();
  const chain: RawStyle[] = [];
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = raw.get(at)?.basedOn) {
    seen.add(at);
    const style = raw.get(at);
    if (style) chain.push(style);
  }
  const level = chain.map(headingLevel).find((found) => found !== undefined);
  const numId = chain.find((style) => style.numId !== undefined)?.numId;
  const numLevel = chain.find((style) => style.numLevel !== undefined)?.numLevel;
  return {
    ...(level === undefined ? {} : { headingLevel: level }),
    ...(numId === undefined ? {} : { numId }),
    ...(numLevel === undefined ? {} : { numLevel }),
    look: Object.assign({}, ...chain.toReversed().map((style) => style.look)),
  };
}

function headingLevel({ name, outline }: RawStyle): number | undefined {
  if (outline !== undefined && outline >= 0 && outline <= 8) return outline + 1;
  const named = /^(?:heading|标题|標題)\s*([1-9])$/i.exec(name)?.[1];
  if (named !== undefined) return Number(named);
  return /^(?:title|标题|標題)$/i.test(name) ? 1 : undefined;
}
