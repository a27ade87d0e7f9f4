import type { DocumentId, Grant, Principal } from '@groundwork/kernel';
import { publish, termsOf, type Org, type World } from './world.ts';

/** Mulberry32: small, seeded, good enough to choose operations by. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const lists: readonly (readonly Grant[])[] = [
  ['everyone'],
  ['group:hr'],
  ['user:ben'],
  ['user:ada', 'user:ben'],
  [],
];

/** What should be true of one Document: who may read which one text. */
interface Expected {
  id: DocumentId;
  word: string;
  access: readonly Grant[];
}

/**
 * Creates, updates, revokes, grants, deletes and erases Documents at random and keeps the book on what must be found.
 * Every text holds a word of its own, never used again: a ghost gives itself away.
 */
export class RandomOperations {
  readonly #live = new Map<string, Expected>();
  #words = 0;

  constructor(
    private readonly world: World,
    private readonly org: Org,
    private readonly random: () => number,
    /** Distinguishes words and names of several that work side by side. */
    private readonly prefix: string,
    private readonly names = 12,
  ) {}

  async step(): Promise<void> {
    const name = `${this.prefix}${Math.floor(this.random() * this.names)}`;
    const known = this.#live.get(name);
    const dice = this.random();
    if (!known || dice < 0.35) await this.#publish(name, known);
    else if (dice < 0.7) await this.#setAccess(known);
    else {
      await this.world.stores.documents.remove(this.org.boss, known.id, dice < 0.85 ? 'delete' : 'erase');
      this.#live.delete(name);
    }
  }

  /** Words of the own texts that a search as `principal` finds wrongly or misses. */
  async faults(principal: Principal): Promise<string[]> {
    const { lexical, passages } = await this.world.stores.index.search(principal, {
      terms: termsOf(`all ${this.prefix}`),
      limit: 10_000,
    });
    const found = lexical
      .map(({ chunkId }) => passages.get(chunkId)!.text)
      .filter((text) => text.includes(this.prefix));
    const expected = [...this.#live.values()]
      .filter(({ access }) => access.some((grant) => principal.grants.includes(grant)))
      .flatMap(({ word }) => this.#lines(word));
    return [
      ...found.filter((text) => !expected.includes(text)).map((text) => `ghost: ${text}`),
      ...expected.filter((text) => !found.includes(text)).map((text) => `missing: ${text}`),
    ];
  }

  async #publish(name: string, known: Expected | undefined): Promise<void> {
    const word = `${this.prefix}w${++this.#words}`;
    const access = known ? known.access : this.#list();
    const text = this.#lines(word).join('\n');
    const id = await publish(this.world.stores, this.org, {
      externalId: name,
      text,
      ...(!known && { access }),
    });
    this.#live.set(name, { id, word, access });
  }

  async #setAccess(known: Expected): Promise<void> {
    known.access = this.#list();
    await this.world.stores.documents.setAccess(this.org.boss, known.id, known.access);
  }

  #list(): readonly Grant[] {
    return lists[Math.floor(this.random() * lists.length)]!;
  }

  #lines(word: string): string[] {
    return [`all ${this.prefix} ${word} first`, `all ${this.prefix} ${word} second`];
  }
}

/** Where postings, statistics or vectors differ from the current Chunks that they are made from. */
export async function indexFaults(world: World, org: Org): Promise<Record<string, unknown>[]> {
  return world.database.work(org.tenantId, (tx) =>
    tx.query(`
      WITH current AS (SELECT * FROM chunk WHERE valid_to IS NULL),
      wanted AS (SELECT t.term, c.id, c.access_list_id, t.count::integer, c.length
                   FROM current c CROSS JOIN LATERAL unnest(c.terms, c.term_counts) AS t (term, count)),
      held AS (SELECT p.term, e.chunk_id, p.access_list_id, e.count, e.length
                 FROM posting p CROSS JOIN LATERAL read_postings(p.entries) e)
      SELECT 'posting' AS fault, to_jsonb(d) AS row FROM (
        (SELECT term COLLATE "C", id, access_list_id, count, length FROM wanted EXCEPT ALL SELECT * FROM held)
        UNION ALL (SELECT * FROM held EXCEPT ALL SELECT term COLLATE "C", id, access_list_id, count, length FROM wanted)) d
      UNION ALL
      SELECT 'list', to_jsonb(l) FROM access_list l
       WHERE l.chunks <> (SELECT count(*) FROM current c WHERE c.access_list_id = l.id)
      UNION ALL
      SELECT 'state', to_jsonb(s) FROM index_state s
       WHERE (s.chunks, s.total_length) <> (SELECT count(*), coalesce(sum(length), 0) FROM current)
      UNION ALL
      SELECT 'access', to_jsonb(c) FROM current c JOIN document d ON d.id = c.document_id
       WHERE c.access_list_id <> d.access_list_id OR d.deleted_at IS NOT NULL`),
  );
}
