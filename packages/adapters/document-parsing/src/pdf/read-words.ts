import type { OptionalContentConfig } from 'pdfjs-dist/types/src/display/optional_content_config.js';
import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import { findHidden } from './find-hidden.ts';
import { GraphicsStack, type LoadedFont } from './graphics-state.ts';
import { isOpaqueImage } from './image-opacity.ts';
import { apply, identity, multiply, toMatrix, type Matrix } from './matrix.ts';
import { PaintedAreas } from './painted-areas.ts';
import { boundsOf, intersect, shareInside, type Rectangle } from './rectangle.ts';
import { OPS } from './pdf-library.ts';
import { splitRun, type Glyph, type RunPart } from './split-run.ts';
import type { Word } from './word.ts';

export interface PageWords {
  readonly words: readonly Word[];
  readonly width: number;
  readonly height: number;
  /** Share of the page's area that images cover; 0 where images were not loaded. */
  readonly imageShare: number;
  /** An image that was not loaded is drawn over words. */
  readonly mayBeCovered: boolean;
}

/** The parts of pdf.js's fonts that are used here; the library declares them as `any`. */
interface FontData {
  readonly name?: string;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly fontMatrix?: readonly number[];
  readonly vertical?: boolean;
}

/** Adobe's and Unicode's presentation forms: ligatures, Arabic shapes, Kangxi radicals that stand for characters. */
const presentation = /[\uFB00-\uFB06\uFB50-\uFDFF\uFE70-\uFEFC\u2E80-\u2FDF]/;

/** A word is covered where this much of its letters is; borders and underlines are less. */
const covered = 0.8;

/**
 * Follow a page's drawing operators (ISO 32000-1 §9.4) and note every word with its place, font and whether it can
 * be seen. One pass gives both the text and the reasons to leave some out, so the two never disagree.
 */
export async function readWords(page: PDFPageProxy, layers: OptionalContentConfig): Promise<PageWords> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const { fnArray, argsArray } = await page.getOperatorList();
  const reader = new WordReader(page, new GraphicsStack(toMatrix(transform), layers), { width, height });
  for (let index = 0; index < fnArray.length; index++) {
    reader.run(fnArray[index]!, (argsArray[index] ?? []) as readonly unknown[]);
  }
  const imageShare = reader.areas.imageArea / (width * height);
  return { words: reader.words, width, height, imageShare, mayBeCovered: reader.mayBeCovered };
}

class WordReader {
  readonly words: Word[] = [];
  readonly areas = new PaintedAreas();
  mayBeCovered = false;
  /** Bounds of the letters of each word that was visible when it was drawn. */
  private readonly shown = new Map<number, Rectangle>();
  private textMatrix = identity;
  private lineMatrix = identity;
  private readonly fonts = new Map<string, LoadedFont>();
  private isClipPending = false;
  /** Nothing was drawn since the matrix was set: at a `restore`, an image stood there that was not loaded. */
  private isPlaceEmpty = false;

  constructor(
    private readonly page: PDFPageProxy,
    private readonly graphics: GraphicsStack,
    private readonly size: { readonly width: number; readonly height: number },
  ) {}

  run(operator: number, args: readonly unknown[]): void {
    const { graphics } = this;
    if (operator === OPS.restore && this.isPlaceEmpty) {
      this.mayBeCovered ||= this.wordsUnder(unitSquare(graphics.state.matrix)).length > 0;
    }
    this.isPlaceEmpty = operator === OPS.transform;
    if (textOperators.has(operator)) this.runText(operator, args);
    else if (operator === OPS.setGState) {
      for (const [key, value] of args[0] as readonly [string, unknown][]) {
        if (key === 'Font') this.setFont(...(value as [string, number]));
        else graphics.setParameter(key, value);
      }
    } else if (!graphics.run(operator, args)) {
      this.runPainting(operator, args);
    }
  }

