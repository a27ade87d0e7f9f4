import { OperationalError } from '@groundwork/kernel';

/** What a rerank API said of one batch of texts. */
export interface RerankReply {
  /** In the order of the texts. */
  readonly scores: readonly number[];
  /** Tokens read, where the provider counts them. */
  readonly tokens?: number;
  /** Searches billed, where the provider bills by search. */
  readonly searches?: number;
}

/** How a family of rerank APIs is spoken to. All answer with scores by index, best first, under slightly different names. */
export interface RerankProtocol {
  /** Of the provider; absent where everybody runs a server of their own. */
  readonly baseUrl?: string;
  /** Texts that one request may hold. */
  readonly batchSize: number;
  /** Tokens of query and text together that the models behind it read at least. */
  readonly maxInputTokens: number;
  body(model: string, query: string, texts: readonly string[]): Record<string, unknown>;
}

/**
 * Cohere's protocol (v2) is also that of vLLM, Xinference, SiliconFlow and LiteLLM; Jina's differs in not having to
 * send the texts back. Text Embeddings Inference serves one model and calls the texts by another name.
 */
export const rerankProtocols: Readonly<Record<string, RerankProtocol>> = {
  cohere: {
    baseUrl: 'https://api.cohere.com/v2',
    batchSize: 100,
    maxInputTokens: 4_096,
    body: (model, query, documents) => ({ model, query, documents }),
  },
  jina: {
    baseUrl: 'https://api.jina.ai/v1',
    batchSize: 100,
    maxInputTokens: 1_024,
    body: (model, query, documents) => ({ model, query, documents, return_documents: false }),
  },
  tei: {
    batchSize: 32,
    maxInputTokens: 512,
    // Its default is to refuse what is too long; said all the same, because cutting would be silent.
    body: (_model, query, texts) => ({ query, texts, truncate: false, raw_scores: false }),
  },
};

/**
 * Reads a reply. Each text must have been scored, once, by a finite number: a reply that leaves one out would put it
 * last without anybody having judged it. Throws `OperationalError('model.invalid-output')`.
 */
export function readRerankReply(body: string, texts: number, who: string): RerankReply {
  const reply = parse(body);
  const results = Array.isArray(reply) ? reply : (field(reply, 'results') ?? field(reply, 'data'));
  const scores = Array.isArray(results) ? readScores(results, texts) : 'replied without results';
  if (typeof scores === 'string') throw new OperationalError('model.invalid-output', `${who} ${scores}`);
  const meta = field(reply, 'meta');
  const tokens = amount(
    field(field(reply, 'usage'), 'total_tokens') ?? field(field(meta, 'tokens'), 'input_tokens'),
  );
  const searches = amount(field(field(meta, 'billed_units'), 'search_units'));
  return {
    scores,
    ...(tokens !== undefined && { tokens }),
    ...(searches !== undefined && { searches }),
  };
}

/** Scores in the order of the texts, or what is wrong with them. */
function readScores(results: readonly unknown[], texts: number): number[] | string {
  const scores = new Map<number, number>();
  for (const result of results) {
    const index = field(result, 'index');
    const score = field(result, 'relevance_score') ?? field(result, 'score');
    if (typeof index !== 'number' || typeof score !== 'number' || !Number.isFinite(score))
      return 'gave a score that is no number';
    if (scores.has(index)) return 'scored one text twice';
    scores.set(index, score);
  }
  const ordered = Array.from({ length: texts }, (_, index) => scores.get(index)).filter(
    (score) => score !== undefined,
  );
  return ordered.length === texts && scores.size === texts
    ? ordered
    : `gave ${scores.size} scores, ${ordered.length} of them for the ${texts} texts that were sent`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

const amount = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
