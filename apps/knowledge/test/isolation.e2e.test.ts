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

// Two Tenants with the same three Documents, one for everyone, one for a group, one for a user. Every read path is
// tried by every reader: it must show exactly the Documents on whose lists the reader is, and never the other Tenant's.

const group = 'group:00000000-0000-7000-8000-00000000000a' as const;
const user = 'user:00000000-0000-7000-8000-00000000000b' as const;
const levels = { public: ['everyone'], group: [group], user: [user] } as const;
type Level = keyof typeof levels;
const levelNames = Object.keys(levels) as Level[];

interface Reader {
  readonly name: string;
  readonly key: string;
  readonly sees: readonly Level[];
}
interface Side {
  readonly name: string;
  readonly admin: string;
  readonly collection: string;
  readonly documents: Record<Level, string>;
  readonly readers: readonly Reader[];
}

let runtime: Runtime;
let app: TestApp;
let sides: readonly Side[];

/** A word that occurs in one Document only. */
const markOf = (side: string, level: string) => `Zeppelin${side}${level}`;
const factOf = (side: string, level: string) =>
  `The launch code of project ${markOf(side, level)} is ${markOf(side, level)}-4711.`;
const questionOf = (side: string, level: string) =>
  `What is the launch code of project ${markOf(side, level)}?`;

beforeAll(async () => {
  runtime = await openTestRuntime();
  app = await openTestApp(runtime);
  sides = [await openSide('Alpha'), await openSide('Beta')];
});
afterAll(async () => {
  await app?.close();
  await runtime?.close();
});

async function openSide(name: string): Promise<Side> {
  const tenant = await openTestTenant(runtime, name);
  const { admin } = tenant;
  const collection = await createCollection(app.url, admin, 'Projects');
  const ids: [Level, string][] = [];
  for (const level of levelNames) ids.push([level, await addLevel(name, admin, collection, level)]);
  const everything = ['search', 'answer'] as const;
  return {
    name,
    admin,
    collection,
    documents: Object.fromEntries(ids) as Record<Level, string>,
    readers: [
      { name: 'anyone', key: await tenant.keyFor([...everything], ['everyone']), sees: ['public'] },
      {
        name: 'member',
        key: await tenant.keyFor([...everything], ['everyone', group]),
        sees: ['public', 'group'],
      },
      {
        name: 'person',
        key: await tenant.keyFor([...everything], ['everyone', group, user]),
        sees: levelNames,
      },
      { name: 'outsider', key: await tenant.keyFor([...everything], []), sees: [] },
    ],
  };
}

function addLevel(side: string, admin: string, collection: string, level: Level): Promise<string> {
  const access = [...levels[level]];
  return addText(app.url, admin, collection, {
    externalId: `${level}.md`,
    text: factOf(side, level),
    access,
  });
}

/** Every way to get at a Document's text: each gives all that it was told, as one string. */
const paths: Record<string, (key: string, question: string, side: Side, level: Level) => Promise<string>> = {
  async search(key, question) {
    const { body } = await call(app.url, 'POST', '/v1/search', { key, body: { query: question, limit: 50 } });
    return JSON.stringify(body.passages);
  },
  async answer(key, question) {
    const { body } = await call(app.url, 'POST', '/v1/answers', { key, body: { question } });
    return withoutQuestion(body, question);
  },
  async stream(key, question) {
    const { body } = await call(app.url, 'POST', '/v1/answers', { key, body: { question, stream: true } });
    return withoutQuestion(body, question);
  },
  async conversation(key, question) {
    const { body: conversation } = await call(app.url, 'POST', '/v1/conversations', { key });
    const path = `/v1/conversations/${conversation.id}/messages`;
    const { body: sent } = await call(app.url, 'POST', path, {
      key,
      body: { text: question, stream: false },
    });
    const { body: listed } = await call(app.url, 'GET', path, { key });
    return withoutQuestion([sent, listed], question);
  },
  async completions(key, question) {
    const messages = [{ role: 'user', content: question }];
    const { body } = await call(app.url, 'POST', '/v1/chat/completions', {
      key,
      body: { model: 'groundwork', messages },
    });
    return withoutQuestion(body, question);
  },
  async 'MCP search'(key, question) {
    return callTool(key, 'search', { query: question, limit: 50 });
  },
  async 'MCP ask'(key, question) {
    return withoutQuestion(await callTool(key, 'ask', { question }), question);
  },
  async 'MCP fetch'(key, _question, side, level) {
    return callTool(key, 'fetch', { id: side.documents[level] });
  },
  async document(key, _question, side, level) {
    const { body } = await call(app.url, 'GET', `/v1/documents/${side.documents[level]}/text`, { key });
    return JSON.stringify(body);
  },
};

async function callTool(key: string, name: string, args: Record<string, unknown>): Promise<string> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${app.url}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  });
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  const result = await client.callTool({ name, arguments: args });
  await client.close();
  return JSON.stringify(result);
}

/** What was asked comes back with most answers; it is not what was found. */
function withoutQuestion(body: unknown, question: string): string {
  return (typeof body === 'string' ? body : JSON.stringify(body)).replaceAll(question, '');
}

const secretOf = (side: Side, level: Level) => `${markOf(side.name, level)}-4711`;

