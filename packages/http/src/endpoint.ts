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
  UseInterceptors,
} from '@nestjs/common';
import { IdempotencyInterceptor } from './idempotency.interceptor.ts';
import { parseRequest } from './parse-request.ts';
import { replyOf, requestOf, routeKey, routeOf, wantsEvents } from './request-context.ts';
import { UploadInterceptor } from './upload.interceptor.ts';
import { UploadedForm } from './uploaded-form.ts';

/** Serves a route of the catalogue: method, path and status come from it, and so do scope, parsing, uploads and replays. */
export function Endpoint(route: Route): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(route.status),
    SetMetadata(routeKey, route),
    // Only where they have something to do: an interceptor costs every request that passes it. Files come first,
    // because they are part of what a repeated request is compared by.
    UseInterceptors(
      ...(route.upload ? [UploadInterceptor] : []),
      ...(route.idempotent ? [IdempotencyInterceptor] : []),
    ),
  );
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

/** See {@link wantsEvents}. */
export const WantsEvents = createParamDecorator((_: unknown, context: ExecutionContext) =>
  wantsEvents(context),
);
