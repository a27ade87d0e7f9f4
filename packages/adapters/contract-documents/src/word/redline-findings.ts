import type { ContractText, Evidence, Finding, Suggestion } from '@groundwork/review';
import { element, type XmlElement } from '../package/xml-element.ts';
import { mapText, type AtomPlace, type TextMap } from './map-text.ts';
import type { Paragraph } from './paragraph.ts';
import {
  makeRun,
  openTracker,
  trackDeletion,
  trackInsertion,
  trackMark,
  type Tracker,
} from './track-change.ts';
import { WordComments, type CommentRange } from './word-comments.ts';
import { WordDocument } from './word-document.ts';

/** What is written into a contract. */
export type NotedFinding = Pick<Finding, 'key' | 'title' | 'rationale' | 'severity' | 'evidence'> &
  Partial<Pick<Finding, 'suggestion' | 'legalBasis' | 'searched'>>;

export interface RedlineInput {
  readonly content: Uint8Array;
  readonly fileName: string;
  /** What the parser made of `content`: the spans of findings are in its text. */
  readonly contract: ContractText;
  readonly findings: readonly NotedFinding[];
  readonly author: string;
  readonly date: Date;
}

/** Why something is not in the file: `not-anchored` text that could not be found in it, `overlaps` an earlier change. */
export interface RefusedEdit {
  readonly key: string;
  readonly what: 'comment' | 'suggestion';
  readonly reason: 'not-anchored' | 'overlaps' | 'no-place';
}

export interface Redline {
  readonly content: Uint8Array;
  readonly comments: number;
  readonly edits: number;
  readonly refused: readonly RefusedEdit[];
}

/**
 * The contract as DOCX with its findings as comments and their suggestions as tracked changes. Accepting all gives the
 * suggested text, refusing all the original; formatting stays. What cannot be placed exactly is refused and named,
 * never put elsewhere. Throws `UserError` (`document.*`) for files that are no DOCX.
 */
export function redlineFindings(input: RedlineInput): Redline {
  return new FindingWriter(input).run();
}

interface Anchor extends CommentRange {
  readonly start: number;
  readonly end: number;
}

class FindingWriter {
  private readonly document: WordDocument;
  private readonly map: TextMap;
  private readonly tracker: Tracker;
  private readonly comments: WordComments;
  private readonly refused: RefusedEdit[] = [];
  private readonly order: ReadonlyMap<Paragraph, number>;
  private readonly paragraphs: readonly Paragraph[];

  constructor(private readonly input: RedlineInput) {
    this.document = new WordDocument(input.content, input.fileName);
    const stories = this.document.stories();
    this.map = mapText(input.contract, stories);
    this.tracker = openTracker([...new Set(stories.map(({ root }) => root))], input.author, input.date);
    this.comments = new WordComments(this.document, this.tracker);
    this.paragraphs = stories.flatMap(({ paragraphs }) => paragraphs);
    this.order = new Map(this.paragraphs.map((paragraph, index) => [paragraph, index]));
  }

  run(): Redline {
    let [comments, edits] = [0, 0];
    const refuse = (key: string, what: RefusedEdit['what'], reason: RefusedEdit['reason']) =>
      void this.refused.push({ key, what, reason });
    // Comments first: their anchors are whole before anything is cut out or put in.
    for (const finding of this.input.findings) {
      const range = this.rangeOf(finding);
      if (range) {
        this.comments.add(range, commentLines(finding));
        comments++;
      } else refuse(finding.key, 'comment', 'not-anchored');
    }
    const taken: { start: number; end: number }[] = [];
    for (const { key, suggestion } of this.input.findings) {
      if (!suggestion) continue;
      if (!suggestion.at) {
        refuse(key, 'suggestion', 'no-place');
        continue;
      }
      const { span } = suggestion.at;
      const isInsertion = suggestion.kind === 'insert-after';
      const reach = isInsertion ? { start: span.end, end: span.end } : span;
      if (taken.some((other) => reach.start < other.end && reach.end > other.start)) {
        refuse(key, 'suggestion', 'overlaps');
        continue;
      }
      const anchor = this.anchor(suggestion.at);
      if (!anchor || !this.apply(suggestion, anchor)) {
        refuse(key, 'suggestion', 'not-anchored');
        continue;
      }
      edits++;
      taken.push(reach);
    }
    return { content: this.document.save(), comments, edits, refused: this.refused };
  }