test.each(Object.keys(paths))('%s shows each reader its own documents and nothing else', async (path) => {
  const read = paths[path]!;
  for (const side of sides) {
    for (const reader of side.readers) {
      for (const level of levelNames) {
        const told = await read(reader.key, questionOf(side.name, level), side, level);
        const leaked = sides.flatMap((other) =>
          levelNames.filter(
            (one) => told.includes(secretOf(other, one)) && !(other === side && reader.sees.includes(one)),
          ),
        );
        expect({ reader: reader.name, level, leaked }).toEqual({ reader: reader.name, level, leaked: [] });
        const seen = told.includes(secretOf(side, level));
        expect({ reader: reader.name, level, seen }).toEqual({
          reader: reader.name,
          level,
          seen: reader.sees.includes(level),
        });
      }
    }
  }
});

test('an answer that one reader was given is not in the cache of another', async () => {
  for (const side of sides) {
    const question = questionOf(side.name, 'user');
    for (const reader of [...side.readers].reverse()) {
      const first = await paths['answer']!(reader.key, question, side, 'user');
      const second = await paths['answer']!(reader.key, question, side, 'user');
      for (const told of [first, second])
        expect([reader.name, told.includes(secretOf(side, 'user'))]).toEqual([
          reader.name,
          reader.sees.includes('user'),
        ]);
    }
  }
});

test("another tenant's documents, collections and answers are not there", async () => {
  const [alpha, beta] = sides;
  const key = beta!.admin;
  const person = alpha!.readers[2]!;
  const { body: answer } = await call(app.url, 'POST', '/v1/answers', {
    key: person.key,
    body: { question: questionOf('Alpha', 'public') },
  });
  const tries = [
    call(app.url, 'GET', `/v1/documents/${alpha!.documents.public}`, { key }),
    call(app.url, 'GET', `/v1/documents/${alpha!.documents.public}/text`, { key }),
    call(app.url, 'DELETE', `/v1/documents/${alpha!.documents.public}?erase=true`, { key }),
    call(app.url, 'PUT', `/v1/documents/${alpha!.documents.public}/access`, {
      key,
      body: { access: ['everyone'] },
    }),
    call(app.url, 'POST', `/v1/documents/${alpha!.documents.public}/retry`, { key }),
    call(app.url, 'GET', `/v1/collections/${alpha!.collection}`, { key }),
    call(app.url, 'POST', `/v1/collections/${alpha!.collection}/documents`, {
      key,
      body: { externalId: 'x', text: 'x' },
    }),
    call(app.url, 'GET', `/v1/answers/${answer.id}`, { key }),
    call(app.url, 'POST', `/v1/answers/${answer.id}/feedback`, { key, body: { rating: 'helpful' } }),
  ];
  expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 404));
  const { body } = await call(app.url, 'POST', '/v1/search', {
    key,
    body: { query: questionOf('Alpha', 'public'), collections: [alpha!.collection] },
  });
  expect(JSON.stringify(body.passages ?? [])).not.toContain(secretOf(alpha!, 'public'));
});

test('the status of a document is told to those on its list and to admins only', async () => {
  for (const side of sides) {
    for (const { key, sees } of side.readers)
      for (const level of levelNames) {
        const { status } = await call(app.url, 'GET', `/v1/documents/${side.documents[level]}`, { key });
        expect(status).toBe(sees.includes(level) ? 200 : 404);
      }
    const listed = await call(app.url, 'GET', `/v1/collections/${side.collection}/documents`, {
      key: side.admin,
    });
    expect(listed.body.documents).toHaveLength(levelNames.length);
  }
});

describe.each([
  ['taking a reader off the list', 'revoke'],
  ['deleting', 'delete'],
  ['erasing', 'erase'],
] as const)('%s', (_, deed) => {
  test('takes effect on every read path at once, stored answers included', async () => {
    const side = sides[0]!;
    const { admin, collection } = side;
    const reader = side.readers[1]!;
    const name = `Gone${deed}`;
    const secret = `${markOf(name, 'group')}-4711`;
    const id = await addLevel(name, admin, collection, 'group');
    const gone: Side = { ...side, name, documents: { ...side.documents, group: id } };
    const question = questionOf(name, 'group');
    for (const [path, read] of Object.entries(paths))
      expect([path, (await read(reader.key, question, gone, 'group')).includes(secret)]).toEqual([
        path,
        true,
      ]);
    const { body: answer } = await call(app.url, 'POST', '/v1/answers', {
      key: reader.key,
      body: { question },
    });

    const done =
      deed === 'revoke'
        ? await call(app.url, 'PUT', `/v1/documents/${id}/access`, { key: admin, body: { access: [user] } })
        : await call(app.url, 'DELETE', `/v1/documents/${id}?erase=${deed === 'erase'}`, { key: admin });
    expect(done.status).toBe(204);

    for (const [path, read] of Object.entries(paths))
      expect([path, (await read(reader.key, question, gone, 'group')).includes(secret)]).toEqual([
        path,
        false,
      ]);
    const stored = await call(app.url, 'GET', `/v1/answers/${answer.id}`, { key: reader.key });
    expect(withoutQuestion(stored.body, question)).not.toContain(secret);
    if (stored.status === 200) expect(stored.body.withdrawn).toBe(answer.sentences.length);
  });
});
