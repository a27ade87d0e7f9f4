/** Smallest, middle and largest of repeated measurements: the noise beside the figure. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One printed line: a figure, or two and their ratio, and the limit that holds for the ratio (or the figure). */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: Spread;
  readonly bare?: Spread;
  /** What the median (or the ratio of medians) must not exceed, or must reach. */
  readonly limit?: {
    readonly of: 'ratio' | 'median' | 'difference';
    readonly max?: number;
    readonly min?: number;
  };
  readonly note?: string;
}

export interface Bench {
  readonly name: string;
  /** Options begin with two dashes; a bench ignores those it does not know. */
  run(options?: readonly string[]): Promise<Row[]>;
}

export function spread(values: readonly number[]): Spread {
  return { min: percentile(values, 0), median: percentile(values, 50), max: percentile(values, 100) };
}

/** Nearest rank on the sorted values. */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new Error('No values.');
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1));
  return sorted[rank]!;
}

/**
 * Run the variants by turns, so that what disturbs the machine disturbs all of them; the first round only warms up.
 *
 * @returns for each variant its measurements, one a round.
 */
export async function interleave<Name extends string, Sample>(
  rounds: number,
  variants: Readonly<Record<Name, () => Promise<Sample>>>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(variants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (let round = 0; round <= rounds; round++) {
    const order = round % 2 === 0 ? names : [...names].reverse();
    for (const name of order) {
      const sample = await variants[name]();
      if (round > 0) samples[name].push(sample);
    }
  }
  return samples;
}

/** Milliseconds that the work took on the wall and on the CPU of this process. */
export async function timed(work: () => Promise<unknown>): Promise<{ wallMs: number; cpuMs: number }> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - wall, cpuMs: (user + system) / 1000 };
}
