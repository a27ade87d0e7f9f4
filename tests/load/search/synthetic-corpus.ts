import { seeded } from '../../seeded.ts';

export interface SyntheticChunk {
  readonly text: string;
  readonly vector: Float32Array;
}

export interface SyntheticQuery {
  readonly text: string;
  readonly vector: Float32Array;
}

/** Words by Zipf's law (exponent 1) over invented words, vectors around topics: the same in every run. */
export interface SyntheticCorpus {
  readonly chunks: readonly SyntheticChunk[];
  readonly queries: readonly SyntheticQuery[];
}

const vocabularySize = 20_000;
const topics = 300;
const wordsInChunk = 110;

/** Words so common that analysis drops them from a real question; here every text is full of them too. */
const stopwords = 100;

/** Each query asks with six words of one chunk, stopwords left out, and with a vector near that chunk's. */
export function makeCorpus(size: number, queries: number, dimensions: number, seed = 1): SyntheticCorpus {
  const random = seeded(seed);
  const vocabulary = makeVocabulary(random);
  const pickWord = zipf(random, vocabulary.length);
  const centres = Array.from({ length: topics }, () => unit(gaussian(random, dimensions)));

  const words: string[][] = [];
  const chunks = Array.from({ length: size }, (): SyntheticChunk => {
    const ranks = Array.from({ length: wordsInChunk }, pickWord);
    const own = ranks.map((rank) => vocabulary[rank]!);
    words.push(own.filter((_, index) => ranks[index]! >= stopwords));
    const centre = centres[Math.floor(random() * topics)]!;
    return { text: sentences(own), vector: near(centre, gaussian(random, dimensions), 1) };
  });
  return {
    chunks,
    queries: Array.from({ length: queries }, () => {
      const from = Math.floor(random() * size);
      const asked = Array.from(
        { length: 6 },
        () => words[from]![Math.floor(random() * words[from]!.length)]!,
      );
      return { text: asked.join(' '), vector: near(chunks[from]!.vector, gaussian(random, dimensions), 0.6) };
    }),
  };
}

function makeVocabulary(random: () => number): string[] {
  const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru'.split(
    ' ',
  );
  const words = new Set<string>();
  while (words.size < vocabularySize) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''));
  }
  return [...words];
}

function zipf(random: () => number, size: number): () => number {
  const cumulated = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank++) cumulated[rank] = sum += 1 / (rank + 1);
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const sentences = (words: readonly string[]) =>
  words.map((word, index) => (index % 12 === 11 ? `${word}.` : word)).join(' ');

function gaussian(random: () => number, dimensions: number): Float32Array {
  return Float32Array.from(
    { length: dimensions },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** `noise` is the length of the random part beside a centre of length 1. */
function near(centre: Float32Array, random: Float32Array, noise: number): Float32Array {
  const direction = unit(random);
  return unit(centre.map((value, index) => value + noise * direction[index]!));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}
