import type { Embedder } from '@groundwork/inference';
import type { Passage } from '@groundwork/retrieval';
import { questionParts } from './question-parts.ts';
import { rankSentences, weighQuestion } from './rank-sentences.ts';
import { readPassage, type ReadPassage, type ReadSentence } from './read-passage.ts';
import { readQuestion, type ReadQuestion, type SubjectUnit } from './read-question.ts';
import { statementOf } from './statement-of.ts';

/** Cosines of sentences with one question; sentences that were not compared are absent. */
export type SentenceLikeness = ReadonlyMap<ReadSentence, number>;

/** How near in meaning sentences are to a question. */
export interface QuestionLikeness {
  /** Of the question and of each of its parts, by their text. */
  readonly parts: ReadonlyMap<string, SentenceLikeness>;
  /**
   * By the key of a unit: how much nearer (cosine) the nearest sentences come when the question no longer names it. Above
   * zero the sources are about something without it; below zero they speak of it, be it in other words.
   */
  readonly without: ReadonlyMap<string, number>;
  readonly inputTokens: number;
}

/** How many sentences of the first Passages are compared, those first that share most words with the question. */
const compared = [10, 8, 6, 4, 4] as const;
/** How many units are left out in turn: those of the greatest weight. */
const leftOut = 6;
/** Sentences that stand for what the sources say when a unit is left out. */
const nearestCount = 5;
/** A model that takes longer (milliseconds) is not waited for: words alone judge then. */
const withinMs = 10_000;

interface Asked {
  readonly question: string;
  readonly passages: readonly Passage[];
}

/**
 * Compares the likeliest sentences, each read with what tells what it is about, with the question, its parts, and the
 * question without each of its weightiest units: two calls of the model at once. `undefined` where the model fails or is
 * slow; throws the signal's reason when it aborts.
 */
export async function compareSentences(
  meaning: Pick<Embedder, 'embed'>,
  asked: Asked,
  signal?: AbortSignal,
): Promise<QuestionLikeness | undefined> {
  const slow = AbortSignal.timeout(withinMs);
  try {
    return await compare(meaning, asked, signal ? AbortSignal.any([signal, slow]) : slow);
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

async function compare(
  meaning: Pick<Embedder, 'embed'>,
  { question, passages }: Asked,
  signal: AbortSignal,
): Promise<QuestionLikeness> {
  const asked = readQuestion(question);
  const read = passages.slice(0, compared.length).map(readPassage);
  const chosen = likeliest(asked, read);
  const parts = [...new Set([question, ...questionParts(question)])];
  const units = weightiest(asked, read);
  const queries = [...parts, asked.folded, ...units.map((unit) => withoutUnit(asked, unit))];
  const [queried, found] = await Promise.all([
    meaning.embed(queries, { kind: 'query', signal }),
    meaning.embed(
      chosen.map(({ statement }) => statement),
      { kind: 'passage', signal },
    ),
  ]);
  const cosines = queried.vectors.map((query) => found.vectors.map((vector) => dot(query, vector)));
  const whole = cosines[parts.length] ?? [];
  const nearest = whole
    .map((cosine, at) => ({ cosine, at }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, nearestCount);
  const best = nearest[0]?.cosine ?? 0;
  return {
    parts: new Map(
      parts.map((part, at) => [
        part,
        new Map(chosen.map(({ sentence }, index) => [sentence, cosines[at]?.[index] ?? 0])),
      ]),
    ),
    without: new Map(
      units.map(({ key }, index) => {
        const own = cosines[parts.length + 1 + index] ?? [];
        return [key, Math.max(...nearest.map(({ at }) => own[at] ?? 0)) - best];
      }),
    ),
    inputTokens: queried.inputTokens + found.inputTokens,
  };
}

function likeliest(
  question: ReadQuestion,
  read: readonly ReadPassage[],
): { readonly sentence: ReadSentence; readonly statement: string }[] {
  const ranked = rankSentences(question, read).filter(({ span }) => span.kind !== 'heading');
  return read.flatMap((own, position) =>
    ranked
      .filter(({ passage, index }) => passage === own.passage && own.sentences[index]?.isHead === false)
      .slice(0, compared[position])
      .flatMap(({ index }) => {
        const sentence = own.sentences[index];
        return sentence ? [{ sentence, statement: statementOf(own, index) }] : [];
      }),
  );
}

function weightiest(question: ReadQuestion, read: readonly ReadPassage[]): SubjectUnit[] {
  return [...weighQuestion(question, read)]
    .sort(([, a], [, b]) => b - a)
    .slice(0, leftOut)
    .map(([unit]) => unit);
}

function withoutUnit({ folded, tokens }: ReadQuestion, { key, kind }: SubjectUnit): string {
  if (kind === 'han') return folded.replace(key, '');
  const token = tokens.find((candidate) => candidate.key === key);
  return token
    ? (folded.slice(0, token.start) + folded.slice(token.end)).replace(/\s+/gu, ' ').trim()
    : folded;
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
