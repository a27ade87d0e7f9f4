import type { Reranker } from '@groundwork/inference';
import { UserError } from '@groundwork/kernel';
import { HttpReranker } from './http-reranker.ts';
import { readModelUrl, requireKey, unknownScheme, type ModelSetting } from './model-setting.ts';
import { rerankProtocols } from './rerank-protocols.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-attempts.ts';

export interface RerankerSetting extends Omit<ModelSetting, 'timeouts'> {
  /** US dollars: per million tokens, and per thousand searches (Cohere bills by search). Zero where absent. */
  readonly price?:
    { readonly tokens?: number | undefined; readonly searches?: number | undefined } | undefined;
  /** Tokens of query and text together that the model reads; longer texts are sent in windows. */
  readonly maxInputTokens?: number | undefined;
  /** For one query, retries included; 5,000 where absent. */
  readonly timeoutMs?: number | undefined;
}

/** A search waits for it: few retries, and early. */
const searchRetries: RetryPolicy = { ...defaultRetryPolicy, attempts: 3, baseMs: 150, maxMs: 1_000 };

/**
 * The reranker a setting names: `cohere:<model>`, `jina:<model>`, `tei:<model>` (Text Embeddings Inference); with a
 * base URL any server that speaks such a protocol. Calls nobody. Throws `UserError('config.invalid')`.
 */
export function openReranker(setting: RerankerSetting): Reranker {
  const { scheme, model } = readModelUrl(setting.url);
  const protocol = rerankProtocols[scheme];
  if (!protocol) throw unknownScheme(setting, Object.keys(rerankProtocols));
  const baseUrl = setting.baseUrl ?? protocol.baseUrl;
  if (!baseUrl) {
    throw new UserError('config.invalid', `The reranker ${setting.url} needs the address of its server.`);
  }
  if (!setting.baseUrl) requireKey(setting);
  return new HttpReranker({
    provider: scheme,
    model,
    protocol,
    endpoint: `${baseUrl.replace(/\/+$/, '')}/rerank`,
    ...(setting.apiKey && { apiKey: setting.apiKey }),
    price: { tokens: setting.price?.tokens ?? 0, searches: setting.price?.searches ?? 0 },
    maxInputTokens: setting.maxInputTokens ?? protocol.maxInputTokens,
    timeoutMs: setting.timeoutMs ?? 5_000,
    retry: { ...searchRetries, ...setting.retry },
  });
}
