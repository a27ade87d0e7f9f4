/** The little Markdown the sources use. Text keeps `**bold**`; see `toRuns`. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph' | 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** Splits a body into Blocks. Blank lines separate; a line is a paragraph, so sources do not wrap. */
export function parseBlocks(body: string): Block[] {
  const blocks: Block[] = [];
  const lines = body.split('\n');
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!;
    const run = (pattern: RegExp) => {
      const start = i;
      while (i < lines.length && pattern.test(lines[i]!)) i++;
      return lines.slice(start, i);
    };
    const heading = /^(#{1,3}) (.*)$/.exec(line);
    if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length as 1 | 2 | 3, text: heading[2]! });
      i++;
    } else if (line.startsWith('|')) {
      const rows = run(/^\|/).filter((row) => !/^\|[\s|:-]+\|$/.test(row));
      blocks.push({
        kind: 'table',
        rows: rows.map((row) =>
          row
            .replace(/^\||\|$/g, '')
            .split('|')
            .map((cell) => cell.trim()),
        ),
      });
    } else if (/^- /.test(line)) {
      blocks.push({ kind: 'list', ordered: false, items: run(/^- /).map((item) => item.slice(2)) });
    } else if (/^\d+\. /.test(line)) {
      const items = run(/^\d+\. /).map((item) => item.replace(/^\d+\. /, ''));
      blocks.push({ kind: 'list', ordered: true, items });
    } else if (line.startsWith('> ')) {
      blocks.push({ kind: 'note', text: line.slice(2) });
      i++;
    } else {
      if (line.trim()) blocks.push({ kind: 'paragraph', text: line });
      i++;
    }
  }
  return blocks;
}

/** Splits text at `**`; every second run is bold. */
export function toRuns(text: string): { readonly text: string; readonly bold: boolean }[] {
  return text
    .split('**')
    .map((part, index) => ({ text: part, bold: index % 2 === 1 }))
    .filter((part) => part.text);
}
