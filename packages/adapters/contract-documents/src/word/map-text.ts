import type { ContractText } from '@groundwork/review';
import type { Paragraph } from './paragraph.ts';
import type { Story } from './word-document.ts';

/** Where one code unit of the contract's text stands in the file. */
export interface AtomPlace {
  readonly paragraph: Paragraph;
  readonly index: number;
}

/** The contract's text laid over the file's: places by offset, and the stretch that each paragraph takes. */
export interface TextMap {
  readonly places: readonly (AtomPlace | undefined)[];
  readonly spans: ReadonlyMap<Paragraph, { readonly start: number; readonly end: number }>;
}

/** Signs that a parser drops or writes its own way. */
const unseen = /[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u180E\p{Cc}\uFFFD]|\p{Surrogate}/u;
/** Written before a paragraph by the parser: an automatic number. Longer ones are not looked past for short paragraphs. */
const longestLabel = 80;
const farthest = 20_000;

/**
 * Finds each paragraph of the file in the contract's text, in order: the parser keeps the order and the signs of what
 * people see, adds automatic numbers, leaves out what is hidden. What is not found stays without a place.
 */
export function mapText({ text, blocks }: ContractText, stories: readonly Story[]): TextMap {
  const offsets: number[] = [];
  let squeezed = '';
  for (let at = 0; at < text.length; at++) {
    if (unseen.test(text[at]!)) continue;
    squeezed += text[at];
    offsets.push(at);
  }
  const ends = new Set<number>();
  let cursor = 0;
  for (const { span } of blocks) {
    while (cursor < offsets.length && offsets[cursor]! < span.end) cursor++;
    ends.add(cursor);
  }
  return new Mapper(squeezed, offsets, ends, text.length).run(stories);
}

class Mapper {
  private readonly places: (AtomPlace | undefined)[];
  private readonly spans = new Map<Paragraph, { start: number; end: number }>();
  private cursor = 0;

  constructor(
    private readonly squeezed: string,
    private readonly offsets: readonly number[],
    private readonly ends: ReadonlySet<number>,
    length: number,
  ) {
    this.places = new Array<AtomPlace | undefined>(length).fill(undefined);
  }

  run(stories: readonly Story[]): TextMap {
    const notes = new Map(
      stories.flatMap((story) => (story.id === undefined ? [] : [[`${story.kind} ${story.id}`, story]])),
    );
    const body = stories.find(({ kind }) => kind === 'body');
    for (const paragraph of body?.paragraphs ?? []) {
      this.place(paragraph);
      for (const { kind, id } of paragraph.notes)
        for (const line of notes.get(`${kind} ${id}`)?.paragraphs ?? []) this.place(line);
    }
    const bodyEnd = this.cursor;
    for (const story of stories)
      if (story.kind === 'header' || story.kind === 'footer') this.placeMargin(story.paragraphs, bodyEnd);
    return { places: this.places, spans: this.spans };
  }

  private place(paragraph: Paragraph): void {
    const visible = paragraph.atoms.flatMap(({ sign }, index) => (unseen.test(sign) ? [] : [index]));
    if (visible.length === 0) return;
    const signs = visible.map((index) => paragraph.atoms[index]!.sign).join('');
    const at = this.find(signs);
    if (at >= 0) return this.lay(paragraph, visible, at);
    // Part of it is hidden: piece by piece, as its runs are.
    let from = 0;
    while (from < visible.length) {
      let to = from + 1;
      const { run } = paragraph.atoms[visible[from]!]!;
      while (to < visible.length && paragraph.atoms[visible[to]!]!.run === run) to++;
      const piece = visible.slice(from, to);
      const found = this.squeezed.indexOf(
        piece.map((index) => paragraph.atoms[index]!.sign).join(''),
        this.cursor,
      );
      if (found >= 0 && found - this.cursor <= longestLabel) this.lay(paragraph, piece, found);
      from = to;
    }
  }

  /** A header or footer is one Block behind the body; one that says what another said stands there once for both. */
  private placeMargin(paragraphs: readonly Paragraph[], bodyEnd: number): void {
    const visible = paragraphs.map((paragraph) => ({
      paragraph,
      indexes: paragraph.atoms.flatMap(({ sign }, index) => (unseen.test(sign) ? [] : [index])),
    }));
    const signs = visible
      .flatMap(({ paragraph, indexes }) => indexes.map((index) => paragraph.atoms[index]!.sign))
      .join('');
    if (signs === '') return;
    for (let at = this.squeezed.indexOf(signs, bodyEnd); at >= 0; at = this.squeezed.indexOf(signs, at + 1)) {
      if (!this.ends.has(at) || !this.ends.has(at + signs.length)) continue;
      for (const { paragraph, indexes } of visible) {
        if (indexes.length > 0) this.lay(paragraph, indexes, at);
        at += indexes.length;
      }
      return;
    }
  }

  /** The nearest place; one where a Block ends before one where none does, which may be in its label. */
  private find(signs: string): number {
    const reach = signs.length >= 20 ? farthest : longestLabel;
    let first = -1;
    for (
      let at = this.squeezed.indexOf(signs, this.cursor);
      at >= 0;
      at = this.squeezed.indexOf(signs, at + 1)
    ) {
      if (at - this.cursor > reach) break;
      if (this.ends.has(at + signs.length)) return first >= 0 && at - first > longestLabel ? first : at;
      if (first < 0) first = at;
      if (at - first > longestLabel) break;
    }
    return first;
  }

  private lay(paragraph: Paragraph, indexes: readonly number[], at: number): void {
    for (const [step, index] of indexes.entries())
      this.places[this.offsets[at + step]!] = { paragraph, index };
    const start = this.offsets[at]!;
    const end = this.offsets[at + indexes.length - 1]! + 1;
    this.spans.set(paragraph, { start: this.spans.get(paragraph)?.start ?? start, end });
    this.cursor = at + indexes.length;
  }
}
