/** What the OpenAI-speaking test server does with one request. */
export type OpenAiStep =
  | {
      readonly kind: 'reply';
      /** Absent: the server's own default reply to the request. */
      readonly text?: string;
      /** Text before the reply that models put out as `<think>`, or servers as a field of its own. */
      readonly reasoning?: string;
      /** UTF-16 units of text per streamed chunk; 4 where absent. */
      readonly chunkSize?: number;
      readonly finishReason?: 'stop' | 'length' | 'content_filter';
      /** `false`: the server never reports usage, as some do. */
      readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | false;
      /** Held back this long before the first byte. */
      readonly delayMs?: number;
    }
  /** An error object with this status, as the providers send it. */
  | {
      readonly kind: 'error';
      readonly status: number;
      /** Seconds, or an HTTP date. */
      readonly retryAfter?: number | string;
      readonly message?: string;
      readonly code?: string;
    }
  /** Accepts the request and never answers. */
  | { readonly kind: 'silence' }
  /** Sends headers and this text, then nothing more, with the connection open: a half-open stream. */
  | { readonly kind: 'stall'; readonly text: string }
  /** Sends this text (none: not even headers) and destroys the connection. */
  | { readonly kind: 'hang-up'; readonly text?: string }
  /** Sends this text and ends the body as if it were whole, without a finish reason. */
  | { readonly kind: 'end-early'; readonly text: string }
  /** Sends this text, then bytes that are not the protocol. */
  | { readonly kind: 'garbage'; readonly text?: string }
  /** Sends this text, then an error as an event of the stream, as servers do that fail or are overloaded in the middle. */
  | { readonly kind: 'error-event'; readonly text?: string; readonly code?: string }
  /** A body of another kind with status 200: a proxy's page, say. */
  | { readonly kind: 'foreign'; readonly contentType: string; readonly body: string }
  /** Embeddings of these dimensions, whatever was asked; `drop` leaves the last ones out. */
  | { readonly kind: 'vectors'; readonly dimensions: number; readonly drop?: number };

export interface OpenAiServerOptions {
  /** The only key accepted; absent: any. */
  readonly apiKey?: string;
  /** Dimensions of its embeddings; 64 where absent. */
  readonly dimensions?: number;
  /** Longer inputs to embed are refused, as providers do. UTF-16 units. */
  readonly maxEmbeddingInput?: number;
  /** Request features refused with 400, as older or smaller servers do. */
  readonly rejects?: readonly ('json_schema' | 'json_object' | 'stream_options' | 'temperature')[];
  /** The default reply; absent: smallest value of the schema asked for, or an echo of the last message. */
  readonly answer?: (request: ChatCompletionBody) => string;
}

/** The parts of a chat completion request that the server looks at. */
export interface ChatCompletionBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly response_format?: {
    readonly type: string;
    readonly json_schema?: {
      readonly name: string;
      readonly strict?: boolean;
      readonly schema: Record<string, unknown>;
    };
  };
  readonly tools?: readonly {
    readonly function: { readonly name: string; readonly parameters?: Record<string, unknown> };
  }[];
}

export interface EmbeddingBody {
  readonly model: string;
  readonly input: string | readonly string[];
  readonly encoding_format?: 'float' | 'base64';
}

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Settles when the exchange is over: answered (or cut) by the server, or left by the client. */
  readonly outcome: Promise<'served' | 'client-left'>;
}
