import type { OptionalContentConfig } from 'pdfjs-dist/types/src/display/optional_content_config.js';
import { multiply, toMatrix, type Matrix } from './matrix.ts';
import { OPS } from './pdf-library.ts';
import { boundsOf, everywhere, intersect, type Rectangle } from './rectangle.ts';
import type { PdfFont } from './word.ts';

/** What the operators of a page have set (ISO 32000-1 §8.4), as far as words and their visibility depend on it. */
export interface GraphicsState {
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
  /** Something makes paint let the ground through: a blend mode, a soft mask. */
  isSheer: boolean;
  /** No paint shows outside; larger than the clipping path where that is no rectangle. */
  clip: Rectangle;
}

export interface LoadedFont extends PdfFont {
  readonly unit: number;
  readonly isVertical: boolean;
}

/** The graphics state with all that nests in it: saved states, forms, annotations, marked content. */
export class GraphicsStack {
  state: GraphicsState;
  private readonly saved: GraphicsState[] = [];
  /** For each open marked content: whether it switches its content off. */
  private readonly marked: boolean[] = [];
  private annotationDepth = 0;

  constructor(
    private readonly base: Matrix,
    private readonly layers: OptionalContentConfig,
  ) {
    this.state = this.initialState();
  }

  get isSwitchedOff(): boolean {
    return this.marked.includes(true);
  }

  get isInAnnotation(): boolean {
    return this.annotationDepth > 0;
  }

  /**
   * Arguments come as pdf.js packs them for its canvas (`display/canvas.js`); the library declares them as `any`.
   *
   * @returns whether the operator was one of these.
   */
  run(operator: number, args: readonly unknown[]): boolean {
    const { state } = this;
    switch (operator) {
      case OPS.save:
      case OPS.beginGroup:
        this.saved.push({ ...state });
        return true;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
      case OPS.endGroup:
      case OPS.endAnnotation:
        if (operator === OPS.endAnnotation) this.annotationDepth--;
        this.state = this.saved.pop() ?? this.state;
        return true;
      case OPS.transform:
        state.matrix = multiply(state.matrix, toMatrix(args as readonly number[]));
        return true;
      case OPS.paintFormXObjectBegin: {
        this.saved.push({ ...state });
        state.matrix = multiply(state.matrix, toMatrix(args[0] as Float32Array | null));
        const box = args[1] as ArrayLike<number> | null | undefined;
        if (box?.length === 4) this.clipTo([box[0]!, box[1]!, box[2]!, box[3]!]);
        return true;
      }
      case OPS.beginAnnotation:
        this.saved.push({ ...state });
        this.annotationDepth++;
        this.state = this.initialState();
        this.state.matrix = multiply(
          multiply(this.base, toMatrix(args[2] as readonly number[])),
          toMatrix(args[3] as readonly number[]),
        );
        return true;
      case OPS.beginMarkedContent:
        this.marked.push(false);
        return true;
      case OPS.beginMarkedContentProps:
        this.marked.push(args[0] === 'OC' && !this.layers.isVisible(args[1] ?? null));
        return true;
      case OPS.endMarkedContent:
        this.marked.pop();
        return true;
      case OPS.setFillRGBColor:
        state.ink = String(args[0]);
        return true;
      case OPS.setStrokeRGBColor:
        state.line = String(args[0]);
        return true;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.ink = undefined;
        return true;
      case OPS.setStrokeColorN:
      case OPS.setStrokeTransparent:
        state.line = undefined;
        return true;
      default:
        return false;
    }
  }

  /** One entry of an ExtGState; fonts are the caller's. */
  setParameter(key: string, value: unknown): void {
    if (key === 'ca') this.state.alpha = Number(value);
    if (key === 'BM') this.state.isSheer ||= value !== 'source-over' && value !== 'Normal';
    if (key === 'SMask') this.state.isSheer ||= value !== false;
  }

  /** Clip to a box in the current frame: left, bottom, right, top. */
  clipTo([left, bottom, right, top]: readonly [number, number, number, number]): void {
    const corners: [number, number][] = [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
    ];
    this.state.clip = intersect(this.state.clip, boundsOf(corners, this.state.matrix));
  }

  private initialState(): GraphicsState {
    return {
      matrix: this.base, font: undefined, size: 0, charSpacing: 0, wordSpacing: 0, scale: 1, rise: 0, leading: 0,
      mode: 0, ink: '#000000', line: '#000000', alpha: 1, isSheer: false, clip: everywhere,
    }; // prettier-ignore
  }
}
