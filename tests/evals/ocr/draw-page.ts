import { createCanvas, GlobalFonts, type Canvas } from '@napi-rs/canvas';
import type { OcrLanguage } from './sample-texts.ts';

/** Families of common systems; those that a machine has are used. */
const families: Readonly<Record<OcrLanguage, readonly string[]>> = {
  en: ['Liberation Serif', 'Liberation Sans', 'DejaVu Serif', 'Times New Roman', 'Arial'],
  'zh-Hans': ['Noto Sans CJK SC', 'Noto Serif CJK SC', 'Droid Sans Fallback', 'SimSun', 'PingFang SC'],
  'zh-Hant': ['Noto Sans CJK TC', 'Noto Serif CJK TC', 'Droid Sans Fallback', 'MingLiU', 'PingFang TC'],
};

export function fontsFor(language: OcrLanguage): string[] {
  return families[language].filter((family) => GlobalFonts.has(family));
}

const dotsPerInch = 200;

/** An A4 page of paragraphs, set flush left, as a scanner at 200 dots per inch would see it. */
export function drawPage(
  paragraphs: readonly string[],
  look: { readonly family: string; readonly points: number },
): { readonly canvas: Canvas; readonly text: string; readonly used: number } {
  const [width, height] = [Math.round(8.27 * dotsPerInch), Math.round(11.69 * dotsPerInch)];
  const margin = 0.9 * dotsPerInch;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#111111';
  const size = (look.points * dotsPerInch) / 72;
  // Chinese fonts without Latin letters borrow them.
  context.font = `${size}px "${look.family}", "Liberation Sans", sans-serif`;
  const lines: string[] = [];
  let y = margin;
  for (const [used, paragraph] of paragraphs.entries()) {
    for (const line of wrap(paragraph, (text) => context.measureText(text).width, width - 2 * margin)) {
      if (y > height - margin) return { canvas, text: lines.join('\n'), used: used + 1 };
      context.fillText(line, margin, y);
      lines.push(line);
      y += 1.5 * size;
    }
    y += 0.6 * size;
  }
  return { canvas, text: lines.join('\n'), used: paragraphs.length };
}

function wrap(paragraph: string, widthOf: (text: string) => number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [part] of paragraph.matchAll(/[\x21-\x7e\u00a1-\u024f]+|\s+|./gu)) {
    if (line && widthOf(line + part) > width) {
      lines.push(line.trim());
      line = '';
    }
    line += line === '' ? part.trimStart() : part;
  }
  if (line.trim()) lines.push(line.trim());
  return lines;
}
