import type { AnswerEvent } from '@groundwork/answering';
import { HttpOptions, logFailure, sendEvents, toFailure, toFrame } from '@groundwork/http';
import type { AnswerOutcome, AnswerStreamPart } from '@groundwork/protocol';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { lastOutcome } from './last-outcome.ts';
import { toOutcome } from './to-outcome.ts';
import { toStreamPart } from './to-stream-part.ts';

/** Sends an answer in the making as events, or waits for its outcome. */
@Injectable()
export class AnswerResponder {
  constructor(@Inject(HttpOptions) private readonly options: HttpOptions) {}

  async respond(
    events: AsyncIterable<AnswerEvent>,
    reply: FastifyReply,
    asEvents: boolean,
  ): Promise<AnswerOutcome | StreamableFile> {
    if (!asEvents) return toOutcome(await lastOutcome(events));
    return sendEvents(reply, toFrames(events), {
      heartbeatMs: this.options.heartbeatMs,
      toErrorFrame: (thrown) => {
        const failure = toFailure(thrown, reply.request.id);
        logFailure(this.options.logger, failure, thrown);
        return toPartFrame({ type: 'error', error: failure.error });
      },
    });
  }
}

async function* toFrames(events: AsyncIterable<AnswerEvent>): AsyncGenerator<string> {
  for await (const event of events) yield toPartFrame(toStreamPart(event));
}

function toPartFrame(part: AnswerStreamPart): string {
  return toFrame(part, part.type);
}
