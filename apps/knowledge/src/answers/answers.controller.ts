import { AnswerQuestion, GetAnswer, RecordFeedback } from '@groundwork/answering';
import { Caller, ClientGone, Endpoint, Input, WantsEvents } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  type AnswerOutcome,
  createAnswer,
  getAnswer,
  recordFeedback,
  type RouteInput,
  type RouteResponse,
} from '@groundwork/protocol';
import { Controller, Inject, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AnswerResponder } from './answer-responder.ts';
import { toStoredAnswer } from './to-stored-answer.ts';

@Controller()
export class AnswersController {
  constructor(
    @Inject(AnswerQuestion) private readonly answerQuestion: AnswerQuestion,
    @Inject(GetAnswer) private readonly getAnswer: GetAnswer,
    @Inject(RecordFeedback) private readonly recordFeedback: RecordFeedback,
    @Inject(AnswerResponder) private readonly responder: AnswerResponder,
  ) {}

  @Endpoint(createAnswer)
  create(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof createAnswer>,
    @WantsEvents() asEvents: boolean,
    @ClientGone() signal: AbortSignal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOutcome | StreamableFile> {
    const { stream: _, ...question } = body;
    return this.responder.respond(
      this.answerQuestion.run(principal, { ...question, signal }),
      reply,
      asEvents,
    );
  }

  @Endpoint(getAnswer)
  async get(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getAnswer>,
  ): Promise<RouteResponse<typeof getAnswer>> {
    return toStoredAnswer(await this.getAnswer.run(principal, params.id));
  }

  @Endpoint(recordFeedback)
  async giveFeedback(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof recordFeedback>,
  ): Promise<void> {
    await this.recordFeedback.run(principal, params.id, body);
  }
}
