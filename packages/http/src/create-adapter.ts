import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpOptions } from './http-options.ts';
import { toFailure } from './to-failure.ts';

/** What a client may call its request; anything else is replaced. */
const requestIdForm = /^[\w.-]{1,64}$/;

/** Sent with every response that does not say otherwise. Nothing here is meant to be framed, sniffed or cached. */
const securityHeaders = Object.entries({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

/** Fastify under Nest: request ids, limits, headers. CORS is off: no browser page of another origin reads this API. */
export function createAdapter(options: HttpOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: options.jsonBytes,
    genReqId: (request: IncomingMessage) => toRequestId(request.headers['x-request-id']),
    routerOptions: { maxParamLength: 500 },
    // No route uses Connect middleware, and its hook costs every request.
    skipMiddie: true,
    multipart: { limits: { fields: 20, fieldSize: 64 * 1024 }, throwFileSizeLimit: false },
    frameworkErrors: replyToRouterError,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  acceptJsonOnly(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    setHeaders(request, reply);
    done();
  });
  return adapter;
}

function toRequestId(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && requestIdForm.test(sent) ? sent : randomUUID();
}

/** First of all, so that whatever answers later may say otherwise. */
function setHeaders(request: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of securityHeaders) reply.header(name, value);
  reply.header('x-request-id', request.id);
}

/** Addresses that cannot be read are answered by the router, before any hook and filter. */
function replyToRouterError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const failure = toFailure(error, request.id);
  setHeaders(request, reply);
  reply.status(failure.status).send({
    error: { ...failure.error, message: failure.error.message.slice(0, 200) },
  });
}

/** JSON, and nothing where a client says JSON and sends nothing; multipart is the upload's own. */
function acceptJsonOnly(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, String(body), done);
  });
}
