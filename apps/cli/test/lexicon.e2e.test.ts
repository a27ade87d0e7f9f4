import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

// Each command is a process of its own that opens the embedded database; several of them make one test.
jest.setTimeout(300_000);

let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-lexicon-'));
  const unset = { DATABASE_URL: '', QUEUE_URL: '', CHAT_MODEL: '' };
  environment = { DATA_DIR: join(folder, 'data'), EMBEDDING_MODEL: 'offline-fast:', ...unset };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lexicon = (...args: string[]) => runCli(['lexicon', ...args, '--json'], environment);

test('entries are added, imported, listed and removed', async () => {
  const added = await lexicon('add', 'synonyms', 'PTO', 'annual leave', '年假');
  expect(added.code).toBe(0);
  expect(added.json()).toEqual({
    name: 'synonyms:pto',
    kind: 'synonyms',
    terms: ['PTO', 'annual leave', '年假'],
  });

  const csv = join(folder, 'words.csv');
  await writeFile(csv, 'word,Groundwork 3000\nexpansion,benefits,dental,medical\n');
  expect((await lexicon('import', csv)).json()).toEqual({ put: 2, removed: 0, entries: 3 });

  const listed = await lexicon('list');
  expect(listed.json<{ entries: { name: string }[] }>().entries.map(({ name }) => name)).toEqual([
    'expansion:benefits',
    'synonyms:pto',
    'word:groundwork 3000',
  ]);
  // What was listed can be imported.
  const json = join(folder, 'words.json');
  await writeFile(json, listed.stdout);
  expect((await lexicon('import', json, '--replace')).json()).toEqual({ put: 3, removed: 0, entries: 3 });

  expect((await lexicon('remove', 'synonyms:pto')).code).toBe(0);
  const gone = await lexicon('remove', 'synonyms:pto');
  expect(gone.code).toBe(65);
  expect(gone.json<{ error: { code: string } }>().error.code).toBe('lexicon.not-found');
});

test('what makes no sense is refused with a reason', async () => {
  expect((await lexicon('shout')).code).toBe(64);
  expect((await lexicon('add', 'word')).code).toBe(64);
  expect((await lexicon('import', join(folder, 'absent.csv'))).code).toBe(65);
});