  private runPainting(operator: number, args: readonly unknown[]): void {
    const { areas } = this;
    const { state } = this.graphics;
    switch (operator) {
      case OPS.clip:
      case OPS.eoClip:
        this.isClipPending = true;
        return;
      case OPS.constructPath: {
        const [paint, [path], bounds] = args as readonly [
          number,
          readonly [ArrayLike<number> | null],
          ArrayLike<number> | null,
        ];
        if (path && fills.has(paint)) {
          const isSolid = state.alpha > 0.9 && !state.isSheer && !this.graphics.isSwitchedOff;
          const filled = areas.fill(path, state.matrix, isSolid ? state.ink : undefined);
          for (const area of filled) this.cover(area);
        }
        if (this.isClipPending && bounds?.length === 4)
          this.graphics.clipTo([bounds[0]!, bounds[1]!, bounds[2]!, bounds[3]!]);
        this.isClipPending = false;
        return;
      }
      case OPS.shadingFill:
        areas.cover();
        return;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
        areas.image(state.matrix);
        if (state.alpha > 0.9 && !state.isSheer && !this.graphics.isSwitchedOff) {
          const area = unitSquare(state.matrix);
          if (this.wordsUnder(area).length > 0 && isOpaqueImage(this.page, args[0])) this.cover(area);
        }
        return;
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
        areas.image(state.matrix);
        return;
      case OPS.paintImageXObjectRepeat:
      case OPS.paintImageMaskXObjectRepeat:
      case OPS.paintInlineImageXObjectGroup:
      case OPS.paintImageMaskXObjectGroup:
        areas.cover();
    }
  }

  private runText(operator: number, args: readonly unknown[]): void {
    const { state } = this.graphics;
    const [first, second] = [Number(args[0]), Number(args[1])];
    switch (operator) {
      case OPS.beginText:
        this.textMatrix = this.lineMatrix = identity;
        return;
      case OPS.setFont:
        this.setFont(String(args[0]), second);
        return;
      case OPS.setCharSpacing:
        state.charSpacing = first;
        return;
      case OPS.setWordSpacing:
        state.wordSpacing = first;
        return;
      case OPS.setHScale:
        state.scale = first / 100;
        return;
      case OPS.setTextRise:
        state.rise = first;
        return;
      case OPS.setLeading:
        state.leading = -first;
        return;
      case OPS.setTextRenderingMode:
        state.mode = first;
        return;
      case OPS.setTextMatrix:
        this.textMatrix = this.lineMatrix = toMatrix(args[0] as Float32Array);
        return;
      case OPS.setLeadingMoveText:
        state.leading = second;
        this.moveText(first, second);
        return;
      case OPS.moveText:
        this.moveText(first, second);
        return;
      case OPS.nextLine:
        this.moveText(0, state.leading);
        return;
      case OPS.showText:
        this.showText(args[0] as readonly (Glyph | number | null)[]);
    }
  }

  private setFont(id: string, size: number): void {
    let font = this.fonts.get(id);
    if (!font) {
      const data: FontData = this.page.commonObjs.has(id) ? (this.page.commonObjs.get(id) as FontData) : {};
      const name = (data.name ?? '').replace(/^[A-Z]{6}\+/, '');
      const isBold = Boolean(data.bold || data.black) || /bold|black|heavy|semibold|-bd|,b\b/i.test(name);
      font = { name, isBold, unit: data.fontMatrix?.[0] ?? 0.001, isVertical: data.vertical === true };
      this.fonts.set(id, font);
    }
    this.graphics.state.font = font;
    this.graphics.state.size = size;
  }

  private moveText(x: number, y: number): void {
    this.textMatrix = this.lineMatrix = multiply(this.lineMatrix, [1, 0, 0, 1, x, y]);
  }

  private showText(glyphs: readonly (Glyph | number | null)[]): void {
    const { font } = this.graphics.state;
    if (!font) return;
    const { parts, advance } = splitRun(glyphs, this.graphics.state, font);
    if (parts.length > 0) {
      const frame = this.frameOf(font);
      for (const part of parts) this.addWord(part, font, frame);
    }
    const moved: Matrix = font.isVertical ? [1, 0, 0, 1, 0, -advance] : [1, 0, 0, 1, advance, 0];
    this.textMatrix = multiply(this.textMatrix, moved);
  }

