import { distanceOf, readColour, type Colour } from '../colour.ts';
import { apply, type Matrix } from './matrix.ts';
import type { Rectangle } from './rectangle.ts';

interface Area extends Rectangle {
  /** `undefined` where it is not known to be one colour all over: images, shadings, curved shapes. */
  readonly colour: Colour | undefined;
}

const paper: Colour = [255, 255, 255];
/** Thinner fills are lines and borders. */
const thinnest = 4;
/** Enough for any page that is read by people; beyond, backgrounds count as unknown. */
const most = 4_000;

/** What is painted on a page, in order, as far as it may lie behind text. Coordinates are the page's, y down. */
export class PaintedAreas {
  private readonly areas: Area[] = [];
  private last: { readonly text: string; readonly colour: Colour | undefined } | undefined;
  /** Share of the page that images cover, counted without overlaps in mind. */
  imageArea = 0;

  /**
   * A filled path: its rectangles keep their colour, other shapes are unknown ground.
   *
   * @returns the upright rectangles of a colour that hides what lies under them.
   */
  fill(path: ArrayLike<number>, matrix: Matrix, colour: string | undefined): Rectangle[] {
    const known = colour === undefined ? undefined : readColour(colour);
    const solid: Rectangle[] = [];
    for (const points of subpaths(path)) {
      const isPlain = isRectangle(points);
      const area = this.add(
        points.filter(([x]) => !Number.isNaN(x)).map(([x, y]) => apply(matrix, x, y)),
        isPlain ? known : undefined,
      );
      if (area?.colour && isUpright(matrix)) solid.push(area);
    }
    return solid;
  }

  image(matrix: Matrix): void {
    const corners = [apply(matrix, 0, 0), apply(matrix, 1, 0), apply(matrix, 1, 1), apply(matrix, 0, 1)];
    const area = this.add(corners, undefined);
    if (area) this.imageArea += (area.right - area.left) * (area.bottom - area.top);
  }

  /** Unknown ground everywhere: a shading fills whatever is clipped. */
  cover(): void {
    this.areas.push({ left: -1e9, top: -1e9, right: 1e9, bottom: 1e9, colour: undefined });
  }

  /** Whether text of this colour at this point cannot be told from what lies behind it. */
  swallows(colour: string, x: number, y: number): boolean {
    const ink = this.read(colour);
    if (!ink || this.areas.length > most) return false;
    let behind: Area | undefined;
    for (let index = this.areas.length - 1; index >= 0 && !behind; index--) {
      const area = this.areas[index]!;
      if (x >= area.left && x <= area.right && y >= area.top && y <= area.bottom) behind = area;
    }
    const ground = behind ? behind.colour : paper;
    return ground !== undefined && distanceOf(ink, ground) < 12;
  }

  /** Most text of a page has one colour. */
  private read(colour: string): Colour | undefined {
    if (this.last?.text !== colour) this.last = { text: colour, colour: readColour(colour) };
    return this.last.colour;
  }

  private add(points: readonly (readonly [number, number])[], colour: Colour | undefined): Area | undefined {
    if (this.areas.length > most) return undefined;
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const area = {
      left: Math.min(...xs),
      right: Math.max(...xs),
      top: Math.min(...ys),
      bottom: Math.max(...ys),
      colour,
    };
    if (area.right - area.left < thinnest || area.bottom - area.top < thinnest) return undefined;
    this.areas.push(area);
    return area;
  }
}

/** pdf.js packs a path as operators with their coordinates: 0 move, 1 line, 2 curve, 3 close. */
function subpaths(path: ArrayLike<number>): [number, number][][] {
  const found: [number, number][][] = [];
  for (let at = 0; at < path.length;) {
    const operator = path[at++];
    if (operator === 0) found.push([]);
    const points = operator === 2 ? 3 : operator === 3 ? 0 : 1;
    for (let point = 0; point < points; point++, at += 2) found.at(-1)?.push([path[at]!, path[at + 1]!]);
    // A curve makes its subpath no rectangle, whatever its points.
    if (operator === 2) found.at(-1)?.push([Number.NaN, Number.NaN]);
  }
  return found.filter((points) => points.length > 1).slice(0, most);
}

/** By quarter turns only: a rectangle stays one. */
function isUpright([a, b, c, d]: Matrix): boolean {
  return (Math.abs(b) < 1e-6 && Math.abs(c) < 1e-6) || (Math.abs(a) < 1e-6 && Math.abs(d) < 1e-6);
}

function isRectangle(points: readonly (readonly [number, number])[]): boolean {
  const isClosed = points.length === 5 && points[0]![0] === points[4]![0] && points[0]![1] === points[4]![1];
  if (points.length !== 4 && !isClosed) return false;
  const straight = points.slice(0, 4).every(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % 4]!;
    return Math.abs(x - nextX) < 0.01 || Math.abs(y - nextY) < 0.01;
  });
  return straight;
}
