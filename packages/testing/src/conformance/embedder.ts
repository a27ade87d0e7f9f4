import type { Embedder } from '@groundwork/inference';

export interface OpenedEmbedder {
  readonly embedder: Embedder;
  close(): Promise<void>;
}

const passages = [
  'Opened items can be returned within 14 days if the packaging is undamaged.',
  '年假须提前两周申请，由直属经理批准。',
  'The warranty covers manufacturing defects for 24 months from the date of delivery.',
];

/** What every adapter of the `Embedder` port must do, whatever its model knows. */
export function describeEmbedder(name: string, open: () => Promise<OpenedEmbedder>): void {
  describe(`${name} as an Embedder`, () => {
    let opened: OpenedEmbedder;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    const embed = (texts: readonly string[], kind: 'query' | 'passage' = 'passage') =>
      opened.embedder.embed(texts, { kind });

    test('gives one unit vector of its space for each text', async () => {
      const { space } = opened.embedder;
      const { vectors, inputTokens } = await embed(passages);
      expect(vectors).toHaveLength(passages.length);
      for (const vector of vectors) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector).toHaveLength(space.dimensions);
        expect(cosine(vector, vector)).toBeCloseTo(1, 4);
      }
      expect(inputTokens).toBeGreaterThan(0);
    });

    test('keeps the order of the texts, and a text alone or in company gets the same vector', async () => {
      const together = (await embed(passages)).vectors;
      for (const [index, passage] of passages.entries()) {
        const alone = (await embed([passage])).vectors[0];
        expect(cosine(alone, together[index])).toBeGreaterThan(0.999);
      }
      expect(cosine(together[0], together[1])).toBeLessThan(0.999);
    });

    test('answers an empty list with an empty list', async () => {
      expect(await embed([])).toEqual({ vectors: [], inputTokens: 0 });
    });

    test('embeds more texts than fit one batch', async () => {
      const many = Array.from(
        { length: 150 },
        (_, index) => `Clause ${index}: notice period of ${index} days.`,
      );
      const { vectors } = await embed(many);
      expect(vectors).toHaveLength(150);
      const last = (await embed([many[149] ?? ''])).vectors[0];
      expect(cosine(last, vectors[149])).toBeGreaterThan(0.999);
    });

    test('reads a long text to its end instead of cutting it', async () => {
      const opening = 'General provisions apply to every employee of the company. '.repeat(200);
      const tails = ['Parking is free for visitors. '.repeat(60), '年假须提前两周申请。'.repeat(60)];
      const { vectors, inputTokens } = await embed(tails.map((tail) => opening + tail));
      expect(cosine(vectors[0], vectors[1])).toBeLessThan(0.9999);
      expect(inputTokens).toBeGreaterThan((await embed([opening])).inputTokens);
    });

    test('gives a blank text a vector too', async () => {
      const { vectors } = await embed(['', ' \n']);
      expect(vectors.map((vector) => cosine(vector, vector))).toEqual([
        expect.closeTo(1, 4),
        expect.closeTo(1, 4),
      ]);
    });

    test('embeds queries into the same space', async () => {
      const { vectors } = await embed(['warranty period'], 'query');
      expect(vectors[0]).toHaveLength(opened.embedder.space.dimensions);
    });

    test('does not begin for a caller that has already left', async () => {
      const signal = AbortSignal.abort(new Error('gone before the start'));
      await expect(opened.embedder.embed(passages, { kind: 'passage', signal })).rejects.toThrow(
        'gone before the start',
      );
    });
  });
}

/** Dot product: the cosine of unit vectors, the squared length of one with itself. */
function cosine(a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);
}
