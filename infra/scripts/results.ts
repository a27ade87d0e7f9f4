import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { insertResults, renderResultsTables, RunRecord } from '@groundwork/evaluation';
import { format, resolveConfig } from 'prettier';

/**
 * Writes the tables of the root README from the committed records: `pnpm results`. With `--check` it writes nothing
 * and fails where they differ.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const readme = join(root, 'README.md');
const folder = join(root, 'tests/evals/records');

const records = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()
  .map((path) => {
    const record = RunRecord.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!record.success) throw new Error(`${path} is no run record: ${record.error.message}`);
    return record.data;
  });

const written = readFileSync(readme, 'utf8');
const filled = insertResults(written, { ...renderResultsTables(records) });
const due = await format(filled, { ...(await resolveConfig(readme)), parser: 'markdown' });

if (!process.argv.includes('--check')) {
  writeFileSync(readme, due);
  console.log(`README.md shows ${records.length} records.`);
} else if (due !== written) {
  console.error('README.md does not show what tests/evals/records holds: run `pnpm results`.');
  process.exitCode = 1;
}
