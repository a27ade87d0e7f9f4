import { openModels } from '../src/open-models.ts';
import { readConfig } from '../src/index.ts';

const reranker = (environment: Record<string, string>) => openModels(readConfig(environment)).reranker;

test('a reranker is what RERANK_MODEL names, and none where it names none', () => {
  expect(reranker({})).toBeUndefined();
  expect(reranker({ RERANK_MODEL: 'cohere:rerank-v3.5', RERANK_API_KEY: 'k' })).toMatchObject({
    provider: 'cohere',
    model: 'rerank-v3.5',
  });
  expect(reranker({ RERANK_MODEL: 'tei:bge', RERANK_BASE_URL: 'http://127.0.0.1:1' })).toMatchObject({
    provider: 'tei',
  });
  expect(reranker({ RERANK_MODEL: 'llm:', CHAT_MODEL: 'ollama:qwen3:8b' })).toMatchObject({
    provider: 'ollama',
    model: 'qwen3:8b',
  });
});

test('a reranker that cannot work is refused when it is configured', () => {
  expect(() => reranker({ RERANK_MODEL: 'llm:' })).toThrow('CHAT_MODEL');
  expect(() => reranker({ RERANK_MODEL: 'jina:m' })).toThrow('API key');
  expect(() => reranker({ RERANK_MODEL: 'bge-reranker' })).toThrow('RERANK_MODEL');
});
