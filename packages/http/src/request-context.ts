import type { Principal } from '@groundwork/kernel';
import type { Route } from '@groundwork/protocol';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard of every route that needs a key. */
    principal?: Principal;
  }
}

/** Where a controller method keeps its route. */
export const routeKey = 'groundwork:route';

/** The route being served. Throws where a controller method bypasses the catalogue. */
export function routeOf(context: ExecutionContext): Route {
  const route: unknown = Reflect.getMetadata(routeKey, context.getHandler());
  if (!route) throw new Error(`${context.getHandler().name} serves no route of the catalogue.`);
  return route as Route;
}

export function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

export function replyOf(context: ExecutionContext): FastifyReply {
  return context.switchToHttp().getResponse<FastifyReply>();
}

/** Whether the client wants events rather than JSON: by `stream` in the body, else by its `Accept` header. */
export function wantsEvents(context: ExecutionContext): boolean {
  const { stream, streamsByDefault = false } = routeOf(context);
  const { body, headers } = requestOf(context);
  if (!stream) return false;
  if (typeof body === 'object' && body !== null && 'stream' in body) return body.stream === true;
  const accept = headers.accept ?? '';
  if (accept.includes('text/event-stream')) return true;
  return streamsByDefault && !accept.includes('application/json');
}
