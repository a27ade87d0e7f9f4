import type { Relationship } from '../package/read-relationships.ts';
import { nodeAt, nodesBelow, type XmlNode } from '../package/read-xml-tree.ts';

export interface FrameContext {
  /** A part that the slide refers to, as a tree; `undefined` where the archive lacks it. */
  readonly partOf: (id: string) => XmlNode | undefined;
  readonly cellText: (body: XmlNode | undefined) => string;
}

/** What a graphic frame shows: a table's rows, a chart's title and numbers, or the words of a diagram. */
export interface FrameContent {
  readonly title?: string;
  readonly rows?: readonly string[][];
  readonly items?: readonly string[];
}

/** Read a `graphicFrame` (ECMA-376 part 1 §19.3.1.21); frames of other kinds, such as embedded files, are empty. */
export function readFrame(frame: XmlNode, context: FrameContext): FrameContent {
  const data = nodeAt(frame, 'graphic', 'graphicData');
  const table = nodeAt(data, 'tbl');
  if (table) return { rows: tableRows(table, context) };
  const chart = context.partOf(nodeAt(data, 'chart')?.attributes.get('id') ?? '');
  if (chart) return readChart(chart);
  const diagram = context.partOf(nodeAt(data, 'relIds')?.attributes.get('dm') ?? '');
  if (diagram) {
    const items = nodesBelow(diagram, 'pt').map((point) => context.cellText(nodeAt(point, 't')));
    return { items: items.filter(Boolean) };
  }
  return {};
}

/** A cell that is merged with the one above says the same, so that every row can be read alone. */
function tableRows(table: XmlNode, { cellText }: FrameContext): string[][] {
  const rows: string[][] = [];
  for (const row of table.children.filter(({ name }) => name === 'tr')) {
    const cells = row.children.filter(({ name }) => name === 'tc');
    const above = rows.at(-1);
    rows.push(
      cells.map((cell, column) => {
        if (isOn(cell.attributes.get('vMerge'))) return above?.[column] ?? '';
        return isOn(cell.attributes.get('hMerge')) ? '' : cellText(nodeAt(cell, 'txBody'));
      }),
    );
  }
  return rows;
}

/** The numbers that a chart was drawn from, as kept in its part (§21.2): a row for each category, a column a series. */
function readChart(chart: XmlNode): FrameContent {
  const title = nodesBelow(nodeAt(chart, 'chartSpace', 'chart', 'title') ?? chart, 't');
  const hasTitle = nodeAt(chart, 'chartSpace', 'chart', 'title') !== undefined;
  const series = nodesBelow(chart, 'ser');
  const header = ['', ...series.map((one) => firstPoint(nodeAt(one, 'tx')))];
  const rows = new Map<string, string[]>();
  for (const [index, one] of series.entries()) {
    const names = pointsOf(nodeAt(one, 'cat') ?? nodeAt(one, 'xVal'));
    for (const [at, value] of pointsOf(nodeAt(one, 'val') ?? nodeAt(one, 'yVal'))) {
      const row = rows.get(at) ?? [names.get(at) ?? String(Number(at) + 1)];
      row[index + 1] = value;
      rows.set(at, row);
    }
  }
  return {
    ...(hasTitle ? { title: title.map(({ text }) => text).join('') } : {}),
    ...(rows.size > 0
      ? { rows: [header, ...[...rows.values()].map((row) => Array.from(row, (cell) => cell ?? ''))] }
      : {}),
  };
}

function pointsOf(source: XmlNode | undefined): ReadonlyMap<string, string> {
  const points = source ? nodesBelow(source, 'pt') : [];
  return new Map(points.map((point) => [point.attributes.get('idx') ?? '', nodeAt(point, 'v')?.text ?? '']));
}

const firstPoint = (source: XmlNode | undefined) => [...pointsOf(source).values()][0] ?? '';
const isOn = (value: string | undefined) => value === '1' || value === 'true';

/** Find the parts that a slide refers to by relationship. */
export function partFinder(
  relations: readonly Relationship[],
  read: (part: string) => XmlNode,
): (id: string) => XmlNode | undefined {
  return (id) => {
    const target = relations.find((relation) => relation.id === id)?.target;
    return target === undefined ? undefined : read(target);
  };
}
