import { type Clock, DocumentVersionId, newId, UserError } from '@groundwork/kernel';
import type { Chunk } from './chunk.ts';
import { chunkDocument } from './chunk-document.ts';
import { detectLanguage } from './detect-language.ts';
import type { DocumentParser, ParseLimits } from './document-parser.ts';
import type { DocumentProgress } from './document.ts';
import { embedChunks, type SpaceEmbedder } from './embed-chunks.ts';
import type { IngestionDrafts } from './ingestion-drafts.ts';
import type { ParsedDocument } from './parsed-document.ts';
import type { IngestionWork, NewVersion } from './stores.ts';

export interface PrepareVersionDeps {
  readonly drafts: IngestionDrafts;
  readonly parser: DocumentParser;
  /** The terms of a Chunk with their repetitions, analysed as queries will be. */
  readonly indexTerms: (chunk: Chunk, title: string) => ReadonlyMap<string, number>;
  /** What an Embedder reads for a Chunk: its text with what gives it context. */
  readonly embeddingText: (chunk: Chunk, title: string) => string;
  readonly clock: Clock;
  readonly limits: {
    readonly parse: ParseLimits;
    /** Chunks embedded in one call. */
    readonly embedBatch: number;
  };
}

/** What the work on one original has around it. */
export interface Preparation {
  readonly embedders: () => Promise<readonly SpaceEmbedder[]>;
  readonly onEmbedded: (embedder: SpaceEmbedder['embedder'], inputTokens: number) => Promise<void>;
  /** Parsing or embedding that took this long is kept as a draft, in milliseconds. */
  readonly draftAfterMs: number;
  readonly report: (progress: DocumentProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * An original read, divided and embedded: all that comes before it is published. Throws what the parser and the
 * Embedders throw, and `UserError('document.no-text')`.
 */
export async function prepareVersion(
  deps: PrepareVersionDeps,
  work: IngestionWork,
  preparation: Preparation,
): Promise<NewVersion> {
  const { clock, drafts, limits } = deps;
  const { embedders, onEmbedded, draftAfterMs, report, signal } = preparation;
  const parsed = await parse(deps, work, preparation);
  report({ stage: 'chunking', done: 0, total: 1 });
  const title = work.title ?? parsed.title ?? work.fileName;
  const chunks = chunkDocument(parsed);
  if (chunks.length === 0) throw new UserError('document.no-text', `"${work.fileName}" holds no text.`);
  const vectors = await embedChunks(
    {
      drafts,
      clock,
      limits: { embedBatch: limits.embedBatch, draftAfterMs },
      onEmbedded,
      onProgress: (done, total) => report({ stage: 'embedding', done, total }),
    },
    work,
    chunks.map((chunk) => deps.embeddingText(chunk, title)),
    await embedders(),
    signal,
  );
  signal.throwIfAborted();
  return {
    id: newId(DocumentVersionId, clock.now().getTime()),
    title,
    mediaType: parsed.mediaType,
    text: parsed.text,
    language: detectLanguage(parsed.text),
    pages: parsed.pages,
    flags: parsed.flags,
    chunks: chunks.map((chunk, index) => ({
      ...chunk,
      terms: deps.indexTerms(chunk, title),
      vectors: vectors[index]!,
    })),
  };
}

async function parse(
  { clock, drafts, limits, parser }: PrepareVersionDeps,
  work: IngestionWork,
  { report, draftAfterMs, signal }: Preparation,
): Promise<ParsedDocument> {
  report({ stage: 'parsing', done: 0, total: 0 });
  const kept = work.claims > 1 ? await drafts.findParsed(work) : undefined;
  if (kept) return kept;
  const started = clock.now().getTime();
  const parsed = await parser.parse(
    {
      content: work.content,
      fileName: work.fileName,
      ...(work.mediaType === undefined ? {} : { mediaType: work.mediaType }),
    },
    {
      limits: limits.parse,
      signal,
      onProgress: (done, total) => report({ stage: 'parsing', done, total }),
    },
  );
  if (clock.now().getTime() - started >= draftAfterMs) await drafts.saveParsed(work, parsed);
  return parsed;
}
