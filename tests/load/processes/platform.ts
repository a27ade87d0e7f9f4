/** The whole system as `npm start` runs it, on a data folder: runtime, workers, HTTP; and its own questions in process. */
import { CreateCollection } from '@groundwork/ingestion';
import { createKnowledgeApp } from '@groundwork/knowledge-app';
import { addAndWait, openLocalTenant, openRuntime, readConfig } from '@groundwork/runtime';
import { SearchPassages } from '@groundwork/retrieval';
import { makeCorpus } from '../search/synthetic-corpus.ts';
import { answerQuestions, residentMiB } from './start-process.ts';

const [dataDir = '', size = '0'] = process.argv.slice(2);
const chunks = Number(size);
const runtime = await openRuntime(readConfig({ DATA_DIR: dataDir }));
const { principal, apiKey } = await openLocalTenant(runtime);
await runtime.startWorkers();
const app = await createKnowledgeApp(runtime, { rateLimit: { perMinute: 1e9, burst: 1e9 } });
await app.listen(0, '127.0.0.1');
process.once(
  'SIGTERM',
  () =>
    void app
      .close()
      .then(() => runtime.close())
      .then(() => process.exit(0)),
);

const corpus = makeCorpus(Math.max(chunks, 500), 400, 8);
let next = 0;

answerQuestions(
  {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    apiKey,
    queries: corpus.queries.map(({ text }) => text),
  },
  {
    memory: residentMiB,
    /** Texts as files of fifty chunks; the answer is how many chunks were made of them. */
    ingest: async () => {
      const { id } = await runtime.get(CreateCollection).run(principal, { name: 'bench' });
      let made = 0;
      for await (const document of addAndWait(runtime, principal, files(id))) {
        made += document.currentVersion?.chunks ?? 0;
      }
      return made;
    },
    /** Milliseconds of each of fifty searches, without HTTP. */
    search: async () => {
      const times: number[] = [];
      for (let i = 0; i < 50; i++) {
        const query = corpus.queries[next++ % corpus.queries.length]!.text;
        const began = performance.now();
        await runtime.get(SearchPassages).run(principal, { query, limit: 10 });
        times.push(performance.now() - began);
      }
      return times;
    },
  },
);

function* files(collectionId: Awaited<ReturnType<CreateCollection['run']>>['id']) {
  for (let start = 0; start < chunks; start += 50) {
    const texts = corpus.chunks
      .slice(start, start + 50)
      .map(({ text }, index) => `## Part ${index}\n\n${text}\n`);
    yield { collectionId, externalId: `file-${start}.md`, content: Buffer.from(texts.join('\n')) };
  }
}
