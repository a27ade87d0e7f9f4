import type { Reranker } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';

export interface OpenedReranker {
  readonly reranker: Reranker;
  close(): Promise<void>;
}

/** How the suite brings a provider into each situation. */
export interface RerankerHarness {
  /** Judges by the words that query and text have in common, or better. */
  judging(): Promise<OpenedReranker>;
  /** Fails whatever is asked of it. */
  failing(): Promise<OpenedReranker>;
  /**
   * Takes the request and never answers. `asked` resolves once the provider has been asked, `left` once it sees its
   * caller gone.
   */
  silent(): Promise<OpenedReranker & { asked(): Promise<void>; left(): Promise<void> }>;
}

const query = 'How long is the warranty?';
const texts = [
  'Parking is free for visitors.',
  'The warranty is as long as 24 months.',
  '年假须提前两周申请，由直属经理批准。',
];

/** What every adapter of the `Reranker` port must do. */
export function describeReranker(name: string, harness: RerankerHarness): void {
  describe(`${name} as a Reranker`, () => {
    const judged = async (work: (reranker: Reranker) => Promise<void>) => {
      const { reranker, close } = await harness.judging();
      try {
        await work(reranker);
      } finally {
        await close();
      }
    };

    test('gives each text a finite score, the highest to what answers, and says what it cost', () =>
      judged(async (reranker) => {
        const { scores, usage, costUsd } = await reranker.score(query, texts);
        expect(scores).toHaveLength(texts.length);
        expect(scores.every(Number.isFinite)).toBe(true);
        expect(scores.indexOf(Math.max(...scores))).toBe(1);
        expect(usage.inputTokens).toBeGreaterThanOrEqual(0);
        expect(usage.outputTokens).toBeGreaterThanOrEqual(0);
        expect(costUsd).toBeGreaterThanOrEqual(0);
        expect(reranker.provider).not.toBe('');
        expect(reranker.model).not.toBe('');
      }));

    test('scores belong to their texts, whatever order those come in', () =>
      judged(async (reranker) => {
        const { scores } = await reranker.score(query, [...texts].reverse());
        expect(scores.indexOf(Math.max(...scores))).toBe(1);
        const { scores: last } = await reranker.score(query, [texts[0]!, texts[2]!, texts[1]!]);
        expect(last.indexOf(Math.max(...last))).toBe(2);
      }));

    test('answers an empty list with an empty list, at no cost', () =>
      judged(async (reranker) => {
        expect(await reranker.score(query, [])).toMatchObject({
          scores: [],
          usage: { inputTokens: 0, outputTokens: 0 },
          costUsd: 0,
        });
      }));

    test('judges more texts than fit one request', () =>
      judged(async (reranker) => {
        const many = Array.from({ length: 120 }, (_, index) => `Room ${index} is booked.`);
        many[110] = texts[1]!;
        const { scores } = await reranker.score(query, many);
        expect(scores).toHaveLength(120);
        expect(scores.indexOf(Math.max(...scores))).toBe(110);
      }));

    test('reads a long text to its end', () =>
      judged(async (reranker) => {
        const opening = 'Parking is free for visitors on every day but Sunday. '.repeat(800);
        const { scores } = await reranker.score(query, [opening, opening + texts[1]!]);
        expect(scores[1]).toBeGreaterThan(scores[0]!);
      }));

    test('turns a failing provider into an OperationalError', async () => {
      const { reranker, close } = await harness.failing();
      try {
        const error: unknown = await reranker.score(query, texts).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error).toBeInstanceOf(OperationalError);
      } finally {
        await close();
      }
    });

    test('does not begin for a caller that has already left', () =>
      judged(async (reranker) => {
        const signal = AbortSignal.abort(new Error('gone before the start'));
        await expect(reranker.score(query, texts, signal)).rejects.toThrow('gone before the start');
      }));

    test('stops, and lets the provider know, when its caller leaves in the middle', async () => {
      const { reranker, close, asked, left } = await harness.silent();
      const caller = new AbortController();
      const work = expect(reranker.score(query, texts, caller.signal)).rejects.toThrow('caller left');
      try {
        await asked();
        caller.abort(new Error('caller left'));
        await work;
        await left();
      } finally {
        await close();
      }
    });
  });
}
