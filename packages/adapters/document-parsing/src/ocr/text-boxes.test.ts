import { findTextBoxes } from './text-boxes.ts';

/** A map of 100 × 60 that is sure of text inside the shape. */
function mapOf(isText: (x: number, y: number) => boolean) {
  const data = new Float32Array(100 * 60);
  for (let at = 0; at < data.length; at++) data[at] = isText(at % 100, Math.floor(at / 100)) ? 0.9 : 0.05;
  return { data, width: 100, height: 60 };
}

test('a marked part becomes a box around it, larger by the unclip ratio', () => {
  const [box, ...others] = findTextBoxes(mapOf((x, y) => x >= 20 && x < 60 && y >= 10 && y < 20));
  expect(others).toEqual([]);
  expect(box).toMatchObject({ x: 40, y: 15, angle: 0 });
  // 40 × 10 grows on each side by area × 1.5 / perimeter.
  expect(box!.width).toBeCloseTo(40 + (2 * 400 * 1.5) / 100);
  expect(box!.height).toBeCloseTo(10 + (2 * 400 * 1.5) / 100);
  expect(box!.score).toBeCloseTo(0.9);
});

test('a slanted line keeps its slant, and parts that do not touch are boxes of their own', () => {
  const slant = Math.tan((10 * Math.PI) / 180);
  const isLine = (x: number, y: number, from: number) =>
    x >= 10 && x < 90 && Math.abs(y - from - (x - 10) * slant) <= 4;
  const boxes = findTextBoxes(mapOf((x, y) => isLine(x, y, 8) || isLine(x, y, 35)));
  expect(boxes).toHaveLength(2);
  for (const { angle } of boxes) expect((angle * 180) / Math.PI).toBeCloseTo(10, 0);
});

test('specks are no text, nor is what the detector doubts', () => {
  expect(findTextBoxes(mapOf((x, y) => x === 50 && y === 30))).toEqual([]);
  const faint = mapOf(() => false);
  for (let at = 0; at < 3_000; at++) faint.data[at] = 0.35;
  expect(findTextBoxes(faint)).toEqual([]);
});