  /** Where a finding's comment belongs: on its evidence; a missing clause's on the first words of the contract. */
  private rangeOf({ evidence, suggestion }: NotedFinding): CommentRange | undefined {
    const about = evidence[0] ?? suggestion?.at;
    if (about) {
      const anchor = this.anchor(about);
      return anchor && isInBody(anchor.from.paragraph) && isInBody(anchor.to.paragraph) ? anchor : undefined;
    }
    const first = this.paragraphs.find((paragraph) => this.map.spans.has(paragraph) && isInBody(paragraph));
    return (
      first && {
        from: { paragraph: first, index: 0 },
        to: { paragraph: first, index: first.atoms.length - 1 },
      }
    );
  }

  /** The atoms of a span; `undefined` where the file does not say exactly what the quote says. */
  private anchor({ span, quote }: Evidence): Anchor | undefined {
    const { text, blocks } = this.input.contract;
    const places: AtomPlace[] = [];
    let first = -1;
    for (let at = span.start; at < span.end; at++) {
      const place = this.map.places[at];
      if (!place) continue;
      if (first < 0) first = at;
      places.push(place);
    }
    const [from, to] = [places[0], places.at(-1)];
    if (!from || !to || text.slice(span.start, span.end) !== quote) return undefined;
    // What has no place may only be white space and the automatic numbers in front of paragraphs.
    for (let at = span.start; at < span.end; at++) {
      if (this.map.places[at] || /\s/.test(text[at]!)) continue;
      const block = blocks.find((each) => each.span.start <= at && at < each.span.end);
      const start = block?.span.start ?? at;
      const label = text.slice(start, at + 1);
      if (!block || label.length > 40 || hasPlace(this.map, start, at)) return undefined;
    }
    return {
      from: widen(from, -1, /^\s*/.exec(quote)![0].length),
      to: widen(to, 1, /\s*$/.exec(quote)![0].length),
      start: first,
      end: span.end,
    };
  }

  private apply({ kind, text }: Suggestion, { from, to }: Anchor): boolean {
    if (kind === 'insert-after') return this.insertAfter(to, text);
    const [a, b] = [this.order.get(from.paragraph)!, this.order.get(to.paragraph)!];
    const between = this.paragraphs.slice(a, b + 1);
    if (between.some((each) => each.element.parent !== from.paragraph.element.parent) && a !== b)
      return false;
    const pieces = between.map((paragraph) => ({
      paragraph,
      start: paragraph === from.paragraph ? from.index : 0,
      end: paragraph === to.paragraph ? to.index + 1 : paragraph.atoms.length,
    }));
    if (!pieces.every(({ paragraph, start, end }) => isEditable(paragraph, start, end))) return false;
    const like = from.paragraph.atoms[from.index];
    const isWhole =
      kind === 'delete' && pieces.every(({ paragraph, start, end }) => isAll(paragraph, start, end));
    for (const [index, { paragraph, start, end }] of pieces.entries()) {
      trackDeletion(paragraph, start, end, this.tracker);
      // A deleted clause takes its paragraphs along; in a replacement they join into the one that stays.
      if (index < pieces.length - 1 || (isWhole && canVanish(paragraph.element)))
        trackMark(paragraph.element, 'w:del', this.tracker);
    }
    if (kind === 'replace') trackInsertion(to.paragraph, to.index + 1, text, this.tracker, like);
    return true;
  }

