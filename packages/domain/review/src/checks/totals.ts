import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  type Decimal,
} from '../fields/values/decimal.ts';

interface Cell extends Span {
  readonly words: string;
  readonly number?: Decimal;
}

const header = {
  quantity: /数量|工程量|^qty\.?$|quantity|\bunits\b/iu,
  price: /单价|unit\s*(?:price|cost)|^price$|\brate\b/iu,
  amount: /金额|总价|合价|小计|^amount$|line\s*total|extended|^total$|total\s*(?:price|amount)|subtotal/iu,
};
const totalRow = /^(?:合计|总计|共计|total|grand\s*total|sum)\b|合计|总计/iu;

/** Rows where quantity × unit price is not the amount, and totals that their rows do not add up to. */
export const totals: Check = {
  id: 'totals-do-not-add-up',
  title: { en: 'Figures in a table do not add up', zh: '表格金额计算不一致' },
  severity: 'high',
  clauseType: 'price-and-payment',
  find(source) {
    return readTables(source).flatMap((rows) => checkTable(source, rows));
  },
};

/** Tables are runs of lines with cells between tabs or bars, whatever kind of Block they came in. */
function readTables(source: CheckSource): Cell[][][] {
  const tables: Cell[][][] = [];
  let open: Cell[][] = [];
  let width = 0;
  for (const line of source.text.matchAll(/[^\n]+/g)) {
    const cells = readCells(line[0], line.index);
    if (cells.length >= 3) {
      open.push(cells);
      width = Math.max(width, cells.length);
    } else if (!(cells.length === 2 && open.length > 0 && totalRow.test(cells[0]!.words))) {
      if (open.length >= 2) tables.push(open);
      open = [];
      width = 0;
    } else open.push(cells);
  }
  if (open.length >= 2) tables.push(open);
  return tables;
}

function readCells(line: string, at: number): Cell[] {
  const separator = line.includes('\t') ? /\t/g : /\|/g;
  if (!separator.test(line)) return [];
  const cells: Cell[] = [];
  let start = 0;
  const close = (end: number): void => {
    const words = line.slice(start, end).trim();
    const from = start + line.slice(start, end).indexOf(words);
    const number = parseDecimal(
      words.replace(/^(?:¥|\$|RMB|CNY|USD|US\$|人民币)\s*|\s*(?:元|台|套|个|件|吨|项|批|pcs|units?)$/giu, ''),
    );
    if (words !== '' || separator.source === '\\t')
      cells.push({ start: at + from, end: at + from + words.length, words, ...(number && { number }) });
    start = end + 1;
  };
  separator.lastIndex = 0;
  for (const match of line.matchAll(separator)) close(match.index);
  close(line.length);
  return cells.some(({ words }) => /^:?-{3,}/u.test(words)) ? [] : cells;
}

function checkTable(source: CheckSource, [head = [], ...rows]: Cell[][]): CheckHit[] {
  const column = (pattern: RegExp): number => head.findIndex(({ words }) => pattern.test(words));
  const [quantity, price] = [column(header.quantity), column(header.price)];
  const amount = head.findLastIndex(({ words }) => header.amount.test(words) && !header.price.test(words));
  if (amount < 0) return [];
  // "单价（万元）" beside "金额（元）": another unit would make every row look wrong.
  if (price >= 0 && /万/u.test(head[price]!.words) !== /万/u.test(head[amount]!.words)) return [];
  const hits: CheckHit[] = [];
  const summed: Cell[] = [];
  for (const row of rows) {
    const isTotal = row.some(({ words }) => totalRow.test(words));
    const cell = isTotal ? row.findLast(({ number }) => number !== undefined) : row[amount];
    if (!cell?.number) {
      // A row whose amount cannot be read makes every total below it unknowable.
      if (!isTotal) summed.length = 0;
      continue;
    }
    if (isTotal) {
      if (summed.length >= 2) hits.push(...checkTotal(source, summed, cell));
      return hits;
    }
    summed.push(cell);
    const [count, each] = [row[quantity]?.number, row[price]?.number];
    if (count && each && compareDecimals(multiplyDecimals(count, each), cell.number) !== 0) {
      hits.push(rowHit(source, row[quantity]!, row[price]!, cell, multiplyDecimals(count, each)));
    }
  }
  return hits;
}

function rowHit(source: CheckSource, quantity: Cell, price: Cell, amount: Cell, product: Decimal): CheckHit {
  const right = formatDecimal(product);
  return {
    spans: [amount, quantity, price]
      .filter(({ start, end }) => end > start)
      .map(({ start, end }) => ({ start, end })),
    rationale: {
      en: `${quantity.words} × ${price.words} is ${right}, but the row says ${amount.words}.`,
      zh: `数量${quantity.words}×单价${price.words}应为${right}，表中金额为${source.quote(amount)}。`,
    },
    suggestion: { kind: 'replace', at: { start: amount.start, end: amount.end }, text: right },
    confidence: 0.9,
  };
}

function checkTotal(source: CheckSource, summed: readonly Cell[], total: Cell): CheckHit[] {
  const sum = summed.map(({ number }) => number!).reduce(addDecimals);
  if (compareDecimals(sum, total.number!) === 0) return [];
  const right = formatDecimal(sum);
  return [
    {
      spans: [{ start: total.start, end: total.end }, ...summed.map(({ start, end }) => ({ start, end }))],
      rationale: {
        en: `The rows add up to ${right}, but the total says ${source.quote(total)}.`,
        zh: `各行金额之和为${right}，合计为${source.quote(total)}，两者不一致。`,
      },
      suggestion: { kind: 'replace', at: { start: total.start, end: total.end }, text: right },
      confidence: 0.88,
    },
  ];
}
