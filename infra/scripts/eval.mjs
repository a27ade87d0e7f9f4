import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `pnpm eval …`: text recognition is measured on pages drawn by the tests, contract risks on contracts seeded by them,
 * everything else by the product itself.
 */
const [what, ...rest] = process.argv.slice(2);
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const measures = {
  ocr: 'tests/evals/ocr/measure-ocr.ts',
  'contract-comparison': 'tests/evals/contract-comparison/measure.ts',
  'contract-risks': 'tests/evals/contract-risks/measure.ts',
};
const args = Object.hasOwn(measures, what ?? '')
  ? ['--import', 'tsx', at(measures[what]), ...rest]
  : [at('apps/cli/bin/groundwork.mjs'), 'eval', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
