/** Red, green and blue, 0…255. */
export type Colour = readonly [number, number, number];

const names: Readonly<Record<string, Colour>> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
};

/** A colour as CSS, PDF and OOXML write it (`#fff`, `FFFFFF`, `rgb(…)`, a few names); `undefined` for others. */
export function readColour(text: string): Colour | undefined {
  const named = names[text.toLowerCase()];
  if (named) return named;
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const value = Number.parseInt(digits, 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/i.exec(text);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
}

/** How far two colours lie apart: the largest difference of a component, 0…255. */
export function distanceOf(left: Colour, right: Colour): number {
  const [red, green, blue] = [left[0] - right[0], left[1] - right[1], left[2] - right[2]];
  return Math.max(Math.abs(red), Math.abs(green), Math.abs(blue));
}
