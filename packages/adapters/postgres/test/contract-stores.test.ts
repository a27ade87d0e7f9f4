import { ContractBatchId, type ContractId, newId, type Principal, sha256 } from '@groundwork/kernel';
import type { ContractAnalysis, Decision, Finding, NewReview, ReviewWork } from '@groundwork/review';
import { openWorld, type Org, type World } from './world.ts';

let world: World;
let north: Org;
let south: Org;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.reset();
  north = await world.addOrg('North');
  south = await world.addOrg('South');
});
afterAll(() => world?.close());

const text = 'The Supplier is liable without limit.';

const analysis: ContractAnalysis = {
  contract: { text, blocks: [], language: 'en', pages: 1, flags: [] },
  structure: { clauses: [], terms: [], references: [], signatures: [] },
  labels: { labels: [], presence: new Map([['liability-cap', 0.25]]) },
  fields: [],
};

const finding = (key: string, rule = 'unlimited-liability'): Finding => ({
  key,
  rule,
  source: 'check',
  clauseType: 'liability-cap',
  verdict: 'red-line',
  severity: 'high',
  title: 'Liability without limit',
  rationale: 'Nobody can insure it.',
  evidence: [{ span: { start: 0, end: text.length }, quote: text }],
  confidence: 0.9,
  basis: 'deterministic',
});

const reviewOf = (findings: readonly Finding[]): NewReview => ({
  pages: 1,
  language: 'en',
  review: {
    findings,
    compliant: [],
    undecided: [],
    summary: {
      playbook: 'built-in-checks',
      playbookVersion: '1',
      stance: 'neutral',
      bySeverity: { info: 0, low: 0, medium: 0, high: findings.length, critical: 0 },
      byVerdict: { deviates: 0, missing: 0, 'red-line': findings.length },
      compliant: 0,
      undecided: 0,
    },
  },
});

async function openBatch(principal: Principal, access: Principal['grants'] = ['everyone']) {
  return world.stores.contractBatches.create(principal, {
    id: newId(ContractBatchId),
    name: 'Suppliers',
    playbook: { id: 'own', source: 'id: own' },
    stance: 'neutral',
    access,
    createdAt: new Date(),
  });
}

const add = (principal: Principal, batchId: ContractBatchId, fileName = 'a.txt', content = text) =>
  world.stores.contractBatches.add(principal, batchId, { fileName, content: Buffer.from(content) });

const claim = (org: Org, id: ContractId) => world.stores.reviewWork.claim(org.tenantId, id);

async function reviewed(org: Org, batchId: ContractBatchId, findings = [finding('a'), finding('b')]) {
  const { contract } = await add(org.boss, batchId);
  const work = await claim(org, contract.id);
  await world.stores.reviewWork.saveAnalysis(work!, '1', analysis);
  await world.stores.reviewWork.saveReview(work!, reviewOf(findings));
  return contract.id;
}

const eventsOf = async (org: Org, subject: string) =>
  (
    await world.database.audit(org.auditor, (tx) =>
      tx.query<{ name: string }>('SELECT name FROM kpi_event WHERE subject = $1 ORDER BY id', [subject]),
    )
  ).map(({ name }) => name);

/** Of North's rows, as its worker sees them: the owner of the tables sees none where it is no superuser. */
const count = async (table: string) => {
  const counted = await world.database.work(north.tenantId, (tx) =>
    tx.query(`SELECT count(*) FROM ${table}`),
  );
  return Number(counted[0]!['count']);
};

test('a batch keeps its playbook, its side, its access, and counts its contracts', async () => {
  const batch = await openBatch(north.boss);
  await add(north.boss, batch.id);
  const { contract } = await add(north.boss, batch.id, 'b.txt', 'Another text.');
  await world.stores.reviewWork.fail((await claim(north, contract.id))!, {
    code: 'document.broken',
    message: 'Cannot be read.',
  });
  expect(await world.stores.contractBatches.find(north.ada, batch.id)).toEqual({
    ...batch,
    contracts: { pending: 1, processing: 0, ready: 0, failed: 1 },
  });
  const { contracts } = await world.stores.contracts.list(north.ada, { batchId: batch.id, limit: 10 });
  expect(contracts.map(({ fileName, status }) => [fileName, status])).toEqual([
    ['a.txt', 'pending'],
    ['b.txt', 'failed'],
  ]);
  expect(contracts[1]?.failure).toEqual({ code: 'document.broken', message: 'Cannot be read.' });
});

test('the same bytes are one contract of a batch, whatever they are called', async () => {
  const batch = await openBatch(north.boss);
  const first = await add(north.boss, batch.id, 'a.txt');
  const again = await add(north.boss, batch.id, 'copy of a.txt');
  const third = await add(north.boss, batch.id, 'a.txt');
  expect([first.outcome, again.outcome, third.outcome]).toEqual(['created', 'duplicate', 'duplicate']);
  expect(third.contract).toMatchObject({
    id: first.contract.id,
    fileName: 'a.txt',
    alsoNamed: ['copy of a.txt'],
  });
});

