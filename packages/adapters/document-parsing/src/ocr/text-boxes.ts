/** A turned rectangle in pixels: `angle` in radians, clockwise, within ±45° of the axis that `width` lies along. */
export interface TextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
  /** Mean probability of text inside, 0…1. */
  readonly score: number;
}

export interface ProbabilityMap {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

type Point = readonly [number, number];

/* As PaddleOCR sets them for its DB detectors. */
const threshold = 0.3;
const fewestScore = 0.5;
const unclip = 1.5;
const smallestSide = 3;

/**
 * Boxes around what a text detector marked (differentiable binarization: Liao et al., arXiv:1911.08947): connected
 * parts of the map, each in its smallest rectangle, grown by area × 1.5 / perimeter because the detector learnt shrunken text.
 */
export function findTextBoxes({ data, width, height }: ProbabilityMap): TextBox[] {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const boxes: TextBox[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || data[start]! < threshold) continue;
    let [top, size, sum] = [1, 0, 0];
    stack[0] = start;
    seen[start] = 1;
    /** Leftmost and rightmost pixel of each row: the corners of the part lie among them. */
    const rows = new Map<number, [number, number]>();
    while (top > 0) {
      const at = stack[--top]!;
      const [x, y] = [at % width, Math.floor(at / width)];
      size++;
      sum += data[at]!;
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          const next = ny * width + nx;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height || seen[next] || data[next]! < threshold)
            continue;
          seen[next] = 1;
          stack[top++] = next;
        }
      }
    }
    const score = sum / size;
    if (score < fewestScore) continue;
    const box = smallestRectangle(edgeOf(rows));
    if (Math.min(box.width, box.height) < smallestSide) continue;
    const grow = (box.width * box.height * unclip) / (2 * (box.width + box.height));
    boxes.push({ ...box, width: box.width + 2 * grow, height: box.height + 2 * grow, score });
  }
  return boxes;
}

function edgeOf(rows: ReadonlyMap<number, readonly [number, number]>): Point[] {
  return [...rows].flatMap(([y, [left, right]]): Point[] => [
    [left, y],
    [right + 1, y],
    [left, y + 1],
    [right + 1, y + 1],
  ]);
}

/** The rectangle of least area lies along an edge of the convex hull. */
function smallestRectangle(points: readonly Point[]): Omit<TextBox, 'score'> {
  const hull = convexHull(points);
  let best: (Omit<TextBox, 'score'> & { area: number }) | undefined;
  for (let index = 0; index < hull.length; index++) {
    const [from, to] = [hull[index]!, hull[(index + 1) % hull.length]!];
    let angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    // Any of the four sides may be the edge; lines of text are described from within 45° of the horizontal.
    angle -= Math.round(angle / (Math.PI / 2)) * (Math.PI / 2);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of hull) {
      const [along, across] = [x * cos + y * sin, y * cos - x * sin];
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    const area = (right - left) * (bottom - top);
    if (best && area >= best.area) continue;
    const [along, across] = [(left + right) / 2, (top + bottom) / 2];
    best = {
      x: along * cos - across * sin,
      y: along * sin + across * cos,
      width: right - left,
      height: bottom - top,
      angle,
      area,
    };
  }
  const { area: _, ...box } = best!;
  return box;
}

/** Andrew's monotone chain. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
