import { cpSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Builds the app in the current folder: `src/main.ts` with the workspace's sources in one file, everything from npm
 * left where it is. What runs in a process or thread of its own is an entry of its own beside it, and so are the
 * offline models and the playbooks that ship.
 */
const adapters = '../../packages/adapters';
const entries = {
  main: 'src/main.ts',
  'parse-child': `${adapters}/document-parsing/src/parse-child.ts`,
  'encoder-worker': `${adapters}/offline-inference/src/transformer/encoder-worker.ts`,
};

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: entries,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    {
      name: 'npm-stays-outside',
      setup({ onResolve }) {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@groundwork/') ? undefined : { path, external: true },
        );
      },
    },
  ],
});
for (const owner of ['offline-inference', 'contract-models'])
  cpSync(`${adapters}/${owner}/models`, 'dist/models', { recursive: true });
cpSync('../../packages/domain/review/playbooks', 'dist/playbooks', { recursive: true });
