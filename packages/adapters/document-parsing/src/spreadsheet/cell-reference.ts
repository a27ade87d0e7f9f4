export interface CellReference {
  readonly row: number;
  readonly column: number;
}

/** "B7" as numbers from 1, "$" signs ignored; `undefined` for anything else or beyond Excel's 1,048,576 × 16,384. */
export function readReference(text: string): CellReference | undefined {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(text);
  if (!parts) return undefined;
  let column = 0;
  for (const letter of parts[1]!) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(parts[2]);
  return row >= 1 && row <= 1_048_576 && column <= 16_384 ? { row, column } : undefined;
}

/** "B7:D9" as its two corners; one cell is a range as well. */
export function readRange(text: string): { first: CellReference; last: CellReference } | undefined {
  const [from, to] = text.split(':');
  const first = readReference(from ?? '');
  const last = to === undefined ? first : readReference(to);
  return first && last ? { first, last } : undefined;
}
