import type { Embedder } from '@groundwork/inference';
import type { Passage } from '@groundwork/retrieval';
import { rankSentences } from './rank-sentences.ts';
import { readPassage, type ReadSentence } from './read-passage.ts';
import { readQuestion } from './read-question.ts';

/** Cosines of sentences with the question; sentences that were not compared are absent. */
export type SentenceLikeness = ReadonlyMap<ReadSentence, number>;

/** How many sentences of the first Passages are compared, those first that share most words with the question. */
const compared = [8, 5, 3, 2, 2] as const;

/** How near in meaning the likeliest sentences are to the question: at most 20, in one call. Throws what the Embedder throws. */
export async function compareSentences(
  meaning: Pick<Embedder, 'embed'>,
  { question, passages }: { readonly question: string; readonly passages: readonly Passage[] },
  signal?: AbortSignal,
): Promise<SentenceLikeness> {
  const read = passages.slice(0, compared.length).map(readPassage);
  const ranked = rankSentences(readQuestion(question), read).filter(({ span }) => span.kind !== 'heading');
  const sentences = read.flatMap(({ passage, sentences: own }, index) =>
    ranked
      .filter((sentence) => sentence.passage === passage)
      .slice(0, compared[index])
      .flatMap((sentence) => own[sentence.index] ?? []),
  );
  const options = signal ? { signal } : {};
  const [asked, found] = await Promise.all([
    meaning.embed([question], { kind: 'query', ...options }),
    meaning.embed(
      sentences.map(({ text }) => text),
      { kind: 'passage', ...options },
    ),
  ]);
  const vector = asked.vectors[0];
  return new Map(
    vector
      ? sentences.flatMap((sentence, index) => {
          const other = found.vectors[index];
          return other ? [[sentence, dot(vector, other)] as const] : [];
        })
      : [],
  );
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
