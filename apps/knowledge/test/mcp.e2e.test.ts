import type { Runtime } from '@groundwork/runtime';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  addText,
  call,
  createCollection,
  openTestApp,
  openTestRuntime,
  openTestTenant,
  type TestApp,
} from './open-test-app.ts';

let runtime: Runtime;
let app: TestApp;
let tenant: Awaited<ReturnType<typeof openTestTenant>>;
let documentId: string;
const text = 'Full-time employees receive 25 days of annual leave per calendar year.';

beforeAll(async () => {
  runtime = await openTestRuntime();
  app = await openTestApp(runtime);
  tenant = await openTestTenant(runtime);
  const collection = await createCollection(app.url, tenant.admin, 'Handbook');
  documentId = await addText(app.url, tenant.admin, collection, { externalId: 'leave.md', text });
});
afterAll(async () => {
  await app?.close();
  await runtime?.close();
});

async function connect(key: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${app.url}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  });
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return client;
}
const textOf = (result: Awaited<ReturnType<Client['callTool']>>) =>
  (result.content as { type: string; text: string }[]).map((part) => part.text).join('');

test('the official client lists the tools with their schemas', async () => {
  const client = await connect(tenant.admin);
  const { tools } = await client.listTools();
  await client.close();
  expect(tools.map(({ name }) => name).sort()).toEqual(['ask', 'fetch', 'search']);
  for (const tool of tools) {
    expect(tool.inputSchema.type).toBe('object');
    expect(tool.outputSchema?.type).toBe('object');
  }
});

test('search finds passages, and fetch reads the document of one', async () => {
  const client = await connect(await tenant.keyFor(['search']));
  const found = await client.callTool({ name: 'search', arguments: { query: 'annual leave' } });
  const [first] = (found.structuredContent as { results: { id: string; text: string; url: string }[] })
    .results;
  expect(first).toMatchObject({ id: documentId, url: `${app.url}/v1/documents/${documentId}` });
  const read = await client.callTool({ name: 'fetch', arguments: { id: first?.id } });
  await client.close();
  expect(read.structuredContent).toMatchObject({
    id: documentId,
    text,
    start: 0,
    end: text.length,
    length: text.length,
  });
});

test('ask answers with proof, as structure and as text', async () => {
  const client = await connect(await tenant.keyFor(['answer']));
  const question = 'How many days of annual leave do full-time employees receive?';
  const answered = await client.callTool({ name: 'ask', arguments: { question } });
  await client.close();
  expect(answered.structuredContent).toMatchObject({ result: { kind: 'answer' } });
  expect(textOf(answered)).toMatch(/25 days.* \[1\]\n\n\[1\] .*25 days/s);
});

test('a long text is read in parts that say where they are from', async () => {
  const client = await connect(tenant.admin);
  const part = await client.callTool({ name: 'fetch', arguments: { id: documentId, start: 10, length: 5 } });
  await client.close();
  expect(part.structuredContent).toMatchObject({
    text: text.slice(10, 15),
    start: 10,
    end: 15,
    length: text.length,
  });
});

test('a tool tells of an error with its remedy, and the connection goes on', async () => {
  const client = await connect(tenant.admin);
  const unknown = await client.callTool({
    name: 'fetch',
    arguments: { id: '00000000-0000-7000-8000-000000000000' },
  });
  expect(unknown.isError).toBe(true);
  expect(textOf(unknown)).toContain('document.not-found');
  const invalid = await client.callTool({ name: 'search', arguments: { query: '' } });
  expect(invalid.isError).toBe(true);
  expect((await client.listTools()).tools).toHaveLength(3);
  await client.close();
});

test('each tool needs its scope, and the endpoint a key', async () => {
  const client = await connect(await tenant.keyFor(['search']));
  const refused = await client.callTool({ name: 'ask', arguments: { question: 'What?' } });
  await client.close();
  expect(textOf(refused)).toContain('auth.forbidden');
  await expect(connect(`gw_${'x'.repeat(43)}`)).rejects.toThrow();
  const bare = await call(app.url, 'POST', '/mcp', { body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } });
  expect(bare.status).toBe(401);
});

test('there are no sessions to listen to', async () => {
  const { status, headers } = await call(app.url, 'GET', '/mcp', { key: tenant.admin });
  expect([status, headers.get('allow')]).toEqual([405, 'POST']);
});
