import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '@groundwork/inference';
import { CreateCollection, type Document, type NewDocument } from '@groundwork/ingestion';
import type { Principal } from '@groundwork/kernel';
import { createTestDatabase } from '@groundwork/postgres/testing';
import { addAndWait, openLocalTenant, openRuntime, readConfig, type Runtime } from '@groundwork/runtime';

/** An original without its place: each ingestion puts it into a Collection of its own. */
export interface Original {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface IngestionBench {
  readonly principal: Principal;
  /** Hand all in and wait until all are searchable. Throws where one fails. */
  ingest(originals: readonly Original[], onReady?: (document: Document) => void): Promise<number>;
  /** Each is handed in when the one before it is searchable. */
  ingestOneByOne(originals: readonly Original[]): Promise<number>;
  close(): Promise<void>;
}

/** The whole system but for HTTP, on a database of its own, working, with this embedder in place of its models. */
export async function openIngestionBench(
  serverUrl: string,
  embedder: (configured: Embedder) => Embedder,
): Promise<IngestionBench> {
  const { url, drop } = await createTestDatabase(serverUrl);
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: dataDir });
  const runtime = await openRuntime(config, { decorateEmbedder: embedder });
  const { principal } = await openLocalTenant(runtime);
  await runtime.startWorkers();
  const place = collections(runtime, principal);
  return {
    principal,
    ingest: async (originals, onReady) => wait(runtime, principal, await place(originals), onReady),
    ingestOneByOne: async (originals) => {
      let chunks = 0;
      for (const document of await place(originals)) chunks += await wait(runtime, principal, [document]);
      return chunks;
    },
    close: async () => {
      await runtime.close();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function collections(runtime: Runtime, principal: Principal) {
  let made = 0;
  return async (originals: readonly Original[]): Promise<NewDocument[]> => {
    const { id } = await runtime.get(CreateCollection).run(principal, { name: `bench ${++made}` });
    return originals.map(({ name, content }) => ({ collectionId: id, externalId: name, content }));
  };
}

/** @returns how many Chunks were made. */
async function wait(
  runtime: Runtime,
  principal: Principal,
  documents: readonly NewDocument[],
  onReady: (document: Document) => void = () => {},
): Promise<number> {
  let chunks = 0;
  for await (const document of addAndWait(runtime, principal, documents)) {
    if (document.failure) throw new Error(`${document.externalId}: ${document.failure.message}`);
    chunks += document.currentVersion?.chunks ?? 0;
    onReady(document);
  }
  return chunks;
}

/** A model that takes no time: vectors of 384 numbers that differ from text to text. */
export function stubEmbedder({ space }: Embedder): Embedder {
  return {
    provider: 'bench',
    space: { name: `stub for ${space.name}`, version: '1', dimensions: 384, distance: 'cosine' },
    pricePerMillionTokens: 0,
    embed: async (texts) => ({ vectors: texts.map(vectorOf), inputTokens: 0 }),
  };
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(384).fill(0.03);
  for (let i = 0; i < text.length; i++) vector[i % 384]! += text.charCodeAt(i) / 65_536;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
