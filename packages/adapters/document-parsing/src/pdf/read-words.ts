import type { OptionalContentConfig } from 'pdfjs-dist/types/src/display/optional_content_config.js';
import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { apply, identity, multiply, toMatrix, type Matrix } from './matrix.ts';
import { PaintedAreas } from './painted-areas.ts';
import type { HiddenReason, PdfFont, Word } from './word.ts';

export interface PageWords {
  readonly words: readonly Word[];
  readonly width: number;
  readonly height: number;
  /** Share of the page's area that images cover; 0 where images were not loaded. */
  readonly imageShare: number;
}

interface GraphicsState {
  matrix: Matrix;
  font: LoadedFont | undefined;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  rise: number;
  leading: number;
  mode: number;
  /** `undefined` for patterns. */
  ink: string | undefined;
  line: string | undefined;
  alpha: number;
}

interface LoadedFont extends PdfFont {
  readonly unit: number;
  readonly isVertical: boolean;
}

/** The parts of pdf.js's glyphs and fonts that are used here; the library declares both as `any`. */
interface Glyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric?: readonly number[] | null;
}
interface FontData {
  readonly name?: string;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly fontMatrix?: readonly number[];
  readonly vertical?: boolean;
}

/** Adobe's and Unicode's presentation forms: ligatures, Arabic shapes, Kangxi radicals that stand for characters. */
const presentation = /[\uFB00-\uFB06\uFB50-\uFDFF\uFE70-\uFEFC\u2E80-\u2FDF]/;

/** Gap inside one string, in ems, from which on it parts words. */
const wordGap = 0.2;

/**
 * Follow a page's drawing operators (ISO 32000-1 §9.4) and note every word with its place, font and whether it can
 * be seen. One pass gives both the text and the reasons to leave some out, so the two never disagree.
 */
export async function readWords(page: PDFPageProxy, layers: OptionalContentConfig): Promise<PageWords> {
  const viewport = page.getViewport({ scale: 1 });
  const { fnArray, argsArray } = await page.getOperatorList();
  const reader = new WordReader(page, layers, toMatrix(viewport.transform), viewport.width, viewport.height);
  for (let index = 0; index < fnArray.length; index++) {
    reader.run(fnArray[index]!, (argsArray[index] ?? []) as readonly unknown[]);
  }
  const imageShare = reader.areas.imageArea / (viewport.width * viewport.height);
  return { words: reader.words, width: viewport.width, height: viewport.height, imageShare };
}

class WordReader {
  readonly words: Word[] = [];
  readonly areas = new PaintedAreas();
  private state: GraphicsState;
  private readonly saved: GraphicsState[] = [];
  private textMatrix = identity;
  private lineMatrix = identity;
  private readonly fonts = new Map<string, LoadedFont>();
  /** For each open marked content: whether it switches text off. */
  private readonly marked: boolean[] = [];
  private annotationDepth = 0;

  constructor(
    private readonly page: PDFPageProxy,
    private readonly layers: OptionalContentConfig,
    private readonly base: Matrix,
    private readonly width: number,
    private readonly height: number,
  ) {
    this.state = this.initialState();
  }

  /** Arguments come as pdf.js packs them for its canvas (`display/canvas.js`); the library declares them as `any`. */
  run(operator: number, args: readonly unknown[]): void {
    const { state } = this;
    switch (operator) {
      case OPS.save:
      case OPS.beginGroup:
        this.saved.push({ ...state });
        return;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
      case OPS.endGroup:
      case OPS.endAnnotation:
        if (operator === OPS.endAnnotation) this.annotationDepth--;
        this.state = this.saved.pop() ?? this.state;
        return;
      case OPS.transform:
        state.matrix = multiply(state.matrix, toMatrix(args as readonly number[]));
        return;
      case OPS.paintFormXObjectBegin:
        this.saved.push({ ...state });
        state.matrix = multiply(state.matrix, toMatrix(args[0] as Float32Array | null));
        return;
      case OPS.beginAnnotation:
        this.saved.push({ ...state });
        this.annotationDepth++;
        this.state = this.initialState();
        this.state.matrix = multiply(
          multiply(this.base, toMatrix(args[2] as readonly number[])),
          toMatrix(args[3] as readonly number[]),
        );
        return;
      case OPS.beginMarkedContent:
        this.marked.push(false);
        return;
      case OPS.beginMarkedContentProps:
        this.marked.push(args[0] === 'OC' && !this.layers.isVisible(args[1] ?? null));
        return;
      case OPS.endMarkedContent:
        this.marked.pop();
        return;
      case OPS.setGState:
        for (const [key, value] of args[0] as readonly [string, unknown][]) this.setGraphics(key, value);
        return;
      default:
        this.runPainting(operator, args);
        this.runText(operator, args);
    }
  }