  /** Within a paragraph after its words; after its end as paragraphs of its own. */
  private insertAfter({ paragraph, index }: AtomPlace, text: string): boolean {
    if (!isEditable(paragraph, index, index + 1)) return false;
    const isAtEnd = paragraph.atoms.slice(index + 1).every(({ sign }) => /\s/.test(sign));
    if (!isAtEnd) {
      const gap =
        /\s$/.test(textBefore(paragraph, index + 1)) || /^\s|^\p{Script=Han}/u.test(text) ? '' : ' ';
      trackInsertion(paragraph, index + 1, gap + text, this.tracker);
      return true;
    }
    const look = paragraph.atoms[index]!.run.child('w:rPr');
    const { element: anchor } = paragraph;
    const container = anchor.parent;
    if (!container) return false;
    const following = container.elements[container.elements.indexOf(anchor) + 1];
    let after = anchor;
    const fresh = text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const added = newParagraph(anchor, line, look, this.tracker);
        container.insert(after.index + 1, added);
        after = added;
        return added;
      });
    // An end that is refused joins its paragraph with the next: the new ones vanish before a paragraph, and otherwise
    // the old end must be the new one, or an empty paragraph would stay.
    const marks = following?.name === 'w:p' ? fresh : [anchor, ...fresh.slice(0, -1)];
    for (const each of marks) trackMark(each, 'w:ins', this.tracker);
    return fresh.length > 0;
  }
}

/** White space has no place of its own: what the quote has at its edge is taken where the file has it, too. */
function widen({ paragraph, index }: AtomPlace, step: 1 | -1, most: number): AtomPlace {
  let at = index;
  while (Math.abs(at - index) < most && /\s/.test(paragraph.atoms[at + step]?.sign ?? '.')) at += step;
  return { paragraph, index: at };
}

function hasPlace(map: TextMap, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (map.places[at]) return true;
  return false;
}

function textBefore({ atoms }: Paragraph, index: number): string {
  return atoms
    .slice(Math.max(0, index - 1), index)
    .map(({ sign }) => sign)
    .join('');
}

function isAll({ atoms }: Paragraph, start: number, end: number): boolean {
  return [...atoms.slice(0, start), ...atoms.slice(end)].every(({ sign }) => /\s/.test(sign));
}

/** Text that stands directly in runs; fields drawn in other markup are not cut. */
function isEditable({ atoms }: Paragraph, start: number, end: number): boolean {
  return atoms.slice(start, end).every(({ run, node }) => run.name === 'w:r' && node.parent === run);
}

/** A paragraph may only vanish before another one: cells and bodies need their last. */
function canVanish(paragraph: XmlElement): boolean {
  const siblings = paragraph.parent?.elements ?? [];
  return (
    siblings[siblings.indexOf(paragraph) + 1]?.name === 'w:p' && !paragraph.child('w:pPr')?.child('w:sectPr')
  );
}

/** Word takes comments in the running text and in tables, not in headers, footers and notes. */
function isInBody({ element: paragraph }: Paragraph): boolean {
  let at: XmlElement | undefined = paragraph;
  while (at?.parent) at = at.parent;
  let inside: XmlElement | undefined = paragraph;
  while (inside && inside.localName !== 'txbxContent') inside = inside.parent;
  return at?.localName === 'document' && inside === undefined;
}

/** Looks like its neighbour, without its number, its section and its heading. */
function newParagraph(
  neighbour: XmlElement,
  text: string,
  look: XmlElement | undefined,
  tracker: Tracker,
): XmlElement {
  const properties = neighbour.child('w:pPr')?.clone();
  for (const each of properties?.elements ?? []) {
    const isHeading =
      each.name === 'w:pStyle' && /heading|title|标题/i.test(each.attributes.get('w:val') ?? '');
    if (
      isHeading ||
      ['w:numPr', 'w:sectPr', 'w:pPrChange', 'w:rPr', 'w:outlineLvl', 'w:pageBreakBefore'].includes(each.name)
    )
      each.remove();
  }
  const inserted = element('w:ins', {
    'w:id': tracker.next(),
    'w:author': tracker.author,
    'w:date': tracker.date,
  });
  inserted.append(makeRun(text.trim(), look));
  return element('w:p', {}, ...(properties?.children.length ? [properties] : []), inserted);
}

function commentLines({
  severity,
  title,
  rationale,
  legalBasis,
  searched,
  suggestion,
}: NotedFinding): string[] {
  return [
    `[${severity}] ${title}`,
    ...rationale.split('\n'),
    ...(legalBasis === undefined ? [] : [legalBasis]),
    ...(searched === undefined ? [] : [searched]),
    ...(suggestion ? suggestion.text.split('\n').map((line) => `→ ${line}`) : []),
  ].filter((line) => line.trim() !== '');
}
