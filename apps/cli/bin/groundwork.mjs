#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/main.js', import.meta.url);
if (!existsSync(fileURLToPath(built))) {
  console.error('groundwork is not built yet. Run "npm start" or "npm test" once in the repository root.');
  process.exit(70);
}
await import(built.href);
