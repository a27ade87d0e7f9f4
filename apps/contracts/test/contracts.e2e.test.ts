import { readFileSync } from 'node:fs';
import { call, listenForTest, type TestApp } from '@groundwork/http/testing';
import { contractRoutes, leftOutHeader } from '@groundwork/protocol';
import type { Runtime } from '@groundwork/runtime';
import { openTestRuntime, openTestTenant } from '@groundwork/runtime/testing';
import { silentLogger } from '@groundwork/kernel';
import { strFromU8, unzipSync } from 'fflate';
import { createContractsApp } from '../src/index.ts';

let runtime: Runtime;
let app: TestApp;
let tenant: Awaited<ReturnType<typeof openTestTenant>>;
let reviewer: string;

beforeAll(async () => {
  runtime = await openTestRuntime();
  app = await listenForTest(createContractsApp(runtime, { logger: silentLogger }));
  tenant = await openTestTenant(runtime);
  reviewer = await tenant.keyFor(['review']);
});
afterAll(async () => {
  await app?.close();
  await runtime?.close();
});

const contract = `采购合同

甲方（买方）：海岸线贸易有限公司
乙方（卖方）：北辰机电有限公司

第一条 标的
甲方向乙方采购水泵二十台，单价人民币5,000.00元，合同总价人民币100,000.00元（大写：人民币拾贰万元整）。

第二条 定金
甲方应于合同签订之日起三日内支付定金人民币30,000.00元。

第三条 争议解决
因本合同发生的争议，双方可以向深圳国际仲裁院申请仲裁，也可以向人民法院提起诉讼。

第四条 法律适用
本合同适用中华人民共和国法律。
`;

const ask = (method: string, path: string, more: Parameters<typeof call>[3] = {}) =>
  call(app.url, method, path, { key: reviewer, ...more });

function filesOf(files: Readonly<Record<string, string>>, fields: Readonly<Record<string, string>> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, content] of Object.entries(files)) form.append('file', new Blob([content]), name);
  return form;
}

async function reviewed(
  files: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>> = {},
) {
  const body = filesOf(files, { name: 'Test', ...fields });
  return settled(await ask('POST', '/v1/contract-batches', { body }));
}

