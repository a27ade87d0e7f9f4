import { type KnownDocument, planSync } from './plan-sync.ts';
import type { FolderScan } from './scan-folder.ts';

const scanOf = (files: Record<string, string>, unreadable: FolderScan['unreadable'] = []): FolderScan => ({
  files: Object.entries(files).map(([externalId, sha256]) => ({ externalId, sha256 })),
  unreadable,
  links: [],
});
const known = (externalId: string, sha256: string, mark: Record<string, unknown> = { syncedFrom: 'docs' }) =>
  ({ id: `id of ${externalId}`, externalId, sha256, metadata: mark }) satisfies KnownDocument;

const plan = (scan: FolderScan, documents: KnownDocument[]) => {
  const { send, rename, remove, unchanged, conflicts, tracked } = planSync('docs', scan, documents);
  return {
    send: send.map(({ file }) => file.externalId),
    rename: rename.map(({ known: before, file }) => [before.externalId, file.externalId]),
    remove: remove.map(({ externalId }) => externalId),
    unchanged: unchanged.map(({ externalId }) => externalId),
    conflicts: conflicts.map(({ file }) => file.externalId),
    tracked,
  };
};

test('new and changed files are sent, the same left alone, missing ones removed', () => {
  const documents = [known('same.md', '1'), known('changed.md', '2'), known('gone.md', '3')];
  expect(plan(scanOf({ 'same.md': '1', 'changed.md': '4', 'new.md': '5' }), documents)).toEqual({
    send: ['changed.md', 'new.md'],
    rename: [],
    remove: ['gone.md'],
    unchanged: ['same.md'],
    conflicts: [],
    tracked: 3,
  });
});

test('a new file with the bytes of a missing one is that file; each missing one serves once', () => {
  const documents = [known('a.md', '1'), known('b.md', '2')];
  expect(plan(scanOf({ 'x/a.md': '1', 'x/copy.md': '1' }), documents)).toMatchObject({
    send: ['x/copy.md'],
    rename: [['a.md', 'x/a.md']],
    remove: ['b.md'],
  });
});

test('a copy of a file that stays is a new file', () => {
  expect(plan(scanOf({ 'a.md': '1', 'copy.md': '1' }), [known('a.md', '1')])).toMatchObject({
    send: ['copy.md'],
    rename: [],
    remove: [],
  });
});

test('documents of no folder or of another one are never removed, renamed or overwritten', () => {
  const documents = [
    known('upload.md', '1', {}),
    known('https://site.example/', '2', {}),
    known('theirs.md', '3', { syncedFrom: 'other' }),
    known('shared.md', '4', { syncedFrom: 'other' }),
  ];
  expect(plan(scanOf({ 'mine.md': '3', 'shared.md': '9' }), documents)).toMatchObject({
    send: ['mine.md'],
    rename: [],
    remove: [],
    conflicts: ['shared.md'],
    tracked: 0,
  });
});

test('a document that was uploaded before under the same name becomes part of the folder', () => {
  expect(plan(scanOf({ 'a.md': '1' }), [known('a.md', '1', { team: 'x' })])).toMatchObject({
    send: ['a.md'],
    unchanged: [],
  });
});

test('what cannot be read is not what is missing', () => {
  const documents = [known('locked.md', '1'), known('closed/a.md', '2'), known('closed.md', '3')];
  const scan = scanOf({}, [
    { externalId: 'locked.md', isFolder: false, reason: 'EACCES' },
    { externalId: 'closed', isFolder: true, reason: 'EACCES' },
  ]);
  expect(plan(scan, documents)).toMatchObject({ send: [], remove: ['closed.md'] });
});

test('a JSONL file is always sent; its rows are removed with it, and not before', () => {
  const row = (id: string) => known(id, '1', { syncedFrom: 'docs', syncedFile: 'rows.jsonl' });
  expect(plan(scanOf({ 'rows.jsonl': '7' }), [row('r1'), row('r2')])).toMatchObject({
    send: ['rows.jsonl'],
    remove: [],
  });
  expect(plan(scanOf({ 'a.md': '1' }), [row('r1'), row('r2')])).toMatchObject({
    send: ['a.md'],
    remove: ['r1', 'r2'],
  });
});
