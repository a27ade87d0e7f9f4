import type { GraphicsStack } from './graphics-state.ts';
import type { PaintedAreas } from './painted-areas.ts';
import { shareInside, type Rectangle } from './rectangle.ts';
import type { HiddenReason } from './word.ts';

/** Where a word is drawn: both ends of its baseline on the page, its font's height, and the letters' own bounds. */
export interface DrawnPlace {
  readonly start: readonly [number, number];
  readonly end: readonly [number, number];
  readonly size: number;
  readonly bounds: Rectangle;
}

/** Less of a word inside the clipping path is no word to a reader. */
const leastShown = 0.1;

/** Why no reader sees a word that is drawn here now; `undefined` where one does, unless it is covered later. */
export function findHidden(
  { start, end, size, bounds }: DrawnPlace,
  graphics: GraphicsStack,
  areas: PaintedAreas,
  page: { readonly width: number; readonly height: number },
): HiddenReason | undefined {
  const { mode, alpha, ink, line, clip } = graphics.state;
  if (graphics.isSwitchedOff) return 'in a layer that is switched off';
  if ((mode & 3) === 3) return 'drawn invisibly';
  if (size < 1) return 'font smaller than one point';
  const slack = 0.5 * size;
  const isOffAside = isOff(start[0], page.width, slack) && isOff(end[0], page.width, slack);
  if (isOffAside && Math.sign(start[0]) === Math.sign(end[0])) return 'outside the page';
  if (isOff(start[1], page.height, slack) && isOff(end[1], page.height, slack)) return 'outside the page';
  if (alpha < 0.05) return 'transparent';
  if (shareInside(bounds, clip) < leastShown) return 'clipped away';
  // The middle of the letters: the baseline itself is often the lower edge of what lies behind.
  const colour = (mode & 3) === 1 ? line : ink;
  const above = (start[1] + end[1]) / 2 - 0.3 * size;
  if (
    colour !== undefined &&
    !graphics.isInAnnotation &&
    areas.swallows(colour, (start[0] + end[0]) / 2, above)
  )
    return 'in the colour of its background';
  return undefined;
}

function isOff(value: number, length: number, slack: number): boolean {
  return value < -slack || value > length + slack;
}
