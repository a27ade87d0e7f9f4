import { errorRemedies } from '@groundwork/kernel';
import { httpStatus } from './http-status.ts';
import { contractRoutes } from './contract-routes.ts';
import { knowledgeRoutes } from './knowledge-routes.ts';
import { operationsRoutes } from './operations.ts';

const routes = [...knowledgeRoutes, ...contractRoutes, ...operationsRoutes];

test('no two routes share a name, or a method and path', () => {
  const names = routes.map((route) => route.name);
  const places = routes.map((route) => `${route.method} ${route.path}`);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(places).size).toBe(places.length);
});

test('every parameter in a path is parsed', () => {
  for (const route of routes) {
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    const parsed = route.params && 'shape' in route.params ? Object.keys(route.params.shape as object) : [];
    expect({ route: route.name, parsed }).toEqual({ route: route.name, parsed: inPath });
  }
});

test('only reads, streams and secrets do without idempotency keys', () => {
  const writesWithout = routes.filter((route) => route.method !== 'GET' && !route.idempotent);
  expect(writesWithout.map((route) => route.name).sort()).toEqual([
    'compareContracts',
    'createChatCompletion',
    'issueApiKey',
    'postMcp',
    'rotateApiKey',
    'searchPassages',
  ]);
});

test('every named failure has a status of the error range', () => {
  expect(Object.keys(httpStatus).sort()).toEqual(Object.keys(errorRemedies).sort());
  expect(Object.values(httpStatus).every((status) => status >= 400 && status < 600)).toBe(true);
});