async function settled(added: Awaited<ReturnType<typeof ask>>) {
  if (added.status !== 202) throw new Error(`Not added: ${JSON.stringify(added.body)}`);
  for (;;) {
    const { body } = await ask('GET', `/v1/contract-batches/${added.body.batch.id}`);
    if (body.contracts.pending + body.contracts.processing === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const { body } = await ask('GET', `/v1/contract-batches/${added.body.batch.id}/contracts`);
  return {
    batch: added.body.batch,
    contracts: body.contracts as { id: string; status: string; failure?: object }[],
  };
}

test('a file comes back as findings whose quotes are byte-identical to their spans', async () => {
  const { contracts } = await reviewed({ '采购合同.txt': contract });
  expect(contracts).toMatchObject([{ fileName: '采购合同.txt', status: 'ready' }]);
  const { body } = await ask('GET', `/v1/contracts/${contracts[0]!.id}/review`);
  const rules = body.findings.map((finding: { rule: string }) => finding.rule);
  expect(rules).toEqual(expect.arrayContaining(['amount-mismatch', 'deposit-over-20-percent']));
  for (const { evidence } of body.findings) {
    for (const { span, quote } of evidence) expect(contract.slice(span.start, span.end)).toBe(quote);
  }
  expect(body.clauses.map((clause: { label?: string }) => clause.label)).toEqual(
    expect.arrayContaining(['第一条', '第二条', '第三条', '第四条']),
  );
});

test('a batch against a shipped playbook takes the side that is asked for', async () => {
  const { batch, contracts } = await reviewed(
    { 'a.txt': contract },
    { playbook: 'zh-purchase', stance: '甲方' },
  );
  expect(batch).toMatchObject({ playbook: 'zh-purchase', contracts: { pending: expect.any(Number) } });
  const { body } = await ask('GET', `/v1/contracts/${contracts[0]!.id}/review`);
  expect(body.summary).toMatchObject({ playbook: 'zh-purchase', stance: batch.stance });
  expect(body.findings.some((finding: { source: string }) => finding.source === 'policy')).toBe(true);
});

test('a file that cannot be read fails by itself, with a reason and a remedy', async () => {
  const { contracts } = await reviewed({ 'broken.pdf': '%PDF-1.7 and nothing more', 'good.txt': contract });
  expect(contracts.map(({ status }) => status)).toEqual(['failed', 'ready']);
  expect(contracts[0]?.failure).toMatchObject({
    code: 'document.broken',
    remedy: expect.stringMatching(/./),
  });
  const { status, body } = await ask('GET', `/v1/contracts/${contracts[0]!.id}/review`);
  expect([status, body.error.code]).toEqual([409, 'contract.not-reviewed']);
});

test('a contract in another language than its playbook fails with a remedy, and is not called incomplete', async () => {
  const english =
    'This Agreement is made by and between the parties. The Supplier shall deliver the goods in May. '.repeat(
      5,
    );
  const { contracts } = await reviewed({ 'english.txt': english }, { playbook: 'zh-purchase' });
  expect(contracts).toMatchObject([{ status: 'failed', failure: { code: 'playbook.mismatch' } }]);
});

test('an empty file does not keep out the others', async () => {
  const { status, body } = await ask('POST', '/v1/contract-batches', {
    body: filesOf({ 'empty.txt': '', 'good.txt': contract }, { name: 'Mixed' }),
  });
  expect([status, body.contracts.length]).toEqual([202, 1]);
  expect(body.rejected).toMatchObject([{ fileName: 'empty.txt', error: { code: 'document.empty' } }]);
});

test.each([
  ['an unknown playbook', { playbook: 'no-such' }, 404, 'playbook.not-found'],
  ['a playbook that is none', { playbook: 'id: x\nname: [' }, 422, 'playbook.invalid'],
  [
    'a side that the playbook does not know',
    { playbook: 'zh-purchase', stance: 'landlord' },
    400,
    'request.invalid',
  ],
  ['an unknown field', { colour: 'red' }, 400, 'request.invalid'],
])('%s is refused and leaves no batch behind', async (_, fields, status, code) => {
  const before = (await ask('GET', '/v1/contract-batches?limit=200')).body.batches.length;
  const reply = await ask('POST', '/v1/contract-batches', {
    body: filesOf({ 'a.txt': contract }, { name: 'Bad', ...(fields as Record<string, string>) }),
  });
  expect([reply.status, reply.body.error.code]).toEqual([status, code]);
  expect((await ask('GET', '/v1/contract-batches?limit=200')).body.batches).toHaveLength(before);
});

test('people decide, and their decisions make up the quality of each rule', async () => {
  const { batch, contracts } = await reviewed({ 'a.txt': contract });
  const id = contracts[0]!.id;
  const [first, second] = (await ask('GET', `/v1/contracts/${id}/review`)).body.findings;
  const decide = (body: object) => ask('POST', `/v1/contracts/${id}/decisions`, { body });
  expect((await decide({ kind: 'accepted', findingKey: first.key })).status).toBe(201);
  expect((await decide({ kind: 'dismissed', findingKey: second.key, note: 'Agreed orally.' })).status).toBe(
    201,
  );
  expect((await decide({ kind: 'missed', rule: 'penalty', clauseType: 'breach' })).status).toBe(201);
  expect((await decide({ kind: 'missed', rule: 'penalty', clauseType: 'no-such' })).body.error.code).toBe(
    'request.invalid',
  );
  expect((await decide({ kind: 'accepted', findingKey: 'no-such' })).body.error.code).toBe(
    'finding.not-found',
  );
  expect((await decide({ kind: 'edited', findingKey: first.key })).body.error.code).toBe('request.invalid');

  const { body } = await ask('GET', `/v1/review-quality?batchId=${batch.id}`);
  const byRule = new Map(body.rules.map((rule: { rule: string }) => [rule.rule, rule]));
  expect(byRule.get(first.rule)).toMatchObject({ truePositives: 1, falsePositives: 0 });
  expect(byRule.get(second.rule)).toMatchObject({ truePositives: 0, falsePositives: 1 });
  expect(byRule.get('penalty')).toMatchObject({ findings: 0, falseNegatives: 1 });
  expect((await ask('POST', `/v1/contracts/${id}/sign-off`)).status).toBe(204);
  expect((await ask('GET', `/v1/contracts/${id}`)).body.signedOff).toBeDefined();
});

test('a playbook of its own is checked, kept, used and removed', async () => {
  const shipped = (await ask('GET', '/v1/playbooks/zh-purchase')).body.source as string;
  const source = shipped.replace('id: zh-purchase', 'id: our-purchase');
  const save = (body: object) => ask('PUT', '/v1/playbooks/our-purchase', { body });
  expect((await save({ source: 'id: our-purchase' })).body.error.code).toBe('playbook.invalid');
  expect((await save({ source, dryRun: true })).status).toBe(200);
  expect((await ask('GET', '/v1/playbooks/our-purchase')).status).toBe(404);
  expect((await save({ source })).body).toMatchObject({ id: 'our-purchase', policies: expect.any(Number) });
  const { batch } = await reviewed({ 'a.txt': contract }, { playbook: 'our-purchase' });
  expect(batch.playbook).toBe('our-purchase');
  expect((await ask('DELETE', '/v1/playbooks/our-purchase')).status).toBe(204);
  expect((await ask('DELETE', '/v1/playbooks/zh-purchase')).body.error.code).toBe('playbook.not-found');
});

test('a removed batch is gone from every address', async () => {
  const { batch, contracts } = await reviewed({ 'a.txt': contract });
  expect((await ask('DELETE', `/v1/contract-batches/${batch.id}`)).status).toBe(204);
  for (const path of [
    `/v1/contract-batches/${batch.id}`,
    `/v1/contract-batches/${batch.id}/contracts`,
    `/v1/contract-batches/${batch.id}/report`,
    `/v1/contracts/${contracts[0]!.id}`,
    `/v1/contracts/${contracts[0]!.id}/review`,
    `/v1/contracts/${contracts[0]!.id}/report`,
  ]) {
    expect([path, (await ask('GET', path)).status]).toEqual([path, 404]);
  }
});

test('no address shows what its reader is not on the access list of', async () => {
  const insider = await tenant.keyFor(['review'], ['everyone', `group:${tenant.id}`]);
  const added = await call(app.url, 'POST', '/v1/contract-batches', {
    key: insider,
    body: filesOf({ 'a.txt': contract }, { name: 'Secret', access: JSON.stringify([`group:${tenant.id}`]) }),
  });
  expect(added.status).toBe(202);
  const { batch, contracts } = added.body;
  const other = await openTestTenant(runtime, 'Other');
  const routes = contractRoutes.filter(({ method, path }) => method === 'GET' && /contract.*:id/.test(path));
  expect(routes.length).toBeGreaterThan(5);
  for (const { path: pattern } of routes) {
    const id = pattern.includes('contract-batches') ? batch.id : contracts[0].contract.id;
    const path = pattern.replace(':id', id);
    for (const key of [reviewer, other.admin]) {
      expect([path, (await call(app.url, 'GET', path, { key })).status]).toEqual([path, 404]);
    }
  }
  const seen = (await ask('GET', '/v1/contract-batches?limit=200')).body.batches as { id: string }[];
  expect(seen.some(({ id }) => id === batch.id)).toBe(false);
});

test('every address needs a key with the scope', async () => {
  const searcher = await tenant.keyFor(['search']);
  for (const route of contractRoutes) {
    const path = route.path.replace(':id', tenant.id);
    expect([route.name, (await call(app.url, route.method, path)).status]).toEqual([route.name, 401]);
    const { status } = await call(app.url, route.method, path, { key: searcher });
    expect([route.name, status]).toEqual([route.name, 403]);
  }
});

test('an upload that is sent again under its key is one batch', async () => {
  const send = () =>
    ask('POST', '/v1/contract-batches', {
      body: filesOf({ 'a.txt': contract }, { name: 'Once' }),
      headers: { 'idempotency-key': 'once' },
    });
  const [first, again] = [await send(), await send()];
  expect(again.body.batch.id).toBe(first.body.batch.id);
});

describe('reports', () => {
  const download = (path: string) =>
    fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${reviewer}` } });

  test('every report of a contract and of a batch is a file with its type and name', async () => {
    const { batch, contracts } = await reviewed({ '采购合同.txt': contract });
    const reports = [
      [`/v1/contracts/${contracts[0]!.id}/report`, ['html', 'json']],
      [`/v1/contract-batches/${batch.id}/report`, ['html', 'json', 'xlsx']],
    ] as const;
    for (const [path, formats] of reports) {
      for (const format of formats) {
        const response = await download(`${path}?format=${format}`);
        const content = Buffer.from(await response.arrayBuffer());
        expect([path, format, response.status]).toEqual([path, format, 200]);
        expect(response.headers.get('content-disposition')).toMatch(
          /^attachment; filename=".*"; filename\*=UTF-8''/,
        );
        if (format === 'xlsx') expect(content.subarray(0, 2).toString()).toBe('PK');
        if (format === 'json') expect(JSON.parse(content.toString())).toMatchObject({ format: 1 });
        if (format === 'html') expect(content.toString()).toContain('采购合同');
      }
    }
  });

  test('of a DOCX there is the original with tracked changes and comments', async () => {
    const sample = new URL('../../../infra/demo/contracts/zh-purchase-supplier-paper.docx', import.meta.url);
    const form = filesOf({}, { name: 'DOCX', playbook: 'zh-purchase', stance: '甲方' });
    form.append('file', new Blob([readFileSync(sample)]), 'supplier.docx');
    const { contracts } = await settled(await ask('POST', '/v1/contract-batches', { body: form }));
    const response = await download(`/v1/contracts/${contracts[0]!.id}/report?format=docx`);
    expect([response.status, response.headers.get(leftOutHeader)]).toEqual([200, null]);
    const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(strFromU8(parts['word/document.xml']!)).toContain('<w:ins ');
    expect(strFromU8(parts['word/comments.xml']!)).toContain('<w:comment ');
  });

  test('tracked changes are for files that are DOCX', async () => {
    const { contracts } = await reviewed({ 'a.txt': contract });
    const { body } = await ask('GET', `/v1/contracts/${contracts[0]!.id}/report?format=docx`);
    expect(body.error.code).toBe('document.unsupported');
  });

  test('two files are compared, and one is no pair', async () => {
    const changed = contract.replace('人民币30,000.00元', '人民币20,000.00元');
    const files = filesOf({ 'v1.txt': contract, 'v2.txt': changed });
    const { status, body } = await ask('POST', '/v1/contract-comparisons', { body: files });
    expect([status, body.changes.length]).toEqual([200, 1]);
    expect(body.changes[0]).toMatchObject({ kind: 'replaced', flags: expect.arrayContaining(['number']) });
    const same = filesOf({ 'v1.txt': contract, 'v2.txt': contract });
    expect((await ask('POST', '/v1/contract-comparisons', { body: same })).body.changes).toEqual([]);
    const one = filesOf({ 'v1.txt': contract });
    expect((await ask('POST', '/v1/contract-comparisons', { body: one })).body.error.code).toBe(
      'request.invalid',
    );
  });
});
