import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { knowledgeRoutes } from './knowledge-routes.ts';
import { toOpenApi } from './openapi.ts';

const document = toOpenApi(knowledgeRoutes, { title: 'Groundwork', version: '0.1.0' });

/** The parts of OpenAPI 3.1 that clients generate code from; a schema must at least say what it is. */
const Schema = z
  .looseObject({})
  .refine((schema) => Object.keys(schema).length > 0, 'an empty schema says nothing');
const Content = z.record(z.string().includes('/'), z.looseObject({ schema: Schema }));
const Operation = z.looseObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().min(5),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      description: z.string().exactOptional(),
      schema: Schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.literal(true), content: Content }).exactOptional(),
  responses: z.record(
    z.string().regex(/^[2-5]\d\d$/),
    z.strictObject({ description: z.string(), content: Content.exactOptional() }),
  ),
});
const OpenApi = z.looseObject({
  openapi: z.literal('3.1.1'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), Operation),
  ),
});

test('the document has the form of OpenAPI 3.1', () => {
  expect(OpenApi.safeParse(document).error?.issues).toBeUndefined();
});

test('every route is in it once, with its path parameters declared', () => {
  const operations = Object.entries(
    document.paths as Record<string, Record<string, z.infer<typeof Operation>>>,
  ).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, operation })));
  expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
    knowledgeRoutes.map((route) => route.name).sort(),
  );
  for (const { path, operation } of operations) {
    const declared = operation.parameters
      .filter((parameter) => parameter.in === 'path')
      .map(({ name }) => name);
    expect([path, declared]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])]);
  }
});

test('every reference inside the document leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    const target = reference
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
    expect([reference, target !== undefined]).toEqual([reference, true]);
  }
});

test('a failure of the route appears under its status beside those every route has', () => {
  const route = defineRoute({
    name: 'drinkTea',
    method: 'GET',
    path: '/tea/:id',
    summary: 'Drink tea.',
    scope: ['search'],
    params: z.object({ id: z.string() }),
    status: 204,
    errors: ['document.not-found'],
  });
  const { paths } = toOpenApi([route], { title: 'Tea', version: '1' });
  const responses = (paths as Record<string, { get: z.infer<typeof Operation> }>)['/tea/{id}']?.get.responses;
  expect(Object.keys(responses ?? {}).sort()).toEqual(['204', '400', '401', '403', '404', '429', '500']);
});
