import { readFileSync } from 'node:fs';
import { readConfig, settingNames } from './config.ts';

test('an empty environment is a working, offline configuration', () => {
  const config = readConfig({});
  expect(config.database.url).toBe('pglite:./data/database');
  expect(config.queue.url).toBe('database:');
  expect(config.chat.model).toBe('offline:');
  expect(config.embedding.model).toBe('offline:');
  expect(config.rerank.model).toBe('none');
});

test('every fault is reported at once', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://x', PORT: 'eighty' })).toThrow(/DATABASE_URL.*PORT/s);
});

test('.env.example names every setting, and no other, at its default', () => {
  const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
  const entries = [...text.matchAll(/^#?\s?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
    name!,
    value!,
  ]);
  expect(entries.map(([name]) => name).sort()).toEqual([...settingNames].sort());
  expect(readConfig(Object.fromEntries(entries))).toEqual(readConfig({}));
});
