import type { Matrix } from './matrix.ts';

/** On the page, in points, y down. Empty where `right` is left of `left`, or `bottom` above `top`. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const everywhere: Rectangle = { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 };

/** The smallest upright rectangle around the points once mapped. */
export function boundsOf(points: Iterable<readonly [number, number]>, matrix: Matrix): Rectangle {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  const [a, b, c, d, e, f] = matrix;
  for (const point of points) {
    const x = a * point[0] + c * point[1] + e;
    const y = b * point[0] + d * point[1] + f;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

export function intersect(one: Rectangle, other: Rectangle): Rectangle {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

/** Share of a rectangle's area that lies inside another. */
export function shareInside(one: Rectangle, other: Rectangle): number {
  const width = Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left));
  const height = Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));
  return (width * height) / ((one.right - one.left) * (one.bottom - one.top) || 1);
}
