import { AnswerQuestion } from '@groundwork/answering';
import {
  baseUrlOf,
  Caller,
  ClientGone,
  Endpoint,
  HttpOptions,
  Input,
  logFailure,
  sendEvents,
  toFailure,
  toFrame,
} from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  type ChatCompletion,
  type ChatCompletionChunk,
  createChatCompletion,
  listModels,
  type RouteInput,
  type RouteResponse,
} from '@groundwork/protocol';
import { Controller, Inject, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { lastOutcome } from '../answers/last-outcome.ts';
import { toOutcome } from '../answers/to-outcome.ts';
import { toChatCompletion } from './to-chat-completion.ts';
import { toChunks } from './to-chunks.ts';
import { toOpenAiError } from './to-openai-error.ts';
import { ignoredParameters, modelName, toQuestion } from './to-question.ts';

/** For software that speaks to OpenAI: the same answers, proofs included. */
@Controller()
export class ChatCompletionsController {
  constructor(
    @Inject(AnswerQuestion) private readonly answerQuestion: AnswerQuestion,
    @Inject(HttpOptions) private readonly options: HttpOptions,
  ) {}

  @Endpoint(createChatCompletion)
  async create(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof createChatCompletion>,
    @ClientGone() signal: AbortSignal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChatCompletion | StreamableFile> {
    const baseUrl = baseUrlOf(this.options, reply.request);
    const context = { baseUrl, ignored: ignoredParameters(body) };
    const events = this.answerQuestion.run(principal, { ...toQuestion(body), signal });
    if (!body.stream) return toChatCompletion(toOutcome(await lastOutcome(events)), context);
    const includeUsage = body.stream_options?.include_usage ?? false;
    return this.stream(toChunks(events, { ...context, includeUsage, now: new Date() }), reply);
  }

  @Endpoint(listModels)
  models(): RouteResponse<typeof listModels> {
    return { object: 'list', data: [{ id: modelName, object: 'model', created: 0, owned_by: modelName }] };
  }

  private stream(chunks: AsyncIterable<ChatCompletionChunk>, reply: FastifyReply): Promise<StreamableFile> {
    return sendEvents(reply, toFrames(chunks), {
      heartbeatMs: this.options.heartbeatMs,
      toErrorFrame: (thrown) => {
        const failure = toFailure(thrown, reply.request.id);
        logFailure(this.options.logger, failure, thrown);
        return toFrame({ error: toOpenAiError(failure) });
      },
    });
  }
}

async function* toFrames(chunks: AsyncIterable<ChatCompletionChunk>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield toFrame(chunk);
  yield 'data: [DONE]\n\n';
}
