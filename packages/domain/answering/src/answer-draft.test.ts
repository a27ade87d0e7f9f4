import { AnswerId, newId, systemClock, TenantId } from '@groundwork/kernel';
import type { SearchResult } from '@groundwork/retrieval';
import { AnswerDraft } from './answer-draft.ts';

const result: SearchResult = {
  passages: [],
  revision: '1',
  searchedAt: new Date(0),
  evidence: { topCoverage: 0, knownTerms: 0, topCosine: 0, margin: 0 },
  embeddingTokens: 0,
  timings: { analyseMs: 0, embedMs: 0, searchMs: 0 },
};
const open = () =>
  new AnswerDraft({
    id: newId(AnswerId),
    principal: { tenantId: newId(TenantId), kind: 'user', id: 'u', grants: ['everyone'], scopes: ['search'] },
    question: 'Which?',
    settings: {},
    clock: systemClock,
  });

test('what a reranker cost goes into the ledger with the answer, which says who it was', () => {
  const draft = open();
  const spent = { provider: 'cohere', model: 'rerank', inputTokens: 900, outputTokens: 0, costUsd: 0.002 };
  draft.found({ ...result, reranking: spent });
  expect(draft.allCosts()).toEqual([{ operation: 'rerank', purpose: 'query', ...spent }]);
  expect(draft.settings).toEqual({ reranker: 'cohere:rerank' });
});

test('an answer without its reranker says so', () => {
  const draft = open();
  draft.found({ ...result, notReranked: 'reranker-failed' });
  expect(draft.allCosts()).toEqual([]);
  expect(draft.settings).toEqual({ notReranked: 'reranker-failed' });
});
