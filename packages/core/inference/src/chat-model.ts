/** What a model call used, as its provider counted it (tokens). */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly system: string;
  readonly messages: readonly ChatMessage[];
  /** JSON Schema that the whole reply must satisfy; the adapter uses the provider's JSON mode where it has one. */
  readonly responseSchema?: { readonly name: string; readonly schema: Record<string, unknown> };
  readonly maxOutputTokens: number;
  readonly temperature: number;
}

/** A piece of the reply as it arrives; `usage` comes once, last, where the provider reports it. */
export type ChatPart =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: TokenUsage };

/**
 * A chat model. `stream` throws `OperationalError` (`model.unavailable`, `model.timeout`) after the adapter's own
 * retries, and stops calling out as soon as `signal` aborts. What it says is a claim, never evidence.
 */
export interface ChatModel {
  readonly provider: string;
  readonly model: string;
  /** US dollars per million tokens; zero for local models. */
  readonly price: { readonly input: number; readonly output: number };
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
}
