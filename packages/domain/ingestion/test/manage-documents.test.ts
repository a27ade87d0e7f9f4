import { silentLogger } from '@groundwork/kernel';
import {
  CreateCollection,
  GetDocument,
  ListDocuments,
  RemoveDocument,
  RetryDocument,
  SetDocumentAccess,
  SweepDocuments,
} from '../src/index.ts';
import { openIngestion, principalWith, unknownCollection, unknownDocument } from './opened-ingestion.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a new document takes the access of its collection, is enqueued and audited', async () => {
  const { addText, enqueued, events } = await openIngestion();
  const { document, outcome } = await addText('Twenty days.');
  expect(outcome).toBe('created');
  expect(document.access).toEqual(['everyone']);
  expect(enqueued).toEqual([document.id]);
  expect(events.map((event) => event.action)).toEqual(['collection.created', 'document.created']);
});

test('the same document again does nothing once it is ready, a changed one makes new work', async () => {
  const { addText, enqueued, run } = await openIngestion();
  const { document } = await addText('Twenty days.');
  await run(document.id);
  expect((await addText('Twenty days.')).outcome).toBe('unchanged');
  expect(enqueued).toHaveLength(1);
  expect((await addText('Thirty days.')).outcome).toBe('changed');
  expect(enqueued).toEqual([document.id, document.id]);
});

test('the same document again is tried again where it failed', async () => {
  const { addText, enqueued, run, statusOf } = await openIngestion();
  const { document } = await addText(' \n ');
  await run(document.id);
  expect(await statusOf(document.id)).toBe('failed');
  await addText(' \n ');
  expect(await statusOf(document.id)).toBe('pending');
  expect(enqueued).toHaveLength(2);
});

test.each([
  ['nothing', { content: bytes('') }, 'document.empty'],
  ['too much', { content: new Uint8Array(100_001) }, 'document.too-large'],
  ['a name without letters', { externalId: ' ' }, 'request.invalid'],
  ['a name with a line break', { externalId: 'a\nb' }, 'request.invalid'],
  ['a name of 501 characters', { externalId: 'a'.repeat(501) }, 'request.invalid'],
  ['an unknown collection', { collectionId: unknownCollection }, 'collection.not-found'],
])('refuses %s and stores nothing', async (_, change, code) => {
  const { add, principal, collection, documents, enqueued } = await openIngestion();
  const document = { collectionId: collection.id, externalId: 'a', content: bytes('x'), ...change };
  await expect(add(principal, document)).rejects.toMatchObject({ code });
  expect((await documents.list(principal, { limit: 10 })).documents).toEqual([]);
  expect(enqueued).toEqual([]);
});

test('a name that looks like a path is only a name', async () => {
  const { addText } = await openIngestion();
  expect((await addText('x', '../../etc/passwd')).document.externalId).toBe('../../etc/passwd');
});

test('writing needs the scope ingest', async () => {
  const opened = await openIngestion();
  const reader = principalWith('search', 'answer');
  const { document } = await opened.addText('x');
  const denied = { code: 'auth.forbidden' };
  await expect(
    new CreateCollection({ ...opened, collections: opened.stores }).run(reader, { name: 'B' }),
  ).rejects.toMatchObject(denied);
  await expect(
    opened.add(reader, { collectionId: opened.collection.id, externalId: 'b', content: bytes('x') }),
  ).rejects.toMatchObject(denied);
  await expect(new SetDocumentAccess(opened).run(reader, document.id, [])).rejects.toMatchObject(denied);
  await expect(new RemoveDocument(opened).run(reader, document.id, 'erase')).rejects.toMatchObject(denied);
  await expect(new RetryDocument(opened).run(reader, document.id)).rejects.toMatchObject(denied);
});

test('a change of access and a removal are audited, and hide the document', async () => {
  const opened = await openIngestion();
  const { document } = await opened.addText('x');
  await new SetDocumentAccess(opened).run(opened.principal, document.id, ['group:board']);
  await expect(new GetDocument(opened).run(opened.principal, document.id)).rejects.toMatchObject({
    code: 'document.not-found',
  });
  const board = { ...opened.principal, grants: ['group:board'] as const };
  await new RemoveDocument(opened).run(board, document.id, 'erase');
  await expect(new GetDocument(opened).run(board, document.id)).rejects.toMatchObject({
    code: 'document.not-found',
  });
  expect(opened.events.map((event) => event.action).slice(-2)).toEqual([
    'document.access-changed',
    'document.erased',
  ]);
});

test('what is unknown is not found, and nothing is audited for it', async () => {
  const opened = await openIngestion();
  const missing = { code: 'document.not-found' };
  await expect(
    new RemoveDocument(opened).run(opened.principal, unknownDocument, 'delete'),
  ).rejects.toMatchObject(missing);
  await expect(
    new SetDocumentAccess(opened).run(opened.principal, unknownDocument, []),
  ).rejects.toMatchObject(missing);
  await expect(new RetryDocument(opened).run(opened.principal, unknownDocument)).rejects.toMatchObject(
    missing,
  );
  await expect(new ListDocuments(opened).run(opened.principal, { limit: 0 })).rejects.toMatchObject({
    code: 'request.invalid',
  });
  expect(opened.events).toHaveLength(1);
});

test('the sweep puts back what showed no sign of life, and nothing else', async () => {
  const opened = await openIngestion();
  const lost = (await opened.addText('lost', 'lost')).document;
  const done = (await opened.addText('done', 'done')).document;
  await opened.run(done.id);
  opened.time.now += 120_000;
  const fresh = (await opened.addText('fresh', 'fresh')).document;
  opened.enqueued.length = 0;
  const limits = { stuckAfterMs: 60_000, batch: 10 };
  const sweep = new SweepDocuments({ ...opened, work: opened.stores, logger: silentLogger, limits });
  await sweep.run(new AbortController().signal);
  expect(opened.enqueued).toEqual([lost.id]);
  expect(opened.enqueued).not.toContain(fresh.id);
});
