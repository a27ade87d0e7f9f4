import {
  CollectionId,
  DocumentId,
  EmbeddingSpaceId,
  type Grant,
  newId,
  type Principal,
  TenantId,
} from '@groundwork/kernel';
import type { ChunkIndex, IndexQuery } from '@groundwork/retrieval';

/** A Document to be published, each line of its text a Chunk. */
export interface IndexedText {
  readonly documentId: DocumentId;
  readonly collectionId: CollectionId;
  readonly text: string;
  readonly terms: ReadonlyMap<string, number>;
  readonly access: readonly Grant[];
  readonly vector?: Float32Array;
}

/** An index with the means to change it, which a `ChunkIndex` itself does not have. */
export interface ChunkIndexWorld {
  readonly index: ChunkIndex;
  /** A Tenant with one EmbeddingSpace of three dimensions and these Collections. */
  addTenant(collections: readonly CollectionId[]): Promise<{ tenantId: TenantId; spaceId: EmbeddingSpaceId }>;
  /** Publishes; again for the same Document replaces. */
  publish(tenantId: TenantId, text: IndexedText): Promise<void>;
  remove(tenantId: TenantId, documentId: DocumentId): Promise<void>;
}

/** What every ChunkIndex must do, whatever holds its Chunks. */
export function describeChunkIndex(name: string, start: () => Promise<ChunkIndexWorld>): void {
  describe(`${name} as a ChunkIndex`, () => {
    let world: ChunkIndexWorld;
    let tenantId: TenantId;
    let spaceId: EmbeddingSpaceId;
    const collections = [newId(CollectionId), newId(CollectionId)] as const;
    beforeEach(async () => {
      world = await start();
      ({ tenantId, spaceId } = await world.addTenant(collections));
    });

    const reader = (...grants: Grant[]): Principal => ({
      tenantId,
      kind: 'user',
      id: 'reader',
      grants: ['everyone', ...grants],
      scopes: ['search'],
    });
    const publish = async (text: string, extra: Partial<IndexedText> = {}) => {
      const documentId = extra.documentId ?? newId(DocumentId);
      await world.publish(tenantId, {
        documentId,
        collectionId: collections[0],
        text,
        terms: termsOf(text),
        access: ['everyone'],
        ...extra,
      });
      return documentId;
    };
    const search = (query: Partial<IndexQuery>, by = reader()) =>
      world.index.search(by, { terms: new Map(), limit: 10, ...query });
    const texts = async (query: Partial<IndexQuery>, by = reader()) => {
      const { lexical, vector, passages } = await search(query, by);
      const leg = query.vector ? vector : lexical;
      return leg.map((candidate) => passages.get(candidate.chunkId)?.text);
    };

    test('scores words by BM25 with the statistics of the whole Tenant', async () => {
      const corpus = ['a b b c', 'a c', 'b c c c d d', 'e', 'a a a b'];
      for (const [index, text] of corpus.entries()) {
        await publish(text, index === 3 ? { access: ['group:others'] } : {});
      }
      const query = new Map([
        ['a', 1],
        ['b', 2.5],
        ['nowhere', 1],
      ]);
      const { lexical, passages, statistics } = await search({ terms: query });
      const expected = corpus
        .map((text) => ({ text, score: bm25(corpus, text, query) }))
        .filter(({ score }) => score > 0)
        .sort((x, y) => y.score - x.score);
      expect(lexical.map(({ chunkId }) => passages.get(chunkId)?.text)).toEqual(
        expected.map(({ text }) => text),
      );
      for (const [index, { score }] of lexical.entries())
        expect(score).toBeCloseTo(expected[index]!.score, 6);
      expect(statistics.chunks).toBe(5);
      expect([...statistics.chunksWith].sort()).toEqual([
        ['a', 3],
        ['b', 3],
      ]);
    });

    test('of the wordings of one idea, the best counts, once, and one that needs a missing word does not', async () => {
      for (const text of ['pto', 'annual leave', 'pto annual leave', 'annual fee', 'else'])
        await publish(text);
      const idf = (found: number) => Math.log(1 + (5 - found + 0.5) / (found + 0.5));
      const own = { terms: new Map([['pto', 1]]), share: 1 };
      const other = { terms: termsOf('annual leave'), share: 0.5, needs: ['annual', 'leave'] };
      const { lexical, passages } = await search({ terms: new Map(), groups: [[own, other]] });
      expect(lexical.map(({ chunkId }) => passages.get(chunkId)?.text).sort()).toEqual([
        'annual leave',
        'pto',
        'pto annual leave',
      ]);
      const scoreOf = (text: string) =>
        lexical.find(({ chunkId }) => passages.get(chunkId)?.text === text)!.score;
      const saturation = (length: number) => 1.9 / (1 + 0.9 * (0.6 + (0.4 * length) / 1.8));
      expect(scoreOf('pto')).toBeCloseTo(idf(2) * saturation(1), 6);
      expect(scoreOf('pto annual leave')).toBeCloseTo(idf(2) * saturation(3), 6);
      // Its words are worth more than the query's own: they are held down to half of it, shared by rarity.
      expect(scoreOf('annual leave')).toBeCloseTo(0.5 * idf(2) * saturation(2), 6);
    });

    test('a phrase counts where it stands word for word, as much as its words or as the rarest', async () => {
      for (const text of ['sick leave pay', 'leave pay sick', 'other', 'pay']) await publish(text);
      const terms = termsOf('sick leave');
      const [plain, all, rarest] = [
        await search({ terms }),
        await search({ terms, phrases: [{ form: 'sick leave', terms, counts: 'all-terms' }] }),
        await search({ terms, phrases: [{ form: 'sick leave', terms, counts: 'rarest-term' }] }),
      ].map(
        ({ lexical, passages }) =>
          (text: string) =>
            lexical.find(({ chunkId }) => passages.get(chunkId)?.text === text)!.score,
      );
      const idf = (found: number) => Math.log(1 + (4 - found + 0.5) / (found + 0.5));
      expect(all!('sick leave pay') - plain!('sick leave pay')).toBeCloseTo(2 * idf(2), 6);
      expect(rarest!('sick leave pay') - plain!('sick leave pay')).toBeCloseTo(idf(2), 6);
      expect(all!('leave pay sick')).toBeCloseTo(plain!('leave pay sick'), 9);
    });

    test('ranks vectors by cosine', async () => {
      await publish('near', { vector: Float32Array.from([0.6, 0.8, 0]) });
      await publish('nearest', { vector: Float32Array.from([1, 0, 0]) });
      await publish('far', { vector: Float32Array.from([-1, 0, 0]) });
      await publish('no vector');
      const vector = { spaceId, values: Float32Array.from([1, 0, 0]) };
      expect(await texts({ vector })).toEqual(['nearest', 'near', 'far']);
      const { vector: leg } = await search({ vector });
      expect(leg.map(({ score }) => Number(score.toFixed(5)))).toEqual([1, 0.6, -1]);
      expect(await texts({ vector: { ...vector, spaceId: newId(EmbeddingSpaceId) } })).toEqual([]);
    });

    test('returns both legs with the passages of all their candidates', async () => {
      await publish('words only');
      await publish('vector alone', { vector: Float32Array.from([1, 0, 0]) });
      const result = await search({
        terms: new Map([['words', 1]]),
        vector: { spaceId, values: Float32Array.from([1, 0, 0]) },
      });
      expect(result.lexical).toHaveLength(1);
      expect(result.vector).toHaveLength(1);
      expect([...result.passages.values()].map((passage) => passage.text).sort()).toEqual([
        'vector alone',
        'words only',
      ]);
    });

    test('applies the limit to what the reader may see, not before', async () => {
      for (let index = 0; index < 20; index++) await publish('x x x', { access: ['group:others'] });
      await publish('x and much else besides', { access: ['everyone'] });
      expect(await texts({ terms: new Map([['x', 1]]), limit: 2 })).toEqual(['x and much else besides']);
      expect(await texts({ terms: new Map([['x', 1]]), limit: 2 }, reader('group:others'))).toEqual([
        'x x x',
        'x x x',
      ]);
    });

    test('keeps to the Collections asked for, in both legs', async () => {
      const vector = Float32Array.from([1, 0, 0]);
      await publish('x one', { vector });
      await publish('x two', { collectionId: collections[1], vector });
      const terms = new Map([['x', 1]]);
      expect(await texts({ terms, collections: [collections[1]] })).toEqual(['x two']);
      expect(await texts({ vector: { spaceId, values: vector }, collections: [collections[0]] })).toEqual([
        'x one',
      ]);
      expect(await texts({ terms, collections: [] })).toEqual([]);
      expect(await texts({ terms, collections: [newId(CollectionId)] })).toEqual([]);
    });

    test('finds nothing of other Tenants, whatever the grants', async () => {
      await publish('x');
      const other = await world.addTenant([newId(CollectionId)]);
      const stranger = { ...reader(), tenantId: other.tenantId };
      const { passages, statistics } = await search({ terms: new Map([['x', 1]]) }, stranger);
      expect(passages.size).toBe(0);
      expect(statistics.chunks).toBe(0);
      expect(statistics.chunksWith.size).toBe(0);
    });

    test('an empty query, an empty index and an unknown word find nothing', async () => {
      expect(await texts({})).toEqual([]);
      expect(await texts({ terms: new Map([['x', 1]]) })).toEqual([]);
      await publish('y');
      expect(await texts({ terms: new Map([['x', 1]]) })).toEqual([]);
    });

    test('a replaced or removed text is found no more, counts no more, and moves the revision', async () => {
      const documentId = await publish('old words');
      const { lexical } = await search({ terms: new Map([['old', 1]]) });
      const ids = lexical.map(({ chunkId }) => chunkId);
      expect(await world.index.stillVisible(reader(), ids)).toEqual(new Set(ids));
      const first = await world.index.revision(reader());
      await publish('new words', { documentId });
      const second = await world.index.revision(reader());
      expect(second).not.toBe(first);
      expect(await texts({ terms: termsOf('old words') })).toEqual(['new words']);
      expect(await world.index.stillVisible(reader(), ids)).toEqual(new Set());
      await world.remove(tenantId, documentId);
      expect(await world.index.revision(reader())).not.toBe(second);
      const { statistics } = await search({ terms: termsOf('old new words') });
      expect(statistics.chunks).toBe(0);
      expect(statistics.chunksWith.size).toBe(0);
    });

    describe('neighbours', () => {
      const byText = async (by = reader()) => {
        const { passages } = await search({ terms: new Map([['line', 1]]) }, by);
        return new Map([...passages.values()].map(({ text, chunkId }) => [text, chunkId]));
      };
      const besides = async (texts: readonly string[], by = reader()) => {
        const ids = await byText();
        const found = await world.index.neighbours(
          by,
          texts.map((text) => ids.get(text)!),
        );
        return texts.map((text) => {
          const at = found.get(ids.get(text)!);
          return at && [at.before?.text, at.after?.text];
        });
      };

      test('are what stands before and after in the same text', async () => {
        await publish('line one\nline two\nline three');
        await publish('line of another document\nline of another too');
        expect(await besides(['line two', 'line one', 'line three', 'line of another too'])).toEqual([
          ['line one', 'line three'],
          [undefined, 'line two'],
          ['line two', undefined],
          ['line of another document', undefined],
        ]);
      });

      test('are those of the version that is published', async () => {
        const documentId = await publish('line old\nline between\nline last');
        const old = await byText();
        await publish('line new\nline between', { documentId });
        expect(await besides(['line between'])).toEqual([['line new', undefined]]);
        expect([...(await world.index.neighbours(reader(), [...old.values()])).keys()]).toEqual([]);
      });

      test('of a Chunk are seen by those alone who see it', async () => {
        await publish('line one\nline two', { access: ['group:others'] });
        const other = await world.addTenant([newId(CollectionId)]);
        const ids = [...(await byText(reader('group:others'))).values()];
        expect(ids).toHaveLength(2);
        expect((await world.index.neighbours(reader('group:others'), ids)).size).toBe(2);
        expect((await world.index.neighbours(reader(), ids)).size).toBe(0);
        const stranger = { ...reader('group:others'), tenantId: other.tenantId };
        expect((await world.index.neighbours(stranger, ids)).size).toBe(0);
        expect((await world.index.neighbours(reader(), [])).size).toBe(0);
      });
    });

    test('shows auditors what was published at a time, to the grants of that time', async () => {
      const documentId = await publish('first', { access: ['group:hr'] });
      const whileFirst = await instant();
      await publish('second', { documentId, access: ['group:hr'] });
      const whileSecond = await instant();
      await world.remove(tenantId, documentId);
      const afterwards = await instant();
      const auditor: Principal = { ...reader(), scopes: ['audit'] };
      const at = async (time: Date, ...grants: string[]) => {
        const found: string[] = [];
        for await (const passage of world.index.scanAsOf(auditor, { at: time, grants }))
          found.push(passage.text);
        return found;
      };
      expect(await at(whileFirst, 'everyone', 'group:hr')).toEqual(['first']);
      expect(await at(whileFirst, 'everyone')).toEqual([]);
      expect(await at(whileSecond, 'group:hr')).toEqual(['second']);
      expect(await at(afterwards, 'group:hr')).toEqual([]);
      const [first] = collections;
      const scan = world.index.scanAsOf(auditor, {
        at: whileFirst,
        grants: ['group:hr'],
        collections: [first],
      });
      expect((await scan[Symbol.asyncIterator]().next()).value).toMatchObject({
        text: 'first',
        collectionId: first,
      });
    });

    test('refuses history to those without the scope audit', async () => {
      const scan = world.index.scanAsOf(reader(), { at: new Date(), grants: ['everyone'] });
      await expect(scan[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'auth.forbidden' });
    });
  });
}

/** Robertson & Zaragoza 2009, with Lucene's idf, which is never negative. */
function bm25(corpus: readonly string[], text: string, query: ReadonlyMap<string, number>): number {
  const all = corpus.map(termsOf);
  const lengths = corpus.map((one) => one.split(' ').length);
  const average = lengths.reduce((sum, length) => sum + length, 0) / corpus.length;
  const terms = termsOf(text);
  let score = 0;
  for (const [term, weight] of query) {
    const count = terms.get(term) ?? 0;
    const found = all.filter((one) => one.has(term)).length;
    const idf = Math.log(1 + (corpus.length - found + 0.5) / (found + 0.5));
    const norm = 0.9 * (1 - 0.4 + 0.4 * (text.split(' ').length / average));
    score += (weight * idf * count * 1.9) / (count + norm);
  }
  return score;
}

function termsOf(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  for (const term of text.split(' ')) terms.set(term, (terms.get(term) ?? 0) + 1);
  return terms;
}

/** Now, well apart from what comes before and after. */
async function instant(): Promise<Date> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const now = new Date();
  await new Promise((resolve) => setTimeout(resolve, 5));
  return now;
}