  /** What the words of one run have in common. */
  private frameOf(font: LoadedFont): RunFrame {
    const { state } = this.graphics;
    const whole = multiply(state.matrix, this.textMatrix);
    const sign = Math.sign(state.size);
    const radians = font.isVertical
      ? Math.atan2(-whole[3], -whole[2])
      : Math.atan2(whole[1] * sign, whole[0] * sign);
    return {
      whole,
      size: Math.abs(state.size) * Math.hypot(whole[2], whole[3]),
      angle: ((Math.round((radians * 180) / Math.PI) % 360) + 360) % 360,
    };
  }

  private addWord({ text: raw, from, to, isSpaced }: RunPart, font: LoadedFont, frame: RunFrame): void {
    const { rise, size: fontSize } = this.graphics.state;
    const { whole, size, angle } = frame;
    const { isVertical } = font;
    const start = isVertical ? apply(whole, 0, -from) : apply(whole, from, rise);
    const end = isVertical ? apply(whole, 0, -to) : apply(whole, to, rise);
    const [left, y] = turn(start[0], start[1], angle);
    const [right] = turn(end[0], end[1], angle);
    // The letters' middle half: what stands above and below it shows nothing that could be read.
    const half: readonly (readonly [number, number])[] = isVertical
      ? [
          [-0.25 * fontSize, -from],
          [0.25 * fontSize, -to],
        ]
      : [
          [from, rise + 0.1 * fontSize],
          [to, rise + 0.5 * fontSize],
        ];
    const bounds = boundsOf(half, whole);
    const hidden = findHidden({ start, end, size, bounds }, this.graphics, this.areas, this.size);
    const word: Word = {
      text: presentation.test(raw) ? raw.normalize('NFKC') : raw,
      left: Math.min(left, right),
      right: Math.max(left, right),
      y,
      size,
      font,
      angle,
      isSpaced,
    };
    if (hidden === undefined) this.shown.set(this.words.length, bounds);
    this.words.push(hidden === undefined ? word : { ...word, hidden });
  }

  /** Words drawn so far, and seen so far, that lie under an area. */
  private wordsUnder(area: Rectangle): number[] {
    const found: number[] = [];
    const clipped = intersect(area, this.graphics.state.clip);
    if (clipped.right <= clipped.left || clipped.bottom <= clipped.top) return found;
    for (const [index, bounds] of this.shown) if (shareInside(bounds, clipped) >= covered) found.push(index);
    return found;
  }

  private cover(area: Rectangle): void {
    for (const index of this.wordsUnder(area)) {
      this.shown.delete(index);
      this.words[index] = { ...this.words[index]!, hidden: 'covered by what is drawn over it' };
    }
  }
}

const textOperators = new Set([
  OPS.showText,
  OPS.moveText,
  OPS.setFont,
  OPS.setTextMatrix,
  OPS.beginText,
  OPS.nextLine,
  OPS.setLeading,
  OPS.setLeadingMoveText,
  OPS.setCharSpacing,
  OPS.setWordSpacing,
  OPS.setHScale,
  OPS.setTextRise,
  OPS.setTextRenderingMode,
]);

interface RunFrame {
  /** From text space to the page. */
  readonly whole: Matrix;
  readonly size: number;
  readonly angle: number;
}

const fills = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Where an image is put: images fill the unit square of their frame. */
function unitSquare(matrix: Matrix): Rectangle {
  return boundsOf(
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
    matrix,
  );
}

/** Page coordinates in the frame of text that runs at this angle. */
function turn(x: number, y: number, angle: number): readonly [number, number] {
  if (angle === 0) return [x, y];
  const radians = (angle * Math.PI) / 180;
  return [x * Math.cos(radians) + y * Math.sin(radians), -x * Math.sin(radians) + y * Math.cos(radians)];
}
