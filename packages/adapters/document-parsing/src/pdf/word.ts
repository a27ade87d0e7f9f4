/** What a font tells about text set in it. */
export interface PdfFont {
  readonly name: string;
  readonly isBold: boolean;
}

/**
 * Glyphs that stand together, as found on a page. Coordinates are points in the frame in which its text runs from
 * left to right: `x` grows along the text, `y` (the baseline) downwards. `angle` turns that frame into the page's.
 */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  /** Height of the font in points. */
  readonly size: number;
  readonly font: PdfFont;
  /** Degrees, clockwise on the page; 0 for text that runs to the right. */
  readonly angle: number;
  /** White space stands before it in the file. */
  readonly isSpaced: boolean;
  /** Why no reader sees it. */
  readonly hidden?: HiddenReason;
}

export type HiddenReason =
  | 'drawn invisibly'
  | 'font smaller than one point'
  | 'outside the page'
  | 'transparent'
  | 'in a layer that is switched off'
  | 'in the colour of its background'
  | 'clipped away'
  | 'covered by what is drawn over it';
