import type { RunComparison } from '@groundwork/evaluation';
import type { CommandContext } from '../command.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/** `eval compare BEFORE AFTER`: two saved runs, query by query. */
export async function compareRuns({ positionals, output }: CommandContext): Promise<RunComparison> {
  const [, before, after] = positionals;
  if (!before || !after) throw new UsageError('Name two runs that --save wrote: eval compare BEFORE AFTER.');
  const { compareRuns: compareTwo, readRetrievalRun } = await import('@groundwork/evaluation');
  const comparison = compareTwo(await readRetrievalRun(before), await readRetrievalRun(after));
  printComparison(output, comparison);
  return comparison;
}

/** For people: means before and after, their difference with its interval, and the chance that it is one. */
export function printComparison(output: Output, { sameDataset, unpaired, differences }: RunComparison): void {
  if (!sameDataset)
    output.line('The two runs read different documents or queries; queries are paired by id.');
  if (unpaired > 0) output.line(`${unpaired} queries of only one of the runs are left out.`);
  output.line('paired               before   after   difference  95 % interval     p');
  for (const { ranking, metric, before, after, difference, interval, p } of differences) {
    const [low, high] = interval.map(signed);
    output.line(
      `${ranking.padEnd(8)} ${metric.padEnd(11)} ${before.toFixed(3)}   ${after.toFixed(3)}   ${signed(difference)}      [${low}, ${high}]  ${p.toFixed(4)}`,
    );
  }
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
