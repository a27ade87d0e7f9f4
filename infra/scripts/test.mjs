import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, run } from './workspace.mjs';

await install();
await build();

const folder = mkdtempSync(join(tmpdir(), 'groundwork-test-'));
const results = join(folder, 'results.json');
const jest = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${results}`, ...process.argv.slice(2)];
const code = await run(
  process.execPath,
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...jest],
  {
    // Jest's report goes to standard error; the JSON that it also prints is kept in the file instead.
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);

const {
  testResults,
  numPassedTests,
  numFailedTests,
  numPendingTests,
  numTodoTests,
  numRuntimeErrorTestSuites,
} = JSON.parse(readFileSync(results, 'utf8'));
rmSync(folder, { recursive: true });
const skipped = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status }) => status === 'pending');
if (skipped.length > 0) {
  console.log('\nSkipped:');
  for (const { fullName } of skipped) console.log(`  ${fullName}`);
}
const failed = numFailedTests + numRuntimeErrorTestSuites;
console.log(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
process.exit(code);
