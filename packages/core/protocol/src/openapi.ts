import type { ErrorCode } from '@groundwork/kernel';
import { z } from 'zod';
import type { Route } from './define-route.ts';
import { ErrorBody } from './error-body.ts';
import { httpStatus } from './http-status.ts';

type Json = Record<string, unknown>;

/** Failures that any route may answer with, and those of every route that needs a key. */
const always: readonly ErrorCode[] = ['request.invalid', 'internal.bug'];
const keyed: readonly ErrorCode[] = ['auth.missing', 'auth.invalid', 'auth.forbidden', 'rate.limited'];
const keyedWrite: readonly ErrorCode[] = ['idempotency.mismatch', 'idempotency.in-progress'];

/** An OpenAPI 3.1 document of the routes (https://spec.openapis.org/oas/v3.1.1), whose schemas are JSON Schema 2020-12. */
export function toOpenApi(routes: readonly Route[], info: { title: string; version: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = toOperation(route);
  }
  return {
    openapi: '3.1.1',
    info: { ...info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      schemas: { Error: toJson(ErrorBody, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  };
}

function toOperation(route: Route): Json {
  const body = toRequestBody(route);
  return {
    operationId: route.name,
    summary: route.summary,
    ...(route.scope === 'public'
      ? { security: [] }
      : { description: `Needs a key with the scope ${route.scope.join(' or ')} (admin implies all).` }),
    parameters: toParameters(route),
    ...(body ? { requestBody: body } : {}),
    responses: toResponses(route),
  };
}

function toParameters(route: Route): Json[] {
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The first result is replayed for the same key and body; another body is refused.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
  return [
    ...fields(route.params, 'path'),
    ...fields(route.query, 'query'),
    ...(route.idempotent ? [idempotencyKey] : []),
  ];
}

function fields(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function toRequestBody(route: Route): Json | undefined {
  if (!route.body && !route.upload) return undefined;
  const content: Json = route.body ? { 'application/json': { schema: toJson(route.body, 'input') } } : {};
  if (route.upload) {
    const form = z.toJSONSchema(route.upload, { io: 'input' });
    content['multipart/form-data'] = {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          ...form.properties,
          file: { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } },
        },
      },
      encoding: Object.fromEntries(
        ['access', 'metadata']
          .filter((name) => name in (form.properties ?? {}))
          .map((name) => [name, { contentType: 'application/json' }]),
      ),
    };
  }
  return { required: true, content };
}

function toResponses(route: Route): Json {
  const content: Json = {};
  if (route.response) content['application/json'] = { schema: toJson(route.response, 'output') };
  for (const mediaType of route.download ?? [])
    content[mediaType] = { schema: { contentMediaType: mediaType } };
  if (route.stream) content['text/event-stream'] = { schema: toJson(route.stream, 'output') };
  const success = { description: 'Done.', ...(Object.keys(content).length > 0 ? { content } : {}) };
  return { [route.status]: success, ...toErrorResponses(route) };
}

function toErrorResponses(route: Route): Json {
  const codes = [
    ...always,
    ...(route.scope === 'public' ? [] : keyed),
    ...(route.idempotent ? keyedWrite : []),
    ...route.errors,
  ];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(httpStatus[code], [...(byStatus.get(httpStatus[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

function toJson(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
