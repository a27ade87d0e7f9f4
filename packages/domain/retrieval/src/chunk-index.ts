import type { ChunkId, CollectionId, EmbeddingSpaceId, Principal } from '@groundwork/kernel';
import type { Passage } from './passage.ts';

/** One leg's ranking: best first. */
export interface LegCandidate {
  readonly chunkId: ChunkId;
  readonly score: number;
}

/** By term, what its BM25 is multiplied by: its repetitions, may be fractional. */
export type WeightedTerms = ReadonlyMap<string, number>;

/** One way to say what a part of the query says. */
export interface Wording {
  readonly terms: WeightedTerms;
  /** What all its terms together may count at most, as a share of what those of the query's own wording do. */
  readonly share: number;
  /** Terms without which it is not there, and the others count for nothing. */
  readonly needs?: readonly string[];
}

/** What must stand word for word, with its terms, in the title, the headings or the text of a Chunk. */
export interface Phrase {
  /** As `phraseForm` writes it. */
  readonly form: string;
  readonly terms: WeightedTerms;
  /** Finding it counts as much again as all of its terms, or as its rarest. */
  readonly counts: 'all-terms' | 'rarest-term';
}

/** What the lexical leg looks for. */
export interface QueryTerms {
  readonly terms: WeightedTerms;
  /**
   * Parts of the query that may be worded in other ways, the query's own first. Each counts once, by the wording that
   * scores best. Their terms are not among `terms`.
   */
  readonly groups?: readonly (readonly Wording[])[];
  readonly phrases?: readonly Phrase[];
}

export interface IndexQuery extends QueryTerms {
  readonly vector?: { readonly spaceId: EmbeddingSpaceId; readonly values: Float32Array };
  /** Only these Collections; absent means all that the Principal sees. */
  readonly collections?: readonly CollectionId[];
  /** Candidates per leg. */
  readonly limit: number;
  /** Absent: Passages of all candidates. Texts are most of what a search reads, and fusion needs none. */
  readonly wanted?: ChosenPassages;
}

/**
 * Which Passages of the candidates are wanted, given those that were read already; asked again until nothing is
 * missing. An index may read others too.
 */
export type ChosenPassages = (
  found: FoundLegs,
  read: ReadonlyMap<ChunkId, StoredPassage>,
) => Iterable<ChunkId>;

/** A Passage before fusion gives it rank and fused score. */
export type StoredPassage = Omit<Passage, 'scores' | 'rank'>;

/** What the legs found, before texts are read. */
export interface FoundLegs {
  readonly lexical: readonly LegCandidate[];
  /** Empty where the query has no vector. */
  readonly vector: readonly LegCandidate[];
  /** How common the query's terms are among all published Chunks of the Tenant, as BM25 saw it. */
  readonly statistics: TermStatistics;
  /** Of the very state that was searched; see {@link ChunkIndex.revision}. */
  readonly revision: string;
  /** Of the Tenant's lexicon in that state; absent where the index knows of none. */
  readonly lexiconRevision?: string;
}

export interface LegRankings extends FoundLegs {
  /** Of the candidates that are wanted, by `IndexQuery.wanted`. */
  readonly passages: ReadonlyMap<ChunkId, StoredPassage>;
}

/** The Chunks on either side of one; absent at the ends of a text. */
export interface Neighbours {
  readonly before?: StoredPassage;
  readonly after?: StoredPassage;
}

export interface TermStatistics {
  /** Published Chunks. */
  readonly chunks: number;
  /** By term, the Chunks that hold it; a term of the query that is absent occurs nowhere. */
  readonly chunksWith: ReadonlyMap<string, number>;
}

/**
 * Published Chunks, as far as the Principal may see them; the database filters, not the caller.
 * Lexical scores are BM25 (Robertson & Zaragoza 2009, k1 0.9, b 0.4) with statistics of the whole Tenant.
 */
export interface ChunkIndex {
  /** Both legs and the Passages that are wanted of their candidates, read in one transaction. */
  search(principal: Principal, query: IndexQuery): Promise<LegRankings>;
  /** Which of these Chunks the Principal still sees, now. */
  stillVisible(principal: Principal, chunkIds: readonly ChunkId[]): Promise<ReadonlySet<ChunkId>>;
  /**
   * What stands right before and after each of these Chunks in the text of their DocumentVersion. Chunks that the
   * Principal does not see, now, have no entry.
   */
  neighbours(principal: Principal, chunkIds: readonly ChunkId[]): Promise<ReadonlyMap<ChunkId, Neighbours>>;
  /**
   * Chunks that were published at `at` and that these grants saw at `at`, streamed in any order. For audits:
   * needs the scope `audit`, reads history, is slow.
   */
  scanAsOf(
    principal: Principal,
    query: {
      readonly at: Date;
      readonly grants: readonly string[];
      readonly collections?: readonly CollectionId[];
    },
  ): AsyncIterable<StoredPassage>;
  /** Grows with every change of what any reader of the Tenant may see. Cached answers are valid for one revision. */
  revision(principal: Principal): Promise<string>;
}
