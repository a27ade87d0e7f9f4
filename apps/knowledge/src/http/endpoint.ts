import type { Principal } from '@groundwork/kernel';
import type { Route } from '@groundwork/protocol';
import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseRequest } from './parse-request.ts';
import { UploadedForm } from './uploaded-form.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard of every route that needs a key. */
    principal?: Principal;
  }
}

const routeKey = 'groundwork:route';

/** Serves a route of the catalogue: method, path and status come from it, and so do scope and parsing. */
export function Endpoint(route: Route): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(route.status),
    SetMetadata(routeKey, route),
  );
}

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

/** Params, query and body of the request, parsed: a `RouteInput` of the route. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseRequest(routeOf(context), requestOf(context)),
);

/** The files of a multipart request; undefined where the body is JSON. */
export const Upload = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { body } = requestOf(context);
  return body instanceof UploadedForm ? body : undefined;
});

/** Who asks. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = requestOf(context);
  if (!principal) throw new Error('A public route has no caller.');
  return principal;
});

/** Aborts when the client leaves before it has its answer. */
export const ClientGone = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const abort = new AbortController();
  const { raw } = replyOf(context);
  raw.once('close', () => {
    if (!raw.writableFinished) abort.abort();
  });
  return abort.signal;
});

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

/** See {@link wantsEvents}. */
export const WantsEvents = createParamDecorator((_: unknown, context: ExecutionContext) =>
  wantsEvents(context),
);
