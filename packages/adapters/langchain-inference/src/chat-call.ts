import type { ChatRequest } from '@groundwork/inference';
import type { BaseMessageLike } from '@langchain/core/messages';
import type { Fetch } from './provider-fetch.ts';

/**
 * How a provider is held to the form of a reply, strictest first: by the schema itself, by a mode that guarantees
 * some JSON object, or by asking for it in the prompt.
 */
export type ReplyForm = 'schema' | 'json' | 'prompt';

/** What a LangChain model is made for: one call. */
export interface ChatCall {
  readonly model: string;
  readonly maxOutputTokens: number;
  /** Absent where the provider refuses to have it set. */
  readonly temperature?: number;
  /** False where the provider refuses to be asked for usage. */
  readonly reportUsage: boolean;
  /** Present where the provider is to enforce the form. */
  readonly form?:
    | { readonly kind: 'schema'; readonly name: string; readonly schema: Record<string, unknown> }
    | { readonly kind: 'json' };
  /** Tokens of the prompt, estimated. */
  readonly promptTokens: number;
  /** Must be the client's only way to the network: it ends with the call. */
  readonly fetch: Fetch;
}

/** The request as LangChain messages, written as pairs so that nothing of LangChain is loaded for them. A form the provider does not enforce by schema is described in words. */
export function toMessages(request: ChatRequest, form: ReplyForm): BaseMessageLike[] {
  const { responseSchema } = request;
  const described =
    responseSchema && form !== 'schema'
      ? `\n\nReply with one JSON object and nothing else. It must satisfy this JSON Schema:\n${JSON.stringify(responseSchema.schema)}`
      : '';
  return [
    ['system', request.system + described],
    ...request.messages.map(({ role, content }): BaseMessageLike => [role, content]),
  ];
}
