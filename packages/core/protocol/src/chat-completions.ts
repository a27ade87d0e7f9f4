import { z } from 'zod';
import { AnswerSentence, Citation } from './answers.ts';
import { defineRoute } from './define-route.ts';
import { AnswerId, CollectionId } from './ids.ts';

// The wire form of OpenAI's chat completions API, as far as Groundwork gives it meaning. Requests are loose: what a
// client sends beyond this is accepted and named in `groundwork.ignored`.

const TextPart = z.looseObject({ type: z.string(), text: z.string().exactOptional() });

export const ChatCompletionRequest = z.looseObject({
  model: z.string(),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
        content: z.union([z.string(), z.array(TextPart)]).nullish(),
      }),
    )
    .min(1)
    .max(200),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1).nullish(),
  groundwork: z
    .strictObject({ collections: z.array(CollectionId).min(1).max(100).exactOptional() })
    .nullish(),
});
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>;

/** A marker [n] in the content, with the place of the sentence it proves. */
export const Annotation = z.object({
  type: z.literal('url_citation'),
  url_citation: z.object({
    start_index: z.int(),
    end_index: z.int(),
    title: z.string(),
    url: z.string(),
  }),
});
export type Annotation = z.infer<typeof Annotation>;

export const GroundworkExtension = z.object({
  answerId: AnswerId,
  abstained: z.boolean(),
  reason: z.string().exactOptional().describe('Why there is no answer.'),
  confidence: z.number().exactOptional(),
  sentences: z.array(AnswerSentence),
  nearest: z.array(Citation),
  ignored: z.array(z.string()).describe('Parameters of the request that have no meaning here.'),
});
export type GroundworkExtension = z.infer<typeof GroundworkExtension>;

const CompletionUsage = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
});

/** The source that marker [number] stands for. */
export const NumberedCitation = Citation.extend({ number: z.int(), url: z.string() });
export type NumberedCitation = z.infer<typeof NumberedCitation>;

const head = { id: z.string(), created: z.int(), model: z.string() };

export const ChatCompletion = z.object({
  ...head,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({
        role: z.literal('assistant'),
        content: z.string(),
        refusal: z.null(),
        annotations: z.array(Annotation),
      }),
      finish_reason: z.literal('stop'),
      logprobs: z.null(),
    }),
  ),
  usage: CompletionUsage,
  citations: z.array(NumberedCitation),
  groundwork: GroundworkExtension,
});
export type ChatCompletion = z.infer<typeof ChatCompletion>;

export const ChatCompletionChunk = z.object({
  ...head,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.object({
      index: z.int(),
      delta: z.object({
        role: z.literal('assistant').exactOptional(),
        content: z.string().exactOptional(),
        annotations: z.array(Annotation).exactOptional(),
      }),
      finish_reason: z.literal('stop').nullable(),
    }),
  ),
  usage: CompletionUsage.nullable().exactOptional(),
  citations: z.array(NumberedCitation).exactOptional(),
  groundwork: GroundworkExtension.exactOptional(),
});
export type ChatCompletionChunk = z.infer<typeof ChatCompletionChunk>;

export const createChatCompletion = defineRoute({
  name: 'createChatCompletion',
  method: 'POST',
  path: '/v1/chat/completions',
  summary:
    "OpenAI's chat completions: the last user message is answered with proof, earlier ones are its history.",
  scope: ['answer'],
  body: ChatCompletionRequest,
  status: 200,
  response: ChatCompletion,
  stream: ChatCompletionChunk,
  errors: ['answer.question-too-long', 'collection.not-found', 'model.unavailable'],
});

export const listModels = defineRoute({
  name: 'listModels',
  method: 'GET',
  path: '/v1/models',
  summary: "OpenAI's list of models.",
  scope: ['search', 'answer'],
  status: 200,
  response: z.object({
    object: z.literal('list'),
    data: z.array(
      z.object({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() }),
    ),
  }),
  errors: [],
});
