import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { type AddedDocuments, knowledgeRoutes, operationsRoutes } from '@groundwork/protocol';
import { newId, DocumentId } from '@groundwork/kernel';
import type { Runtime } from '@groundwork/runtime';
import { GetCollection } from '@groundwork/ingestion';
import { createKnowledgeApp } from '../src/index.ts';
import {
  addText,
  call,
  createCollection,
  openTestApp,
  openTestRuntime,
  openTestTenant,
  type TestApp,
  waitUntilRead,
} from './open-test-app.ts';

type Added = AddedDocuments['documents'][number];

let runtime: Runtime;
let app: TestApp;
let admin: string;
let tenant: Awaited<ReturnType<typeof openTestTenant>>;
const logged: { event: string; fields: Record<string, unknown> | undefined }[] = [];

beforeAll(async () => {
  runtime = await openTestRuntime();
  const note = (event: string, fields?: Record<string, unknown>) => void logged.push({ event, fields });
  app = await openTestApp(runtime, { logger: { info: note, warn: note, error: note } });
  tenant = await openTestTenant(runtime);
  admin = tenant.admin;
});
afterAll(async () => {
  await app?.close();
  await runtime?.close();
});

const unknownId = newId(DocumentId);
const ask = (method: string, path: string, more: Parameters<typeof call>[3] = {}) =>
  call(app.url, method, path, { key: admin, ...more });

const routes = [...knowledgeRoutes, ...operationsRoutes];

describe('keys', () => {
  test('no key, a wrong key and a key without the scope are told apart', async () => {
    const searcher = await tenant.keyFor(['search']);
    const none = await call(app.url, 'GET', '/v1/collections');
    const wrong = await ask('GET', '/v1/collections', { key: `gw_${'x'.repeat(43)}` });
    const short = await ask('POST', '/v1/collections', { key: searcher, body: { name: 'A' } });
    expect([none, wrong, short].map(({ status, body }) => [status, body.error.code])).toEqual([
      [401, 'auth.missing'],
      [401, 'auth.invalid'],
      [403, 'auth.forbidden'],
    ]);
    expect(none.headers.get('www-authenticate')).toContain('Bearer');
  });

  test('a key is also read from x-api-key', async () => {
    const { status } = await call(app.url, 'GET', '/v1/collections', { headers: { 'x-api-key': admin } });
    expect(status).toBe(200);
  });

  test('every route but health and its own description needs a key', async () => {
    const open = routes.filter((route) => route.scope === 'public').map((route) => route.path);
    expect(open).toEqual(['/health/live', '/health/ready', '/openapi.json']);
    for (const route of routes.filter(({ scope }) => scope !== 'public')) {
      const path = route.path.replace(':id', unknownId);
      const { status } = await call(app.url, route.method, path);
      expect([route.name, status]).toEqual([route.name, 401]);
    }
  });

  test('an issued key works, is listed without its secret, and ends when revoked', async () => {
    const issued = await ask('POST', '/v1/api-keys', { body: { name: 'robot', scopes: ['search'] } });
    expect(issued.status).toBe(201);
    const { key, secret } = issued.body;
    expect((await ask('GET', '/v1/collections', { key: secret })).status).toBe(200);
    const listed = await ask('GET', '/v1/api-keys');
    expect(listed.body.keys.map((one: { id: string }) => one.id)).toContain(key.id);
    expect(JSON.stringify(listed.body)).not.toContain(secret.slice(9));
    expect((await ask('DELETE', `/v1/api-keys/${key.id}`)).status).toBe(204);
    expect((await ask('GET', '/v1/collections', { key: secret })).body.error.code).toBe('auth.invalid');
    expect((await ask('DELETE', `/v1/api-keys/${unknownId}`)).body.error.code).toBe('api-key.not-found');
  });

  test('a rotated key gives way to its successor', async () => {
    const { body } = await ask('POST', '/v1/api-keys', { body: { name: 'robot', scopes: ['search'] } });
    const rotated = await ask('POST', `/v1/api-keys/${body.key.id}/rotate`, { body: {} });
    expect((await ask('GET', '/v1/collections', { key: rotated.body.secret })).status).toBe(200);
    expect((await ask('GET', '/v1/collections', { key: body.secret })).status).toBe(401);
  });

  test('a key that is being replaced works through the overlap, unless it is ended at once', async () => {
    const { body } = await ask('POST', '/v1/api-keys', { body: { name: 'robot', scopes: ['search'] } });
    const { id } = body.key;
    await ask('POST', `/v1/api-keys/${id}/rotate`, { body: { overlapSeconds: 3_600 } });
    expect((await ask('GET', '/v1/collections', { key: body.secret })).status).toBe(200);
    await ask('DELETE', `/v1/api-keys/${id}`);
    expect((await ask('GET', '/v1/collections', { key: body.secret })).status).toBe(401);
  });

  test('users and groups are kept by admins', async () => {
    const group = await ask('POST', '/v1/groups', { body: { name: 'Legal' } });
    const user = await ask('POST', '/v1/users', {
      body: { email: 'ada@example.com', name: 'Ada', groups: [group.body.id] },
    });
    expect([group.status, user.status]).toEqual([201, 201]);
    const moved = await ask('PUT', `/v1/users/${user.body.id}`, {
      body: { email: 'ada@example.com', name: 'Ada L.', groups: [] },
    });
    expect(moved.body).toEqual({ ...user.body, name: 'Ada L.', groups: [] });
    expect((await ask('GET', '/v1/users')).body.users).toContainEqual(moved.body);
    expect((await ask('GET', '/v1/groups')).body.groups).toContainEqual(group.body);
    const unknown = await ask('PUT', `/v1/users/${unknownId}`, {
      body: { email: 'b@example.com', name: 'Bo', groups: [] },
    });
    expect(unknown.body.error.code).toBe('user.not-found');
  });
});

