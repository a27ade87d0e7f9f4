import { existsSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Builds the app in the current folder: `src/main.ts` with the workspace's sources in one file, everything from npm
 * left where it is. The document parser's child process is an entry of its own beside it.
 */
const parserChild = '../../packages/adapters/document-parsing/src/parse-child.ts';

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/main.ts', ...(existsSync(parserChild) ? { 'parse-child': parserChild } : {}) },
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
