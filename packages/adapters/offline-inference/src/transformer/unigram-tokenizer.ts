/** A SentencePiece unigram model: pieces with their log probabilities, the first four special. */
export interface UnigramModel {
  readonly pieces: readonly string[];
  readonly scores: readonly number[];
  /** What a character becomes before the text is cut; characters not listed stay. */
  readonly normalisation: Readonly<Record<string, string>>;
}

/** Numbers of the special pieces, in every XLM-RoBERTa vocabulary. */
export const special = { start: 0, end: 2, unknown: 3 } as const;

/** SentencePiece's mark for a space. */
const space = '▁';

/** How much less likely than the rarest piece a character is that no piece holds (SentencePiece's `kUnkPenalty`). */
const unknownPenalty = 10;

/**
 * Cuts a text into the most probable pieces of a unigram language model (Kudo 2018, "Subword Regularization"): the
 * tokenizer of XLM-RoBERTa and of the models made from it. A character that the vocabulary lacks becomes
 * `special.unknown`.
 */
export class UnigramTokenizer {
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly scores: readonly number[];
  private readonly normalisation: ReadonlyMap<string, string>;
  private readonly longest: number;
  private readonly unknownScore: number;

  constructor({ pieces, scores, normalisation }: UnigramModel) {
    const entries = pieces.map((piece, number): [string, number] => [piece, number]);
    this.numbers = new Map(entries.slice(special.unknown + 1));
    this.scores = scores;
    this.normalisation = new Map(Object.entries(normalisation));
    this.longest = pieces.reduce((most, piece) => Math.max(most, piece.length), 1);
    this.unknownScore = scores.reduce((least, score) => Math.min(least, score), 0) - unknownPenalty;
  }

  /** Numbers of the pieces, without the marks of start and end. */
  encode(text: string): number[] {
    const prepared = this.normalise(text);
    return this.mostProbable(prepared, charactersOf(prepared));
  }

  private normalise(text: string): string {
    let normal = '';
    for (const character of text.normalize('NFC')) normal += this.normalisation.get(character) ?? character;
    const spaced = normal.replaceAll(/ +/g, space);
    return spaced.startsWith(space) ? spaced : space + spaced;
  }

  /** Viterbi search over the positions where characters end. */
  private mostProbable(text: string, ends: readonly number[]): number[] {
    const best = new Float64Array(text.length + 1).fill(-Infinity);
    const from = new Int32Array(text.length + 1);
    const piece = new Int32Array(text.length + 1);
    best[0] = 0;
    const offer = (start: number, end: number, number: number, score: number) => {
      const total = best[start]! + score;
      if (total <= best[end]!) return;
      best[end] = total;
      from[end] = start;
      piece[end] = number;
    };
    let start = 0;
    for (const [index, next] of ends.entries()) {
      offer(start, next, special.unknown, this.unknownScore);
      for (let i = index; i < ends.length && ends[i]! - start <= this.longest; i++) {
        const number = this.numbers.get(text.slice(start, ends[i]));
        if (number !== undefined) offer(start, ends[i]!, number, this.scores[number]!);
      }
      start = next;
    }
    const pieces: number[] = [];
    for (let end = text.length; end > 0; end = from[end]!) pieces.push(piece[end]!);
    return pieces.reverse();
  }
}

/** Where each character ends, in UTF-16 units. */
function charactersOf(text: string): number[] {
  const ends: number[] = [];
  for (let i = 0; i < text.length; ends.push(i)) i += text.codePointAt(i)! > 0xffff ? 2 : 1;
  return ends;
}