describe('errors', () => {
  test.each([
    ['malformed JSON', 'POST', '/v1/collections', '{"name":', 400, 'request.invalid'],
    [
      'a prototype in JSON',
      'POST',
      '/v1/collections',
      '{"__proto__":{"a":1},"name":"x"}',
      400,
      'request.invalid',
    ],
    ['an unknown field', 'POST', '/v1/collections', '{"nam":"x"}', 400, 'request.invalid'],
    ['an id that is none', 'GET', '/v1/documents/..%2f..%2fetc', undefined, 400, 'request.invalid'],
    ['a path that cannot be decoded', 'GET', '/v1/documents/%E0%A4%A', undefined, 400, 'request.invalid'],
    [
      'a path that is too long',
      'GET',
      `/v1/documents/${'x'.repeat(2_000)}`,
      undefined,
      413,
      'request.too-large',
    ],
    ['an unknown route', 'GET', '/v1/nothing', undefined, 404, 'request.not-found'],
    ['another method', 'PATCH', '/v1/collections', '{}', 404, 'request.not-found'],
    ['an unknown collection', 'GET', `/v1/collections/${unknownId}`, undefined, 404, 'collection.not-found'],
    ['an unknown document', 'GET', `/v1/documents/${unknownId}`, undefined, 404, 'document.not-found'],
    ['an unknown answer', 'GET', `/v1/answers/${unknownId}`, undefined, 404, 'answer.not-found'],
    [
      'an unknown conversation',
      'GET',
      `/v1/conversations/${unknownId}/messages`,
      undefined,
      404,
      'conversation.not-found',
    ],
    [
      'documents into nowhere',
      'POST',
      `/v1/collections/${unknownId}/documents`,
      '{"externalId":"a","text":"b"}',
      404,
      'collection.not-found',
    ],
    [
      'feedback on nothing',
      'POST',
      `/v1/answers/${unknownId}/feedback`,
      '{"rating":"helpful"}',
      404,
      'answer.not-found',
    ],
    [
      'erasing nothing',
      'DELETE',
      `/v1/documents/${unknownId}?erase=true`,
      undefined,
      404,
      'document.not-found',
    ],
    [
      'a query value that is none',
      'DELETE',
      `/v1/documents/${unknownId}?erase=yes`,
      undefined,
      400,
      'request.invalid',
    ],
    [
      'a question that is too long',
      'POST',
      '/v1/answers',
      JSON.stringify({ question: 'x'.repeat(100_000) }),
      413,
      'answer.question-too-long',
    ],
    [
      'a body that is too large',
      'POST',
      '/v1/answers',
      JSON.stringify({ question: 'x'.repeat(5_000_000) }),
      413,
      'request.too-large',
    ],
  ] as const)('%s', async (_, method, path, body, status, code) => {
    const reply = await ask(method, path, {
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    });
    expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
    expect(Object.keys(reply.body)).toEqual(['error']);
    expect(reply.body.error).toMatchObject({ message: expect.any(String), remedy: expect.any(String) });
    expect(reply.body.error.requestId).toBe(reply.headers.get('x-request-id'));
  });

  test('every faulty field is named at once', async () => {
    const { body } = await ask('POST', '/v1/collections', { body: { name: '', access: ['nobody'] } });
    const paths = body.error.details.issues.map((issue: { path: string }) => issue.path);
    expect(paths).toEqual(['body.name', 'body.access.0']);
  });

  test('a body that is not JSON is refused, saying what is wanted', async () => {
    const reply = await ask('POST', '/v1/collections', {
      body: 'name=x',
      headers: { 'content-type': 'text/plain' },
    });
    expect([reply.status, reply.body.error.code]).toEqual([400, 'request.invalid']);
    expect(reply.body.error.message).toContain('application/json');
  });

  test('of a bug nothing is told but the request id, and the log has the rest', async () => {
    const broken = Object.create(GetCollection.prototype, {
      run: { value: () => Promise.reject(new Error('secret detail')) },
    }) as GetCollection;
    const useCases = runtime.useCases.map((one) => (one instanceof GetCollection ? broken : one));
    const note = (event: string, fields?: Record<string, unknown>) => void logged.push({ event, fields });
    const other = await openTestApp(
      { config: runtime.config, health: () => runtime.health(), useCases },
      { logger: { info: note, warn: note, error: note } },
    );
    const reply = await call(other.url, 'GET', `/v1/collections/${unknownId}`, {
      key: admin,
      headers: { 'x-request-id': 'my-request' },
    });
    await other.close();
    expect([reply.status, reply.body.error.code]).toEqual([500, 'internal.bug']);
    expect(reply.body.error.requestId).toBe('my-request');
    expect(JSON.stringify(reply.body)).not.toContain('secret detail');
    const entry = logged.find(({ fields }) => fields?.['requestId'] === 'my-request');
    expect(entry?.fields).toMatchObject({
      code: 'internal.bug',
      error: expect.stringContaining('secret detail'),
    });
  });

  test('a request id that could forge log lines is replaced', async () => {
    const { headers } = await call(app.url, 'GET', '/health/live', { headers: { 'x-request-id': 'a b{"' } });
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  test('responses carry security headers and no CORS', async () => {
    const { headers } = await call(app.url, 'GET', '/openapi.json', {
      headers: { origin: 'https://evil.example' },
    });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('uploads', () => {
  let collection: string;
  const upload = (form: FormData, headers: Record<string, string> = {}) =>
    ask('POST', `/v1/collections/${collection}/documents`, { body: form, headers });
  const formOf = (...files: [name: string, content: string | Uint8Array<ArrayBuffer>][]) => {
    const form = new FormData();
    for (const [name, content] of files) form.append('file', new Blob([content]), name);
    return form;
  };
  beforeAll(async () => {
    collection = await createCollection(app.url, admin, 'Uploads');
  });

  test('several files become documents, one by one', async () => {
    const { status, body } = await upload(formOf(['a.txt', 'First text.'], ['b.md', '# Second\n\nText.']));
    expect(status).toBe(202);
    expect(body.rejected).toEqual([]);
    expect(body.documents.map((one: Added) => [one.outcome, one.document.externalId])).toEqual([
      ['created', 'a.txt'],
      ['created', 'b.md'],
    ]);
    const read = await waitUntilRead(app.url, admin, body.documents[1].document.id);
    expect(read).toMatchObject({ status: 'ready', progress: { stage: 'done' } });
    const again = await upload(formOf(['a.txt', 'First text.']));
    expect(again.body.documents[0].outcome).toBe('unchanged');
  });

  test('a name that climbs folders is a name only', async () => {
    const { body } = await upload(formOf(['../../etc/passwd.txt', 'Nothing to see.']));
    expect(body.documents[0].document.externalId).toBe('passwd.txt');
  });

  test('fields beside the file say its name, access and metadata', async () => {
    const form = formOf(['x.txt', 'Some text.']);
    form.append('externalId', 'handbook/2026');
    form.append('title', 'Handbook');
    form.append('access', '["group:00000000-0000-7000-8000-000000000001"]');
    form.append('metadata', '{"year":2026}');
    const { body } = await upload(form);
    expect(body.documents[0].document).toMatchObject({
      externalId: 'handbook/2026',
      access: ['group:00000000-0000-7000-8000-000000000001'],
      metadata: { year: 2026 },
    });
  });

  test('files of several folders keep their names, and are asked for together', async () => {
    const form = formOf(['a.txt', 'Of one folder.'], ['a.txt', 'Of another folder.'], ['c.txt', 'Of none.']);
    form.append('externalIds', '["one/a.txt","another/a.txt","c.txt"]');
    const { body } = await upload(form);
    expect(body.documents.map((one: Added) => one.document.externalId)).toEqual([
      'one/a.txt',
      'another/a.txt',
      'c.txt',
    ]);
    const ids = body.documents.slice(0, 2).map((one: Added) => one.document.id);
    const { body: listed } = await ask('GET', `/v1/collections/${collection}/documents?ids=${ids.join(',')}`);
    expect(listed.documents.map((one: Added['document']) => one.id).sort()).toEqual([...ids].sort());
    const short = formOf(['a.txt', 'a'], ['b.txt', 'b']);
    short.append('externalIds', '["one"]');
    expect((await upload(short)).body.error.code).toBe('request.invalid');
  });

  test('each row of a JSONL file is a document, and a broken row does not keep out the others', async () => {
    const rows = [
      '{"_id":"r1","title":"One","text":"Row one."}',
      'not json',
      '{"_id":"r2","text":"Row two."}',
    ];
    const { status, body } = await upload(formOf(['rows.jsonl', rows.join('\n')]));
    expect(status).toBe(202);
    expect(body.documents.map((one: Added) => one.document.externalId)).toEqual(['r1', 'r2']);
    expect(body.rejected).toMatchObject([{ externalId: 'rows.jsonl:2', error: { code: 'document.broken' } }]);
  });

  test('an empty file is refused alone, and named beside files that are taken', async () => {
    const alone = await upload(formOf(['empty.txt', '']));
    expect([alone.status, alone.body.error.code]).toEqual([422, 'document.empty']);
    const beside = await upload(formOf(['empty.txt', ''], ['full.txt', 'Full.']));
    expect([beside.status, beside.body.documents.length]).toEqual([202, 1]);
    expect(beside.body.rejected).toMatchObject([
      { externalId: 'empty.txt', error: { code: 'document.empty' } },
    ]);
  });

  test('a form without a file is refused', async () => {
    const form = new FormData();
    form.append('title', 'Nothing');
    const { status, body } = await upload(form);
    expect([status, body.error.code]).toEqual([400, 'request.invalid']);
  });

  test('an upload that is too large leaves nothing behind', async () => {
    const before = temporaryFolders();
    const form = formOf(['small.txt', 'Small.'], ['large.bin', new Uint8Array(3 * 1024 * 1024)]);
    const { status, body } = await upload(form);
    expect([status, body.error.code]).toEqual([413, 'request.too-large']);
    const { body: listed } = await ask('GET', `/v1/collections/${collection}/documents?limit=200`);
    expect(listed.documents.map((one: Added['document']) => one.externalId)).not.toContain('small.txt');
    expect(temporaryFolders()).toEqual(before);
  });

  test('an upload of unknown length is stopped as soon as it is too large', async () => {
    const { status, sent } = await sendWithoutLength(
      `/v1/collections/${collection}/documents`,
      1024 * 1024 * 1024,
    );
    expect(status).toBe(413);
    // How much a client sends before it hears of it hangs on the machine; not all of it, on any.
    expect(sent).toBeLessThan(512 * 1024 * 1024);
  });

  test('a broken form is refused and the server stays up', async () => {
    const reply = await ask('POST', `/v1/collections/${collection}/documents`, {
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(reply.status).toBe(400);
    expect((await call(app.url, 'GET', '/health/live')).status).toBe(200);
  });

  /** Sends a file in chunks until the server answers. */
  function sendWithoutLength(path: string, most: number): Promise<{ status: number; sent: number }> {
    return new Promise((resolve, reject) => {
      let sent = 0;
      let answered = false;
      const headers = { authorization: `Bearer ${admin}`, 'content-type': 'multipart/form-data; boundary=x' };
      const request = httpRequest(`${app.url}${path}`, { method: 'POST', headers }, (response) => {
        answered = true;
        response.resume();
        resolve({ status: response.statusCode ?? 0, sent });
        request.destroy();
      });
      request.on('error', (error) => (answered ? undefined : reject(error)));
      request.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n');
      const more = () => {
        if (answered || sent >= most) return;
        sent += 65_536;
        if (request.write(Buffer.alloc(65_536, 97))) setImmediate(more);
        else request.once('drain', more);
      };
      more();
    });
  }
  const temporaryFolders = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('groundwork-upload-'));
});

describe('idempotency keys', () => {
  const create = (key: string, name: string) =>
    ask('POST', '/v1/collections', { body: { name }, headers: { 'idempotency-key': key } });

  test('the first result is replayed', async () => {
    const first = await create('replay', 'Replayed');
    const second = await create('replay', 'Replayed');
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  });

  test('another body under the same key is refused', async () => {
    await create('mismatch', 'One name');
    const { status, body } = await create('mismatch', 'Another name');
    expect([status, body.error.code]).toEqual([409, 'idempotency.mismatch']);
  });

  test('of many at once one is done; the others wait their turn or see its result', async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, () => create('race', 'Raced')));
    const made = replies.filter(
      ({ status, headers }) => status === 201 && !headers.get('idempotency-replayed'),
    );
    expect(made).toHaveLength(1);
    const others = replies.filter((reply) => reply !== made[0]);
    expect(
      others.every(({ status, body }) =>
        status === 201 ? body.id === made[0]?.body.id : body.error.code === 'idempotency.in-progress',
      ),
    ).toBe(true);
    const { body } = await ask('GET', '/v1/collections');
    expect(body.collections.filter((one: { name: string }) => one.name === 'Raced')).toHaveLength(1);
  });

  test('a failed request may be repeated under its key', async () => {
    await create('first', 'Taken');
    expect((await create('failed', 'Taken')).body.error.code).toBe('collection.exists');
    expect((await create('failed', 'Taken')).body.error.code).toBe('collection.exists');
  });

  test('uploads are compared by the content of their files', async () => {
    const collection = await createCollection(app.url, admin, 'Idempotent uploads');
    const send = (text: string) => {
      const form = new FormData();
      form.append('file', new Blob([text]), 'a.txt');
      return ask('POST', `/v1/collections/${collection}/documents`, {
        body: form,
        headers: { 'idempotency-key': 'upload' },
      });
    };
    const first = await send('One.');
    expect((await send('One.')).body).toEqual(first.body);
    expect((await send('Two.')).body.error.code).toBe('idempotency.mismatch');
  });

  test('deletes and replacements are replayed too', async () => {
    const collection = await createCollection(app.url, admin, 'Deleted once');
    const id = await addText(app.url, admin, collection, { externalId: 'a', text: 'Text.' });
    const remove = () => ask('DELETE', `/v1/documents/${id}`, { headers: { 'idempotency-key': 'delete' } });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
    expect((await ask('DELETE', `/v1/documents/${id}`)).status).toBe(404);
  });

  test('a secret is never kept for replay', async () => {
    const issue = () =>
      ask('POST', '/v1/api-keys', {
        body: { name: 'robot', scopes: ['search'] },
        headers: { 'idempotency-key': 'secret' },
      });
    expect((await issue()).body.secret).not.toBe((await issue()).body.secret);
  });
});

describe('rate limits', () => {
  test('a key that asks too often is told how long to wait; another key is not held up', async () => {
    const limited = await openTestApp(runtime, { rateLimit: { perMinute: 6, burst: 2 } });
    const other = await tenant.keyFor(['search']);
    const get = (key: string) => call(limited.url, 'GET', '/v1/collections', { key });
    const replies = [await get(admin), await get(admin), await get(admin), await get(other)];
    const health = await call(limited.url, 'GET', '/health/live');
    await limited.close();
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
    expect(replies[2]?.body.error.code).toBe('rate.limited');
    expect(Number(replies[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(health.status).toBe(200);
  });
});

describe('operations', () => {
  test('the process is live and ready', async () => {
    expect((await call(app.url, 'GET', '/health/live')).body).toEqual({ status: 'ok' });
    const ready = await call(app.url, 'GET', '/health/ready');
    expect(ready).toMatchObject({ status: 200, body: { status: 'ok', checks: { database: 'ok' } } });
  });

  test('while a part does not answer, the process is not ready', async () => {
    const other = await openTestApp({
      config: runtime.config,
      useCases: runtime.useCases,
      health: async () => [{ name: 'database', ok: false, detail: 'gone, password hunter2' }],
    });
    const { status, body } = await call(other.url, 'GET', '/health/ready');
    await other.close();
    expect([status, body.error.code]).toEqual([503, 'database.unavailable']);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  test('what is served is what the catalogue says, and the OpenAPI document says the same', async () => {
    const served: string[] = [];
    const spied = await createKnowledgeApp(runtime);
    const fastify = spied.getHttpAdapter().getInstance();
    for (const route of routes)
      if (fastify.hasRoute({ method: route.method, url: route.path }))
        served.push(`${route.method} ${route.path}`);
    const printed = fastify.printRoutes({ commonPrefix: false, includeHooks: false });
    await spied.close();
    expect(served.sort()).toEqual(routes.map((route) => `${route.method} ${route.path}`).sort());
    // Fastify adds HEAD to every GET; everything else it prints must be in the catalogue.
    const methods = [...printed.matchAll(/\(([A-Z, ]+)\)/g)].flatMap(([, list = '']) => list.split(', '));
    expect(methods.filter((method) => method !== 'HEAD')).toHaveLength(routes.length);
    const { body } = await call(app.url, 'GET', '/openapi.json');
    const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    expect(described.sort()).toEqual(served);
  });
});
