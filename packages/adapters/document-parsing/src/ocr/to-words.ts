import type { Word } from '../pdf/word.ts';
import type { ReadPage } from './read-page-image.ts';
import type { ReadLine } from './recognizer.ts';

/** Font height as a share of the height of a line's box, and the baseline's place below the box's middle, in ems. */
const sizeOfBox = 0.72;
const baseline = 0.35;
/** Boxes differ with the letters in them; sizes this near to the page's usual one are it. */
const sameSize = 0.2;
/** Gap between characters, in ems, that parts words where none was read as a space. */
const widestGap = 2;

const font = { name: 'recognized', isBold: false };

/**
 * The words of a page image in points, for the same layout as those of a text layer. A page that was laid a little
 * askew is straightened around its middle, so that lines of neighbouring columns meet again.
 *
 * @param scale points for a pixel
 */
export function toWords(
  page: ReadPage,
  image: { readonly width: number; readonly height: number },
  scale: number,
): Word[] {
  if (page.lines.length === 0) return [];
  const skew = median(
    page.lines.map(({ box }) => box.angle),
    page.lines.map(({ box }) => box.width),
  );
  const usual = median(
    page.lines.map(sizeOf),
    page.lines.map(({ characters }) => characters.length),
  );
  const [middleX, middleY] = [image.width / 2, image.height / 2];
  const quarter = (page.turned * Math.PI) / 180;
  const turn = skew - quarter;
  return page.lines.flatMap((line) => {
    const { box } = line;
    const straight = rotate(box.x - middleX, box.y - middleY, -turn);
    // From the page into the frame in which the text runs to the right.
    const [x, y] = rotate(straight[0] + middleX, straight[1] + middleY, -quarter);
    const own = sizeOf(line);
    const size = Math.abs(own - usual) <= sameSize * usual ? usual : own;
    return partWords(line, size).map(({ text, from, to, isSpaced }) => ({
      text,
      left: (x - box.width / 2 + from * box.width) * scale,
      right: (x - box.width / 2 + to * box.width) * scale,
      y: (y + baseline * size) * scale,
      size: Math.round(size * scale * 2) / 2,
      font,
      angle: page.turned,
      isSpaced,
    }));
  });
}

function sizeOf({ box }: ReadLine): number {
  return box.height * sizeOfBox;
}

interface Part {
  text: string;
  from: number;
  to: number;
  readonly isSpaced: boolean;
}

function partWords({ box, characters }: ReadLine, size: number): Part[] {
  const parts: Part[] = [];
  let isOpen = false;
  const em = size / box.width;
  for (const { text, at } of characters) {
    if (!text.trim()) {
      isOpen = false;
      continue;
    }
    const half = em * (/[\u2E80-\uFFEF]/.test(text) ? 0.5 : 0.25);
    const open = parts.at(-1);
    if (open && isOpen && at - half - open.to < widestGap * em) {
      open.text += text;
      open.to = Math.max(open.to, at + half);
    } else {
      const from = Math.max(open?.to ?? 0, at - half);
      parts.push({ text, from, to: Math.max(from, at + half), isSpaced: parts.length > 0 });
      isOpen = true;
    }
  }
  return parts;
}

function rotate(x: number, y: number, angle: number): readonly [number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [x * cos - y * sin, x * sin + y * cos];
}

/** The value in the middle when each weighs what is said of it. */
function median(values: readonly number[], weights: readonly number[]): number {
  const order = values
    .map((value, index) => ({ value, weight: weights[index]! }))
    .sort((a, b) => a.value - b.value);
  const half = order.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of order) {
    sum += weight;
    if (sum >= half) return value;
  }
  return order.at(-1)?.value ?? 0;
}
