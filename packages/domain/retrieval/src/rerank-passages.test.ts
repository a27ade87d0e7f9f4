import type { Reranker } from '@groundwork/inference';
import { type Logger, OperationalError } from '@groundwork/kernel';
import { passageOf } from '@groundwork/testing';
import { RerankPassages } from './rerank-passages.ts';

const passages = ['one', 'two', 'three', 'four'].map((text, index) =>
  passageOf(text, { title: 'Numbers', scores: { fused: 1 - index / 10 } }),
);

function open(score: Reranker['score'], { top = 3, timeoutMs = 5_000 } = {}) {
  const warnings: unknown[] = [];
  const asked: (readonly string[])[] = [];
  const reranker: Reranker = {
    provider: 'test',
    model: 'judge',
    score: (query, texts, signal) => {
      asked.push(texts);
      return score(query, texts, signal);
    },
  };
  const logger: Logger = {
    info: () => {},
    warn: (...line: unknown[]) => void warnings.push(line),
    error: () => {},
  };
  return { rerank: new RerankPassages({ reranker, logger, top, timeoutMs }), warnings, asked };
}

const scoring = (...scores: number[]) => ({
  scores,
  usage: { inputTokens: 40, outputTokens: 2 },
  costUsd: 0.001,
});
const texts = (result: { passages: readonly { text: string }[] }) => result.passages.map(({ text }) => text);

test('orders the best, leaves the rest behind them, and says who did it at what cost', async () => {
  const { rerank, asked } = open(async () => scoring(-4, 7, 0.5));
  const result = await rerank.run('which?', passages);
  expect(texts(result)).toEqual(['two', 'three', 'one', 'four']);
  expect(result.passages.map(({ scores }) => scores.reranked)).toEqual([7, 0.5, -4, undefined]);
  expect(result.passages.map(({ scores }) => scores.fused)).toEqual([0.9, 0.8, 1, 0.7]);
  expect(result).toMatchObject({
    reranking: { provider: 'test', model: 'judge', inputTokens: 40, outputTokens: 2, costUsd: 0.001 },
  });
  expect(asked).toEqual([['Numbers\none', 'Numbers\ntwo', 'Numbers\nthree']]);
});

test('what is scored alike keeps its order', async () => {
  const { rerank } = open(async () => scoring(1, 1, 1));
  expect(texts(await rerank.run('which?', passages))).toEqual(['one', 'two', 'three', 'four']);
});

test.each([
  [
    'fails',
    async () => {
      throw new OperationalError('model.unavailable', 'down');
    },
  ],
  [
    'throws at once',
    () => {
      throw new TypeError('bug');
    },
  ],
  ['gives too few scores', async () => scoring(1, 2)],
  ['gives what is no number', async () => scoring(1, NaN, 2)],
  ['gives an infinite score', async () => scoring(1, Infinity, 2)],
])('one that %s costs the reranking alone', async (_what, score) => {
  const { rerank, warnings } = open(score);
  expect(await rerank.run('which?', passages)).toEqual({ passages, notReranked: 'reranker-failed' });
  expect(warnings).toHaveLength(1);
});

test('one that hangs, and does not listen, is left behind', async () => {
  const { rerank, warnings } = open(() => new Promise(() => {}), { timeoutMs: 10 });
  expect(await rerank.run('which?', passages)).toEqual({ passages, notReranked: 'reranker-failed' });
  expect(warnings).toHaveLength(1);
});

test('a caller that leaves ends it, and that is no failure of the reranker', async () => {
  const { rerank, warnings } = open(() => new Promise(() => {}));
  const caller = new AbortController();
  const work = rerank.run('which?', passages, caller.signal);
  caller.abort(new Error('gone'));
  await expect(work).rejects.toThrow('gone');
  expect(warnings).toEqual([]);
});

test('fewer than two passages are not sent anywhere', async () => {
  const { rerank, asked } = open(async () => scoring(1));
  const result = await rerank.run('which?', passages.slice(0, 1));
  expect(result).toMatchObject({ notReranked: 'nothing-to-order' });
  expect(asked).toEqual([]);
});
