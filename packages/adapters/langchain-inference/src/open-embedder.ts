import type { Embedder } from '@groundwork/inference';
import { UserError, type Language } from '@groundwork/kernel';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { LangchainEmbedder } from './langchain-embedder.ts';
import { readModelUrl, requireKey, unknownScheme, type ModelSetting } from './model-setting.ts';
import type { Fetch } from './provider-fetch.ts';

export interface EmbedderSetting extends ModelSetting {
  /** Needed for models that {@link openEmbedder} does not know. */
  readonly dimensions?: number | undefined;
  /** US dollars per million tokens; zero where absent. */
  readonly price?: number | undefined;
  /** Longest text the model reads, in tokens. */
  readonly maxInputTokens?: number | undefined;
  readonly prefixes?: { readonly query: string; readonly passage: string } | undefined;
  readonly languages?: readonly Language[] | undefined;
  /** Of the embedding space; change it when the served model changes under the same name. */
  readonly version?: string | undefined;
}

type EmbeddingProvider = (
  call: { fetch: Fetch; model: string },
  setting: EmbedderSetting,
) => Promise<EmbeddingsInterface>;

const providers: Readonly<Record<string, EmbeddingProvider>> = {
  async openai({ fetch, model }, setting) {
    const { OpenAIEmbeddings } = await import('@langchain/openai');
    return new OpenAIEmbeddings({
      model,
      apiKey: requireKey(setting),
      maxRetries: 0,
      // The text is the document's; and not every compatible server knows base64, the client's default.
      stripNewLines: false,
      encodingFormat: 'float',
      // Only these models can be asked for fewer dimensions than they have.
      ...(setting.dimensions && model.startsWith('text-embedding-3') && { dimensions: setting.dimensions }),
      configuration: { baseURL: setting.baseUrl ?? 'https://api.openai.com/v1', fetch, logLevel: 'off' },
    });
  },
  async ollama({ fetch, model }, setting) {
    const { OllamaEmbeddings } = await import('@langchain/ollama');
    return new OllamaEmbeddings({
      model,
      baseUrl: setting.baseUrl ?? 'http://127.0.0.1:11434',
      ...(setting.apiKey && { headers: { authorization: `Bearer ${setting.apiKey}` } }),
      maxRetries: 0,
      // Refuse what is too long, so that it is windowed here; the server's own default is to cut it.
      truncate: false,
      fetch,
    });
  },
};

/** What their makers publish: dimensions, and tokens read at most. */
const knownModels: Readonly<Record<string, { dimensions: number; maxInputTokens: number }>> = {
  'text-embedding-3-small': { dimensions: 1536, maxInputTokens: 8191 },
  'text-embedding-3-large': { dimensions: 3072, maxInputTokens: 8191 },
  'text-embedding-ada-002': { dimensions: 1536, maxInputTokens: 8191 },
  'text-embedding-v3': { dimensions: 1024, maxInputTokens: 8192 },
  'text-embedding-v4': { dimensions: 1024, maxInputTokens: 8192 },
  'bge-m3': { dimensions: 1024, maxInputTokens: 8192 },
  'nomic-embed-text': { dimensions: 768, maxInputTokens: 2048 },
  'mxbai-embed-large': { dimensions: 1024, maxInputTokens: 512 },
};

/** Most small models read 512 tokens. */
const cautiousInputTokens = 512;

/**
 * The embedder a setting names: `openai:` (and every server that speaks its protocol) or `ollama:`. Loads no client
 * and calls nobody before the first text. Throws `UserError('config.invalid')`.
 */
export function openEmbedder(setting: EmbedderSetting): Embedder {
  const { scheme, model } = readModelUrl(setting.url);
  const provider = providers[scheme];
  if (!provider) throw unknownScheme(setting, Object.keys(providers));
  if (scheme === 'openai') requireKey(setting);
  const known = knownModels[model.split(':')[0] ?? model];
  const dimensions = setting.dimensions ?? known?.dimensions;
  if (dimensions === undefined) {
    throw new UserError(
      'config.invalid',
      `Say how many dimensions the embedding model "${setting.url}" has.`,
    );
  }
  const { price, prefixes, languages, timeouts, retry, version = '1' } = setting;
  return new LangchainEmbedder({
    provider: scheme,
    space: { name: setting.url, version, dimensions, distance: 'cosine' },
    open: ({ fetch }) => provider({ fetch, model }, setting),
    // A fifth is left for what the estimate of tokens may be wrong by.
    maxInputTokens: Math.floor(
      (setting.maxInputTokens ?? known?.maxInputTokens ?? cautiousInputTokens) * 0.8,
    ),
    ...(price !== undefined && { pricePerMillionTokens: price }),
    ...(prefixes && { prefixes }),
    ...(languages && { languages }),
    ...(timeouts && { timeouts }),
    ...(retry && { retry }),
  });
}
