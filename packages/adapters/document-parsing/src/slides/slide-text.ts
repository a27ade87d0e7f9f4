import { distanceOf, readColour, type Colour } from '../colour.ts';
import { nodeAt, type XmlNode } from '../package/read-xml-tree.ts';
import { formatNumber } from '../word/format-number.ts';

export interface SlideParagraph {
  readonly text: string;
  /** Nesting from 1 where it is an item of a list. */
  readonly listLevel?: number;
}

export interface TextContext {
  /** Count text that nobody sees. */
  readonly hide: (reason: string, characters: number) => void;
  /** The colour behind the text where the slide states it. */
  readonly ground: Colour | undefined;
  /** List styles to look at after the paragraph's own, nearest first. */
  readonly listStyles: readonly (XmlNode | undefined)[];
  /** Whether text is in a list where no style says otherwise, as in the body of a slide. */
  readonly isListed: boolean;
}

/** The paragraphs of a text body (DrawingML, ECMA-376 part 1 §21.1.2) with the bullets and numbers that are shown. */
export function readParagraphs(body: XmlNode | undefined, context: TextContext): SlideParagraph[] {
  const counters: number[] = [];
  const styles = [nodeAt(body, 'lstStyle'), ...context.listStyles];
  return (body?.children ?? [])
    .filter(({ name }) => name === 'p')
    .flatMap((paragraph) => {
      const text = textOf(paragraph, context).trim();
      if (!text) return [];
      const properties = nodeAt(paragraph, 'pPr');
      const level = Math.min(8, Number(properties?.attributes.get('lvl') ?? 0) || 0);
      const bullet = [properties, ...styles.map((style) => nodeAt(style, `lvl${level + 1}pPr`))]
        .map(bulletOf)
        .find((found) => found !== undefined);
      if (bullet?.name === 'buNone' || (!bullet && !context.isListed)) return [{ text }];
      counters.length = level + 1;
      const number = bullet?.name === 'buAutoNum' ? (counters[level] ?? startOf(bullet)) : undefined;
      if (number !== undefined) counters[level] = number + 1;
      const label = number === undefined ? '' : `${labelOf(number, bullet?.attributes.get('type') ?? '')} `;
      return [{ text: label + text, listLevel: level + 1 }];
    });
}

const bulletOf = (properties: XmlNode | undefined) =>
  properties?.children.find(({ name }) => ['buNone', 'buChar', 'buAutoNum', 'buBlip'].includes(name));

const startOf = (bullet: XmlNode) => Number(bullet.attributes.get('startAt') ?? 1) || 1;

/** A number in one of DrawingML's schemes (`ST_TextAutonumberScheme`, §20.1.10.61), such as `alphaLcParenR`. */
function labelOf(number: number, scheme: string): string {
  const formats = [
    [/^alphaLc/, 'lowerLetter'], [/^alphaUc/, 'upperLetter'], [/^romanLc/, 'lowerRoman'], [/^romanUc/, 'upperRoman'],
    [/^circle/, 'decimalEnclosedCircle'], [/^ea1/, 'chineseCounting'],
  ] as const; // prettier-ignore
  const text = formatNumber(number, formats.find(([pattern]) => pattern.test(scheme))?.[1] ?? 'decimal');
  if (scheme.endsWith('ParenBoth')) return `(${text})`;
  if (scheme.endsWith('ParenR')) return `${text})`;
  return scheme.endsWith('Plain') ? text : `${text}.`;
}

function textOf(paragraph: XmlNode, context: TextContext): string {
  let text = '';
  for (const run of paragraph.children) {
    if (run.name === 'br') text += '\n';
    const isNumber = run.name === 'fld' && /^(?:slidenum|datetime)/.test(run.attributes.get('type') ?? '');
    if ((run.name !== 'r' && run.name !== 'fld') || isNumber) continue;
    const own = nodeAt(run, 't')?.text ?? '';
    const reason = whyInvisible(nodeAt(run, 'rPr'), context.ground);
    if (reason === undefined) text += own;
    else context.hide(reason, own.trim().length);
  }
  return text;
}

function whyInvisible(properties: XmlNode | undefined, ground: Colour | undefined): string | undefined {
  const size = properties?.attributes.get('sz');
  if (size !== undefined && Number(size) <= 100) return 'font of one point or less';
  const fill = nodeAt(properties, 'solidFill');
  const colour = fill?.children[0];
  if (nodeAt(colour, 'alpha')?.attributes.get('val') === '0') return 'fully transparent';
  const ink = solidColour(fill);
  return ink && ground && distanceOf(ink, ground) < 16 ? 'in the colour of its background' : undefined;
}

/** The colour of a `solidFill` that names it outright, unaltered; theme colours are not looked up. */
export function solidColour(fill: XmlNode | undefined): Colour | undefined {
  const colour = fill?.children[0];
  if (colour?.name !== 'srgbClr' || colour.children.length > 0) return undefined;
  return readColour(colour.attributes.get('val') ?? '');
}
