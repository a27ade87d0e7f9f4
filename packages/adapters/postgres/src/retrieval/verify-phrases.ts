import type { ChunkId } from '@groundwork/kernel';
import {
  holdsPhrase,
  type LegCandidate,
  phraseFields,
  type StoredPassage,
  type WeighedQuery,
} from '@groundwork/retrieval';
import type { RankedPostings } from './rank-postings.ts';

/**
 * Candidates were ranked as if every Chunk with all the terms of a phrase held it; those whose text does not, lose
 * what they got for it. Each gets the score it should have; what this brings below a Chunk that was no candidate is
 * the only difference from looking at every text.
 */
export function verifyPhrases(
  ranked: readonly RankedPostings[],
  phrases: WeighedQuery['phrases'],
  passages: ReadonlyMap<ChunkId, StoredPassage>,
): LegCandidate[] {
  if (phrases.length === 0) return [...ranked];
  const verified = ranked.map(({ chunkId, score, supposed = [] }) => {
    const passage = supposed.length > 0 ? passages.get(chunkId) : undefined;
    const fields = passage ? phraseFields(passage) : [];
    const missing = supposed
      .map((index) => phrases[index]!)
      .filter(({ phrase }) => !fields.some((field) => holdsPhrase(field, phrase.form)));
    return { chunkId, score: missing.reduce((left, { worth }) => left - worth, score) };
  });
  return verified.sort((x, y) => y.score - x.score || Number(x.chunkId) - Number(y.chunkId));
}
