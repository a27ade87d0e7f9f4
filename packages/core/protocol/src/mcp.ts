import { z } from 'zod';
import { defineRoute } from './define-route.ts';

const JsonRpc = z.looseObject({ jsonrpc: z.literal('2.0') });

export const postMcp = defineRoute({
  name: 'postMcp',
  method: 'POST',
  path: '/mcp',
  summary: 'Model Context Protocol over streamable HTTP, stateless: tools search, ask and fetch.',
  scope: ['search', 'answer'],
  body: z.union([JsonRpc, z.array(JsonRpc)]),
  status: 200,
  response: z.union([JsonRpc, z.array(JsonRpc)]),
  errors: [],
});

export const getMcp = defineRoute({
  name: 'getMcp',
  method: 'GET',
  path: '/mcp',
  summary: 'Answers 405, as the protocol asks of a server that keeps no sessions and pushes no events.',
  scope: ['search', 'answer'],
  status: 405,
  response: JsonRpc,
  errors: [],
});
