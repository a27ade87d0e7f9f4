import { build, install, run } from './workspace.mjs';

await install();
await build();
process.exit(await run(process.execPath, ['apps/platform/dist/main.js', ...process.argv.slice(2)]));