  private runPainting(operator: number, args: readonly unknown[]): void {
    const { state, areas } = this;
    switch (operator) {
      case OPS.setFillRGBColor:
        state.ink = String(args[0]);
        return;
      case OPS.setStrokeRGBColor:
        state.line = String(args[0]);
        return;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.ink = undefined;
        return;
      case OPS.setStrokeColorN:
      case OPS.setStrokeTransparent:
        state.line = undefined;
        return;
      case OPS.constructPath: {
        const [paint, [path]] = args as readonly [number, readonly [ArrayLike<number> | null]];
        if (path && fills.has(paint))
          areas.fill(path, state.matrix, state.alpha > 0.9 ? state.ink : undefined);
        return;
      }
      case OPS.shadingFill:
        areas.cover();
        return;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
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
    const { state } = this;
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

  private initialState(): GraphicsState {
    return {
      matrix: this.base, font: undefined, size: 0, charSpacing: 0, wordSpacing: 0, scale: 1, rise: 0, leading: 0,
      mode: 0, ink: '#000000', line: '#000000', alpha: 1,
    }; // prettier-ignore
  }

  private setGraphics(key: string, value: unknown): void {
    if (key === 'ca') this.state.alpha = Number(value);
    if (key === 'Font') {
      const [name, size] = value as [string, number];
      this.setFont(name, size);
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
    this.state.font = font;
    this.state.size = size;
  }

  private moveText(x: number, y: number): void {
    this.textMatrix = this.lineMatrix = multiply(this.lineMatrix, [1, 0, 0, 1, x, y]);
  }

  private showText(glyphs: readonly (Glyph | number | null)[]): void {
    const { size, font, scale, charSpacing, wordSpacing } = this.state;
    if (!font) return;
    let offset = 0;
    let open: { text: string; from: number; to: number; isSpaced: boolean } | undefined;
    let isSpaced = false;
    const close = () => {
      if (open) this.addWord(open.text, open.from, open.to, open.isSpaced, font);
      open = undefined;
    };
    for (const glyph of glyphs) {
      if (glyph === null) continue;
      if (typeof glyph === 'number') {
        offset -= (glyph / 1_000) * size * (font.isVertical ? -1 : scale);
        continue;
      }
      const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
      const width = font.isVertical ? Math.abs(glyph.vmetric?.[0] ?? 1_000) : glyph.width;
      const advance = (width * font.unit * size + spacing) * (font.isVertical ? 1 : scale);
      if (!glyph.unicode.trim()) {
        close();
        isSpaced = true;
      } else {
        const gap = open ? Math.abs(offset - open.to) : 0;
        if (gap > wordGap * Math.abs(size * scale)) {
          close();
          isSpaced = true;
        }
        open ??= { text: '', from: offset, to: offset, isSpaced };
        isSpaced = false;
        open.text += glyph.unicode;
        open.to = offset + advance;
      }
      offset += advance;
    }
    close();
    const moved: Matrix = font.isVertical ? [1, 0, 0, 1, 0, -offset] : [1, 0, 0, 1, offset, 0];
    this.textMatrix = multiply(this.textMatrix, moved);
  }

  private addWord(raw: string, from: number, to: number, isSpaced: boolean, font: LoadedFont): void {
    const { state } = this;
    const whole = multiply(state.matrix, this.textMatrix);
    const along = (offset: number) =>
      font.isVertical ? apply(whole, 0, -offset) : apply(whole, offset, state.rise);
    const [start, end] = [along(from), along(to)];
    const size = Math.abs(state.size) * Math.hypot(whole[2], whole[3]);
    const direction = font.isVertical
      ? [-whole[2], -whole[3]]
      : [whole[0] * Math.sign(state.size), whole[1] * Math.sign(state.size)];
    const angle =
      ((Math.round((Math.atan2(direction[1]!, direction[0]!) * 180) / Math.PI) % 360) + 360) % 360;
    const [left, y] = turn(start[0], start[1], angle);
    const [right] = turn(end[0], end[1], angle);
    const text = presentation.test(raw) ? raw.normalize('NFKC') : raw;
    const hidden = this.whyHidden((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, start, end, size);
    this.words.push({
      text,
      left: Math.min(left, right),
      right: Math.max(left, right),
      y,
      size,
      font,
      angle,
      isSpaced,
      ...(hidden === undefined ? {} : { hidden }),
    });
  }

  private whyHidden(
    x: number,
    y: number,
    start: readonly [number, number],
    end: readonly [number, number],
    size: number,
  ): HiddenReason | undefined {
    const { mode, alpha, ink, line } = this.state;
    if (this.marked.includes(true)) return 'in a layer that is switched off';
    if ((mode & 3) === 3) return 'drawn invisibly';
    if (size < 1) return 'font smaller than one point';
    const isOff = (value: number, length: number) => value < -0.5 * size || value > length + 0.5 * size;
    if (
      [start, end].every((point) => isOff(point[0], this.width)) &&
      Math.sign(start[0]) === Math.sign(end[0])
    )
      return 'outside the page';
    if ([start, end].every((point) => isOff(point[1], this.height))) return 'outside the page';
    if (alpha < 0.05) return 'transparent';
    // The middle of the letters: the baseline itself is often the lower edge of what lies behind.
    const colour = (mode & 3) === 1 ? line : ink;
    const above = y - 0.3 * size;
    if (colour !== undefined && this.annotationDepth === 0 && this.areas.swallows(colour, x, above)) {
      return 'in the colour of its background';
    }
    return undefined;
  }
}

const fills = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Page coordinates in the frame of text that runs at this angle. */
function turn(x: number, y: number, angle: number): readonly [number, number] {
  if (angle === 0) return [x, y];
  const radians = (angle * Math.PI) / 180;
  return [x * Math.cos(radians) + y * Math.sin(radians), -x * Math.sin(radians) + y * Math.cos(radians)];
}
