import { AnswerQuestion, EscalateConversation, ListMessages, StartConversation } from '@groundwork/answering';
import { Caller, ClientGone, Endpoint, Input, WantsEvents } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  type AnswerOutcome,
  escalateConversation,
  listMessages,
  type RouteInput,
  type RouteResponse,
  sendMessage,
  startConversation,
} from '@groundwork/protocol';
import { Controller, Inject, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AnswerResponder } from '../answers/answer-responder.ts';
import { toConversation, toEscalation, toMessage } from './to-conversation.ts';

@Controller()
export class ConversationsController {
  constructor(
    @Inject(StartConversation) private readonly startConversation: StartConversation,
    @Inject(ListMessages) private readonly listMessages: ListMessages,
    @Inject(AnswerQuestion) private readonly answerQuestion: AnswerQuestion,
    @Inject(EscalateConversation) private readonly escalateConversation: EscalateConversation,
    @Inject(AnswerResponder) private readonly responder: AnswerResponder,
  ) {}

  @Endpoint(startConversation)
  async start(@Caller() principal: Principal): Promise<RouteResponse<typeof startConversation>> {
    return toConversation(await this.startConversation.run(principal));
  }

  @Endpoint(listMessages)
  async list(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof listMessages>,
  ): Promise<RouteResponse<typeof listMessages>> {
    return { messages: (await this.listMessages.run(principal, params.id, query.limit)).map(toMessage) };
  }

  @Endpoint(sendMessage)
  send(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof sendMessage>,
    @WantsEvents() asEvents: boolean,
    @ClientGone() signal: AbortSignal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOutcome | StreamableFile> {
    const { stream: _, text, ...rest } = body;
    const question = { ...rest, question: text, conversationId: params.id, signal };
    return this.responder.respond(this.answerQuestion.run(principal, question), reply, asEvents);
  }

  @Endpoint(escalateConversation)
  async escalate(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof escalateConversation>,
  ): Promise<RouteResponse<typeof escalateConversation>> {
    return toEscalation(await this.escalateConversation.run(principal, params.id, body.reason));
  }
}
