import type { Passage } from '@groundwork/retrieval';
import { keysOf } from '../text/content-terms.ts';
import { fold } from '../text/fold-text.ts';
import { splitSentences, type SentenceSpan } from '../text/split-sentences.ts';
import type { SubjectUnit } from './read-question.ts';
import { synonymsOf } from './synonyms.ts';

/** A text as units are looked for in it. */
export interface ReadText {
  readonly folded: string;
  readonly keys: ReadonlySet<string>;
}

export interface ReadSentence extends ReadText {
  readonly span: SentenceSpan;
  readonly text: string;
  /** Heads a table: names columns and says nothing itself. */
  readonly isHead: boolean;
}

/** A Passage cut into sentences. */
export interface ReadPassage {
  readonly passage: Passage;
  readonly sentences: readonly ReadSentence[];
  /** Its title and headings. */
  readonly heading: ReadText;
  /** Of each sentence, the title of the section in which it stands, where the Passage's text shows one. */
  readonly sections: readonly (string | undefined)[];
}

const known = new WeakMap<Passage, ReadPassage>();

/** Reads a Passage once, however many steps look at it. */
export function readPassage(passage: Passage): ReadPassage {
  let read = known.get(passage);
  if (!read) {
    const spans = splitSentences(passage.text);
    const sentences = spans.map((span, index) => {
      const text = passage.text.slice(span.start, span.end);
      const isHead =
        span.kind === 'row' && spans[index - 1]?.kind !== 'row' && spans[index + 1]?.kind === 'row';
      return { span, text, isHead, ...readText(text) };
    });
    const heading = readText([passage.title, ...passage.headingPath].join(' ¦ '));
    read = { passage, sentences, heading, sections: sectionsOf(passage.text, spans) };
    known.set(passage, read);
  }
  return read;
}

/** Characters up to which a line without an end is taken for a title. */
const longestTitle = 60;

/** A line of its own that does not end like a sentence, and stands apart from the next one, is the title of what follows. */
function sectionsOf(text: string, spans: readonly SentenceSpan[]): (string | undefined)[] {
  let section: string | undefined;
  return spans.map(({ start, end, kind }) => {
    const line = text.slice(start, end);
    const standsApart =
      /^\s*\n\s*\n/u.test(text.slice(end)) && (start === 0 || /\n\s*$/u.test(text.slice(0, start)));
    const isTitle =
      (kind === 'heading' || kind === 'sentence') &&
      standsApart &&
      line.length <= longestTitle &&
      !/[.。!！?？;；:：…,，]["'”’」』）)\]]*$/u.test(line);
    if (isTitle) section = line.replace(/^#{1,6}\s+/u, '');
    return section;
  });
}

export function readText(text: string): ReadText {
  const folded = fold(text);
  return { folded, keys: keysOf(folded) };
}

/** What tells what a sentence is about: headings, the sentence before, what introduces its list, what heads its table. */
export function contextOf({ sentences, heading }: ReadPassage, index: number): ReadText[] {
  const kind = sentences[index]?.span.kind;
  const context = [heading];
  const before = sentences[index - 1];
  if (before && kind !== 'row') context.push(before);
  if (kind === 'row' || kind === 'item') {
    let first = index;
    while (sentences[first - 1]?.span.kind === kind) first -= 1;
    const head = kind === 'row' ? sentences[first] : sentences[first - 1];
    if (head && first !== index) context.push(head);
  }
  return context;
}

/** What a unit is worth where another word stands for it, and where only parts of a long Chinese word do. */
const credit = { synonym: 0.7, parts: 0.5 } as const;

/** How far (0…1) a unit stands in any of the texts. */
export function presence(unit: SubjectUnit, texts: readonly ReadText[]): number {
  const holds = (key: string): boolean =>
    texts.some(({ folded, keys }) => (unit.kind === 'word' ? keys.has(key) : folded.includes(key)));
  if (holds(unit.key)) return 1;
  if (unit.isName) return 0;
  if (synonymsOf(unit.key).some(holds)) return credit.synonym;
  if (unit.kind === 'word' || unit.key.length < 3) return 0;
  const pairs = [...unit.key].slice(1).map((character, index) => (unit.key[index] ?? '') + character);
  return (credit.parts * pairs.filter(holds).length) / pairs.length;
}
