/** A place on a slide in English Metric Units (914,400 an inch), origin top left. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Items in the order in which people read them: divided again and again at the widest gap that goes all the way
 * through, top before bottom and left before right (recursive XY cut, Nagy & Seth 1984). What overlaps both ways is
 * read from the top; items without a place keep their order after the others.
 */
export function inReadingOrder<T>(items: readonly T[], placeOf: (item: T) => Place | undefined): T[] {
  const placed = items.flatMap((item) => {
    const place = placeOf(item);
    return place ? [{ item, place }] : [];
  });
  const ordered: { item: T; place: Place }[] = [];
  const stack = [placed];
  for (let group = stack.pop(); group !== undefined; group = stack.pop()) {
    const parts = divide(group);
    if (parts) stack.push(parts[1], parts[0]);
    else ordered.push(...group.sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x));
  }
  return [...ordered.map(({ item }) => item), ...items.filter((item) => !placeOf(item))];
}

type Placed<T> = { item: T; place: Place }[];

function divide<T>(group: Placed<T>): [Placed<T>, Placed<T>] | undefined {
  if (group.length < 2) return undefined;
  const rows = widestGap(group.map(({ place }) => [place.y, place.y + place.height]));
  const columns = widestGap(group.map(({ place }) => [place.x, place.x + place.width]));
  if (!rows && !columns) return undefined;
  const byRow = !columns || (rows !== undefined && rows.width >= columns.width);
  const at = byRow ? rows!.at : columns.at;
  const isFirst = ({ place }: { place: Place }) => (byRow ? place.y : place.x) < at;
  return [group.filter(isFirst), group.filter((item) => !isFirst(item))];
}

function widestGap(spans: readonly (readonly [number, number])[]): { at: number; width: number } | undefined {
  let best: { at: number; width: number } | undefined;
  let end = Number.NEGATIVE_INFINITY;
  for (const [start, stop] of spans.toSorted((a, b) => a[0] - b[0])) {
    // Boxes that touch are divided as well: slides are packed tightly.
    if (end !== Number.NEGATIVE_INFINITY && start >= end && start - end >= (best?.width ?? 0)) {
      best = { at: start, width: start - end };
    }
    end = Math.max(end, stop);
  }
  return best;
}
