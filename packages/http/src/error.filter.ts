import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppParts } from './app-part.ts';
import { HttpOptions } from './http-options.ts';
import { logFailure } from './log-failure.ts';
import { toFailure } from './to-failure.ts';

/** Answers every failure, wherever it arose, in the one shape. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    @Inject(HttpOptions) private readonly options: HttpOptions,
    @Inject(AppParts) private readonly parts: AppParts,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.raw.destroyed && !reply.raw.writableFinished) return;
    const failure = toFailure(thrown, request.id);
    logFailure(this.options.logger, failure, thrown);
    if (reply.raw.headersSent) {
      // Too late for a status; an end that breaks off tells the client that it does not have everything.
      reply.raw.destroy();
      return;
    }
    if (failure.status === 401) reply.header('www-authenticate', 'Bearer realm="groundwork"');
    reply
      .status(failure.status)
      .type('application/json; charset=utf-8')
      .send({ error: this.parts.toErrorBody(failure, request.url) });
  }
}
