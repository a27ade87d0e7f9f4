import type { Row, Spread } from './measure.ts';

/** One line a row: ours and bare as median [min–max], their ratio, and whether the limit holds. */
export function printRow(row: Row): string {
  const { what, unit, ours, bare, note } = row;
  const parts = [`  ${what.padEnd(46)} ${show(ours)} ${unit}`];
  if (bare) parts.push(`bare ${show(bare)} ${unit}`, `ratio ${number(ours.median / bare.median)}`);
  const verdict = judge(row);
  if (verdict) parts.push(verdict.text);
  if (note) parts.push(`(${note})`);
  return parts.join('   ');
}

/** The figure that the limit speaks of, and whether it holds. */
export function judge({ ours, bare, limit }: Row): { text: string; holds: boolean } | undefined {
  if (!limit) return undefined;
  const base = bare?.median ?? Number.NaN;
  const value = {
    ratio: ours.median / base,
    median: ours.median,
    difference: ours.median - base,
  }[limit.of];
  const holds = value <= (limit.max ?? Infinity) && value >= (limit.min ?? -Infinity);
  const bound = limit.max === undefined ? `≥ ${limit.min}` : `≤ ${limit.max}`;
  return { text: `${limit.of} ${number(value)} ${holds ? 'meets' : 'MISSES'} ${bound}`, holds };
}

const show = ({ min, median, max }: Spread) => `${number(median)} [${number(min)}–${number(max)}]`;

function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}
