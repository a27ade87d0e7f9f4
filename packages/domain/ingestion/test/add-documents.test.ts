import type { NewDocument } from '../src/index.ts';
import { openIngestion, unknownCollection } from './opened-ingestion.ts';

const bytes = (length: number) => new Uint8Array(length).fill(97);

test('each of many originals is answered for in its place, and one that cannot be taken keeps out no other', async () => {
  const { addDocuments, principal, collection, events, enqueued } = await openIngestion();
  const originals: NewDocument[] = [
    { collectionId: collection.id, externalId: 'a', content: bytes(10) },
    { collectionId: collection.id, externalId: 'empty', content: bytes(0) },
    { collectionId: unknownCollection, externalId: 'lost', content: bytes(10) },
    { collectionId: collection.id, externalId: 'b', content: bytes(20) },
    { collectionId: collection.id, externalId: 'a', content: bytes(10) },
    { collectionId: collection.id, externalId: 'a', content: bytes(30) },
  ];
  const said: string[] = [];
  for await (const one of addDocuments.run(principal, originals)) {
    if ('failure' in one) said.push(`${one.externalId} ${one.failure.code}`);
    else said.push(`${one.document.externalId} ${one.outcome}`);
  }
  expect(said).toEqual([
    'a created',
    'empty document.empty',
    'lost collection.not-found',
    'b created',
    'a unchanged',
    'a changed',
  ]);
  expect(events.filter(({ action }) => action === 'document.created')).toHaveLength(2);
  expect(new Set(enqueued).size).toBe(enqueued.length);
});

test('small documents share a job, each larger one has its own', async () => {
  const { addDocuments, principal, collection, jobs } = await openIngestion();
  const originals = Array.from({ length: 60 }, (_, i) => ({
    collectionId: collection.id,
    externalId: `d${i}`,
    content: bytes(i % 20 === 7 ? 50_000 : 10),
  }));
  for await (const one of addDocuments.run(principal, originals)) expect(one).toHaveProperty('document');
  expect(jobs.flat()).toHaveLength(60);
  expect(jobs.filter((documents) => documents.length === 1)).toHaveLength(3);
  expect(jobs.filter((documents) => documents.length > 1).length).toBeLessThanOrEqual(4);
});

test('only so many originals are in memory as are registered together', async () => {
  const { addDocuments, principal, collection } = await openIngestion();
  let [made, answered, most] = [0, 0, 0];
  const originals = function* () {
    for (let i = 0; i < 120; i++) {
      most = Math.max(most, ++made - answered);
      yield { collectionId: collection.id, externalId: `d${i}`, content: bytes(10) };
    }
  };
  for await (const one of addDocuments.run(principal, originals())) {
    expect(one).toMatchObject({ outcome: 'created' });
    answered++;
  }
  expect(answered).toBe(120);
  expect(most).toBeLessThanOrEqual(50);
});