test('what was made of a file is found for the same bytes in another batch, and only by the same version', async () => {
  await reviewed(north, (await openBatch(north.boss)).id);
  const { contract } = await add(north.boss, (await openBatch(north.boss)).id);
  const work = (await claim(north, contract.id))!;
  expect(await world.stores.reviewWork.findAnalysis(work, '1')).toEqual(analysis);
  expect(await world.stores.reviewWork.findAnalysis(work, '2')).toBeUndefined();
});

test('a review is read back as it was saved, with the newest decision of each finding', async () => {
  const batch = await openBatch(north.boss);
  const id = await reviewed(north, batch.id);
  const decide = (decision: Partial<Decision>) =>
    world.stores.decisions.record(north.ada, {
      contractId: id,
      kind: 'dismissed',
      rule: 'unlimited-liability',
      actor: 'user:ada',
      at: new Date(),
      ...decision,
    });
  const clauseType = 'liability-cap';
  expect(await decide({ findingKey: 'a', clauseType })).toBe(true);
  expect(await decide({ findingKey: 'a', clauseType, kind: 'edited', text: 'up to the fees paid' })).toBe(
    true,
  );
  expect(await decide({ kind: 'missed', rule: 'late-payment', span: { start: 4, end: 12 } })).toBe(true);
  expect(await decide({ findingKey: 'no such' })).toBe(false);

  const stored = await world.stores.contracts.findReview(north.ada, id);
  expect(stored?.analysis).toEqual(analysis);
  expect(stored?.review).toEqual(reviewOf([finding('a'), finding('b')]).review);
  expect(stored?.decisions.map(({ kind, findingKey, span }) => [kind, findingKey, span])).toEqual([
    ['edited', 'a', undefined],
    ['missed', undefined, { start: 4, end: 12 }],
  ]);
  expect(await world.stores.decisions.summarize(north.ada, batch.id)).toEqual([
    { rule: 'late-payment', findings: 0, truePositives: 0, falsePositives: 0, falseNegatives: 1 },
    {
      rule: 'unlimited-liability',
      clauseType: 'liability-cap',
      findings: 2,
      truePositives: 1,
      falsePositives: 0,
      falseNegatives: 0,
    },
  ]);
});

test('each step of a contract is an event, and signing off is one once', async () => {
  const id = await reviewed(north, (await openBatch(north.boss)).id);
  expect(await world.stores.decisions.signOff(north.ada, id, new Date())).toBe(true);
  expect(await world.stores.decisions.signOff(north.ada, id, new Date())).toBe(false);
  expect(await eventsOf(north, id)).toEqual([
    'contract.uploaded',
    'contract.started',
    'contract.parsed',
    'contract.first-finding',
    'contract.reviewed',
    'contract.signed-off',
  ]);
  expect((await world.stores.contracts.find(north.ada, id))?.signedOff?.by).toBe('user:ada');
});

test('a contract that is done is not claimed again, and one that failed only after a retry', async () => {
  const batch = await openBatch(north.boss);
  const done = await reviewed(north, batch.id);
  expect(await claim(north, done)).toBeUndefined();
  const { contract } = await add(north.boss, batch.id, 'b.txt', 'Another text.');
  const work = (await claim(north, contract.id))!;
  expect((await claim(north, contract.id))?.claims).toBe(2);
  await world.stores.reviewWork.fail(work, { code: 'internal.bug', message: 'Oh.' });
  expect(await claim(north, contract.id)).toBeUndefined();
  expect(await world.stores.contracts.retry(north.ada, contract.id)).toBe(true);
  expect((await claim(north, contract.id))?.claims).toBe(1);
});

test('contracts without a sign of life are found for every tenant', async () => {
  const { contract } = await add(north.boss, (await openBatch(north.boss)).id);
  const other = await add(south.boss, (await openBatch(south.boss)).id);
  await reviewed(south, (await openBatch(south.boss)).id);
  const stuck = await world.stores.reviewWork.findStuck(new Date(Date.now() + 1_000), 10);
  expect(stuck.map(({ contractId }) => contractId).sort()).toEqual([contract.id, other.contract.id].sort());
  expect(await world.stores.reviewWork.findStuck(new Date(0), 10)).toEqual([]);
});

