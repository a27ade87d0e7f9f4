import type { GraphicsState, LoadedFont } from './graphics-state.ts';

/** pdf.js's glyphs, as far as they are used here; the library declares them as `any`. */
export interface Glyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric?: readonly number[] | null;
}

/** Glyphs of one string that stand together, with their place along it. */
export interface RunPart {
  text: string;
  readonly from: number;
  to: number;
  /** White space, or a gap that stands for it, comes before. */
  readonly isSpaced: boolean;
}

/** Gap inside one string, in ems, from which on it parts words. */
const wordGap = 0.2;

/** The words of one text-showing operator (ISO 32000-1 §9.4.4), and how far it advances, in text space. */
export function splitRun(
  glyphs: readonly (Glyph | number | null)[],
  { size, scale, charSpacing, wordSpacing }: GraphicsState,
  font: LoadedFont,
): { readonly parts: readonly RunPart[]; readonly advance: number } {
  const parts: RunPart[] = [];
  let open: RunPart | undefined;
  let offset = 0;
  let isSpaced = false;
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
      open = undefined;
      isSpaced = true;
    } else {
      if (open && Math.abs(offset - open.to) > wordGap * Math.abs(size * scale)) {
        open = undefined;
        isSpaced = true;
      }
      if (!open) parts.push((open = { text: '', from: offset, to: offset, isSpaced }));
      isSpaced = false;
      open.text += glyph.unicode;
      open.to = offset + advance;
    }
    offset += advance;
  }
  return { parts, advance: offset };
}
