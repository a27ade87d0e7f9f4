import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `pnpm eval …`: text recognition is measured on pages drawn by the tests, everything else by the product itself. */
const [what, ...rest] = process.argv.slice(2);
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const args =
  what === 'ocr'
    ? ['--import', 'tsx', at('tests/evals/ocr/measure-ocr.ts'), ...rest]
    : [at('apps/cli/bin/groundwork.mjs'), 'eval', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