describe('who sees what', () => {
  const pathsOf = async (reader: Principal, batchId: ContractBatchId, id: ContractId) => {
    const { contractBatches, contracts, decisions } = world.stores;
    return {
      batch: await contractBatches.find(reader, batchId),
      batches: (await contractBatches.list(reader, { limit: 10 })).batches.length,
      contract: await contracts.find(reader, id),
      contracts: (await contracts.list(reader, { batchId, limit: 10 })).contracts.length,
      review: await contracts.findReview(reader, id),
      original: await contracts.findOriginal(reader, id),
      quality: (await decisions.summarize(reader)).length,
    };
  };
  const nothing = {
    batch: undefined,
    batches: 0,
    contract: undefined,
    contracts: 0,
    review: undefined,
    original: undefined,
    quality: 0,
  };

  test('no path shows a batch of another tenant, or one whose access list a reader is not on', async () => {
    const batch = await openBatch(north.boss, ['group:hr']);
    const id = await reviewed(north, batch.id);
    expect(await pathsOf(south.boss, batch.id, id)).toEqual(nothing);
    expect(await pathsOf(north.ben, batch.id, id)).toEqual(nothing);
    expect(await pathsOf(north.ada, batch.id, id)).toMatchObject({
      batches: 1,
      contracts: 1,
      review: { contract: { id } },
      original: { fileName: 'a.txt', content: Buffer.from(text) },
      quality: 1,
    });
  });

  test('a manager who is not on the list sees that a contract is there, and nothing that it says', async () => {
    const batch = await openBatch(north.boss, ['group:hr']);
    const id = await reviewed(north, batch.id);
    const seen = await pathsOf(north.boss, batch.id, id);
    expect(seen).toMatchObject({ batches: 1, contract: { id, sha256: sha256(text) } });
    expect([seen.review, seen.original, seen.quality]).toEqual([undefined, undefined, 0]);
  });

  test('nobody writes to what he does not see', async () => {
    const batch = await openBatch(north.boss, ['group:hr']);
    const id = await reviewed(north, batch.id);
    const { contractBatches, contracts, decisions } = world.stores;
    const decision: Decision = {
      contractId: id,
      kind: 'accepted',
      findingKey: 'a',
      rule: 'unlimited-liability',
      actor: 'user:ben',
      at: new Date(),
    };
    for (const outsider of [north.ben, south.boss]) {
      expect(await decisions.record(outsider, decision)).toBe(false);
      expect(await decisions.signOff(outsider, id, new Date())).toBe(false);
      expect(await contracts.retry(outsider, id)).toBe(false);
      expect(await contractBatches.remove(outsider, batch.id)).toBe(false);
      await expect(add(outsider, batch.id)).rejects.toMatchObject({ code: 'contract-batch.not-found' });
    }
    expect(await pathsOf(north.ada, batch.id, id)).toMatchObject({ review: { decisions: [] } });
  });

  test('rows are hidden by the database: a reader without any filter sees its own', async () => {
    const batch = await openBatch(north.boss, ['group:hr']);
    await reviewed(north, batch.id);
    await world.stores.playbooks.save(north.boss, { id: 'own', source: 'id: own', at: new Date() });
    for (const table of [
      'contract_batch',
      'contract',
      'contract_original',
      'contract_analysis',
      'contract_review',
      'finding',
      'decision',
    ]) {
      const seenBy = async (reader: Principal) =>
        (await world.database.read(reader, (tx) => tx.query(`SELECT 1 FROM ${table}`))).length;
      expect([table, await seenBy(north.ben), await seenBy(south.boss)]).toEqual([table, 0, 0]);
    }
    expect(await world.stores.playbooks.list(south.boss)).toEqual([]);
  });
});

test('a removed batch takes every text, review and decision with it; what another batch needs stays', async () => {
  const first = await openBatch(north.boss);
  const second = await openBatch(north.boss);
  await reviewed(north, first.id);
  const kept = await reviewed(north, second.id);
  expect(await world.stores.contractBatches.remove(north.ada, first.id)).toBe(true);
  expect(await count('contract_analysis')).toBe(1);
  expect((await world.stores.contracts.findReview(north.ada, kept))?.review.findings).toHaveLength(2);
  await world.stores.contractBatches.remove(north.ada, second.id);
  for (const table of ['contract', 'contract_original', 'contract_analysis', 'contract_review', 'finding']) {
    expect([table, await count(table)]).toEqual([table, 0]);
  }
});

test('work that ends after its contract was removed leaves nothing behind', async () => {
  const batch = await openBatch(north.boss);
  const { contract } = await add(north.boss, batch.id);
  const work = (await claim(north, contract.id)) as ReviewWork;
  await world.stores.contractBatches.remove(north.boss, batch.id);
  await world.stores.reviewWork.saveAnalysis(work, '1', analysis);
  await world.stores.reviewWork.saveReview(work, reviewOf([finding('a')]));
  await world.stores.reviewWork.fail(work, { code: 'internal.bug', message: 'Oh.' });
  for (const table of ['contract_analysis', 'contract_review', 'finding']) {
    expect([table, await count(table)]).toEqual([table, 0]);
  }
});

test('a playbook of one name is replaced, and removed once', async () => {
  const { playbooks } = world.stores;
  await playbooks.save(north.boss, { id: 'own', source: 'one', at: new Date(1_000) });
  await playbooks.save(north.boss, { id: 'own', source: 'two', at: new Date(2_000) });
  expect(await playbooks.find(north.ben, 'own')).toEqual({
    id: 'own',
    source: 'two',
    origin: 'tenant',
    updatedAt: new Date(2_000),
  });
  expect(await playbooks.remove(north.boss, 'own')).toBe(true);
  expect(await playbooks.remove(north.boss, 'own')).toBe(false);
});
