import type { ChunkId } from '@groundwork/kernel';
import type { LegCandidate } from './chunk-index.ts';
import type { PassageScores } from './passage.ts';

/** Goes into run records: raised with every change that moves a fused ranking, so that figures can be told apart. */
export const fusionVersion = 'convex-1';

export interface FusionInput {
  /** Best first, as the index returned them. */
  readonly lexical: readonly LegCandidate[];
  readonly vector: readonly LegCandidate[];
  /** Candidates asked for per leg. A lexical leg that returned fewer has them all: others hold no term. */
  readonly asked: number;
  /** The vector leg's share where the lexical leg is sure of itself, 0…1. */
  readonly vectorWeight: number;
  /** Share of the query's term weight that the best lexical candidate holds, 0…1. */
  readonly lexicalCoverage: number;
}

export interface FusedCandidate {
  readonly chunkId: ChunkId;
  readonly scores: PassageScores;
}

/**
 * One ranking from two: a convex combination of scores, each leg scaled to 0…1 between its best candidate and the
 * worst that it can vouch for (Bruch, Gai & Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval").
 * Scores rather than ranks, because ranks throw away how sure a leg is: reciprocal rank fusion loses up to 27
 * points of nDCG@10 where one leg knows the exact article and the other guesses.
 *
 * A candidate that a leg did not return gets that leg's bottom, never more than any that it did return. A leg
 * without candidates takes no part. Where the lexical leg hardly finds the query's words, as with a question in
 * another language than its documents, its share goes to the vector leg.
 */
export function fuseRankings(input: FusionInput): FusedCandidate[] {
  const lexical = scaled(input.lexical, input.lexical.length < input.asked ? 0 : undefined);
  const vector = scaled(input.vector, (input.vector[0]?.score ?? 0) - leastCosineRange);
  const share = vectorShare(input);
  const ids = new Set([...lexical.keys(), ...vector.keys()]);
  const fused = [...ids].map((chunkId) => {
    const fromLexical = lexical.get(chunkId);
    const fromVector = vector.get(chunkId);
    return {
      chunkId,
      scores: {
        ...(fromLexical && { lexical: fromLexical.score }),
        ...(fromVector && { vector: fromVector.score }),
        fused: (1 - share) * (fromLexical?.scaled ?? 0) + share * (fromVector?.scaled ?? 0),
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

/** At this coverage the lexical leg knows what it is about: 95 of 100 questions in their documents' language reach it. */
const confidentCoverage = 0.3;

function vectorShare({ lexical, vector, vectorWeight, lexicalCoverage }: FusionInput): number {
  if (vector.length === 0 || vectorWeight === 0) return 0;
  if (lexical.length === 0) return 1;
  const confidence = Math.min(1, lexicalCoverage / confidentCoverage);
  return vectorWeight / (vectorWeight + (1 - vectorWeight) * confidence);
}

/** Cosines that lie closer together than this say little about which is better; scaling must not blow them up. */
const leastCosineRange = 0.05;

/** A leg's scores brought to 0…1 between its best and its last, or `least` where that is lower. */
function scaled(
  leg: readonly LegCandidate[],
  least = Infinity,
): Map<ChunkId, { score: number; scaled: number }> {
  const top = leg[0]?.score ?? 0;
  const bottom = Math.min(leg[leg.length - 1]?.score ?? 0, least);
  const range = top - bottom;
  return new Map(
    leg.map(({ chunkId, score }) => [chunkId, { score, scaled: range > 0 ? (score - bottom) / range : 1 }]),
  );
}
