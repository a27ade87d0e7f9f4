import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository root, and the steps that `npm start` and `npm test` share. Needs Node and npm only. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const windows = process.platform === 'win32';
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const stamp = join(root, 'node_modules/.groundwork-installed');

const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

/** Runs a command in the root, its output shown; resolves with the exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: environment,
      shell: windows,
      ...options,
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

async function must(what, command, args, options) {
  const code = await run(command, args, options);
  if (code === 0) return;
  console.error(`${what} failed (exit code ${code}); see the lines above.`);
  process.exit(code);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Groundwork needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(78);
}

/** Installs what the lockfile names, once per lockfile, with the pnpm that package.json names. */
export async function install() {
  requireNode();
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing dependencies (once; about 330 MB) …');
  await must('Installing', 'npx', [
    '--yes',
    manifest.packageManager,
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
  ]);
  writeFileSync(stamp, lock);
}

/** Builds the apps; unchanged ones come from the cache. Says nothing unless it fails. */
export async function build() {
  const [command, args] = ['turbo', ['run', 'build', '--filter=./apps/*', '--no-update-notifier']];
  const child = spawn(command, args, { cwd: root, env: environment, shell: windows });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code === 0) return;
  console.error(`${output}\nBuilding failed (exit code ${code}); see the lines above.`);
  process.exit(code ?? 1);
}
