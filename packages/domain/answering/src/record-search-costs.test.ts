import { newId, type Principal, TenantId } from '@groundwork/kernel';
import { MemoryCostLedger } from '@groundwork/testing';
import { RecordSearchCosts } from './record-search-costs.ts';

const principal: Principal = {
  ...{ tenantId: newId(TenantId), kind: 'user', id: 'u', grants: ['everyone'], scopes: ['search'] },
};
const open = (pricePerMillionTokens: number) => {
  const ledger = new MemoryCostLedger();
  const embedding = { provider: 'openai', model: 'small', pricePerMillionTokens };
  return { ledger, record: new RecordSearchCosts({ ledger, embedding }) };
};
const sums = (ledger: MemoryCostLedger) => ledger.summarize(principal);

test('a search leaves in the ledger what its query’s embedding and its reranking cost', async () => {
  const { ledger, record } = open(2);
  const reranking = {
    provider: 'cohere',
    model: 'rerank',
    inputTokens: 900,
    outputTokens: 0,
    costUsd: 0.002,
  };
  await record.run(principal, { embeddingTokens: 1_000, reranking });
  expect(await sums(ledger)).toEqual([
    expect.objectContaining({ operation: 'embedding', model: 'small', costUsd: 0.002, inputTokens: 1_000 }),
    expect.objectContaining({ operation: 'rerank', model: 'rerank', costUsd: 0.002, inputTokens: 900 }),
  ]);
});

test('what costs nothing leaves nothing', async () => {
  const { ledger, record } = open(0);
  await record.run(principal, { embeddingTokens: 1_000 });
  expect(await sums(ledger)).toEqual([]);
});
