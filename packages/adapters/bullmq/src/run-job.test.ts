import { sweepDocuments, ingestDocument } from '@groundwork/jobs';
import { DocumentId, newId, OperationalError, TenantId, UserError } from '@groundwork/kernel';
import { UnrecoverableError } from 'bullmq';
import { runJob } from './run-job.ts';

const { signal } = new AbortController();
const failing = (error: unknown) => async () => {
  throw error;
};

test('a payload that no longer parses is not tried again, and its handler never sees it', async () => {
  let runs = 0;
  const run = runJob(
    ingestDocument,
    async () => void runs++,
    { documentId: 'from an older release' },
    signal,
  );
  await expect(run).rejects.toBeInstanceOf(UnrecoverableError);
  expect(runs).toBe(0);
});

test('the handler gets what the schema made of the payload', async () => {
  const payload = { tenantId: newId(TenantId), documentId: newId(DocumentId) };
  const seen: unknown[] = [];
  const handle = async (job: unknown) => void seen.push(job);
  await runJob(ingestDocument, handle, { ...payload, extra: true }, signal);
  expect(seen).toEqual([payload]);
});

test('a user error is not tried again and stays to be seen as the cause', async () => {
  const error = new UserError('document.broken', 'broken');
  const caught = await runJob(sweepDocuments, failing(error), {}, signal).catch((thrown: unknown) => thrown);
  expect(caught).toBeInstanceOf(UnrecoverableError);
  expect(caught).toHaveProperty('cause', error);
});

test.each([new OperationalError('model.timeout', 'slow'), new TypeError('a bug')])(
  'other errors pass as they are: %s',
  async (error) => {
    await expect(runJob(sweepDocuments, failing(error), {}, signal)).rejects.toBe(error);
  },
);
