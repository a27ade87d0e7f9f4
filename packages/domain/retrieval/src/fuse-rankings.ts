import type { ChunkId } from '@groundwork/kernel';
import type { LegCandidate } from './chunk-index.ts';
import type { PassageScores } from './passage.ts';

/** Goes into run records: raised with every change that moves a fused ranking, so that figures can be told apart. */
export const fusionVersion = 'convex-2';

export interface FusionInput {
  /** Best first, as the index returned them. */
  readonly lexical: readonly LegCandidate[];
  readonly vector: readonly LegCandidate[];
  /** Candidates asked for per leg. A lexical leg that returned fewer has them all: others hold no term. */
  readonly asked: number;
  /** BM25 of a Chunk that holds every term of the query as often as can matter: the lexical score is a share of it. */
  readonly fullScore: number;
  /** What one unit of cosine is worth beside the full lexical score; absent where nobody has measured the model. */
  readonly cosineWorth?: number | undefined;
}

export interface FusedCandidate {
  readonly chunkId: ChunkId;
  readonly scores: PassageScores;
}

/**
 * One ranking from two: a weighted sum of scores, each on a scale that does not depend on what else was found
 * (Bruch, Gai & Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval": theoretical rather than
 * observed bounds). BM25 counts as its share of the most that the query could score, so a leg that holds the exact
 * article decides, and one that found a stray word of a question in another language hardly counts. Ranks would throw
 * away how sure a leg is: reciprocal rank fusion loses up to 27 points of nDCG@10 where one leg knows and the other
 * guesses.
 *
 * A candidate that a leg did not return is taken to stand a little below the last that it did. A leg without
 * candidates takes no part. Fused scores are a share of the best that the ranking could give, 0…1.
 */
export function fuseRankings(input: FusionInput): FusedCandidate[] {
  const lexical = lexicalShares(input);
  const vector = vectorWorths(input);
  const most = (lexical.size > 0 ? 1 : 0) + Math.max(0, ...vector.values());
  const lexicalScores = scoresOf(input.lexical);
  const vectorScores = scoresOf(input.vector);
  const missing = missingShare(input);
  const fused = [...new Set([...lexical.keys(), ...vector.keys()])].map((chunkId) => {
    const sum = (lexical.get(chunkId) ?? missing) + (vector.get(chunkId) ?? 0);
    return {
      chunkId,
      scores: {
        ...(lexicalScores.has(chunkId) && { lexical: lexicalScores.get(chunkId)! }),
        ...(vectorScores.has(chunkId) && { vector: vectorScores.get(chunkId)! }),
        fused: most > 0 ? Math.min(1, sum / most) : 0,
      },
    };
  });
  return fused.sort(
    (a, b) =>
      b.scores.fused - a.scores.fused ||
      (b.scores.lexical ?? 0) - (a.scores.lexical ?? 0) ||
      a.chunkId.localeCompare(b.chunkId),
  );
}

const scoresOf = (leg: readonly LegCandidate[]) => new Map(leg.map(({ chunkId, score }) => [chunkId, score]));

function lexicalShares({ lexical, fullScore }: FusionInput): Map<ChunkId, number> {
  return new Map(lexical.map(({ chunkId, score }) => [chunkId, fullScore > 0 ? score / fullScore : 0]));
}

/** How far below the last candidate of a full leg one is taken to stand that it did not return. Measured, both flat. */
const belowLast = { share: 0.9, cosine: 0.005 } as const;

function missingShare({ lexical, asked, fullScore }: FusionInput): number {
  const last = lexical.length < asked ? 0 : (lexical.at(-1)?.score ?? 0);
  return fullScore > 0 ? (belowLast.share * last) / fullScore : 0;
}

/** The vector leg's whole worth for a model that nobody has measured, over the range of its cosines… */
const unmeasuredWorth = 0.3;
/** …where that is at least this: cosines that lie closer together say little about which is better. */
const leastRange = 0.05;

/** Above what a candidate counts that the leg did not return. */
function vectorWorths({ vector, cosineWorth }: FusionInput): Map<ChunkId, number> {
  const top = vector[0]?.score ?? 0;
  const last = vector.at(-1)?.score ?? 0;
  const worth = cosineWorth ?? unmeasuredWorth / Math.max(leastRange, top - last);
  if (worth === 0) return new Map();
  return new Map(vector.map(({ chunkId, score }) => [chunkId, worth * (score - last + belowLast.cosine)]));
}
