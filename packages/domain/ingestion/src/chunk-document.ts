import type { Language, Span } from '@groundwork/kernel';
import type { Chunk } from './chunk.ts';
import { CellLocator } from './cell-locator.ts';
import { detectLanguage } from './detect-language.ts';
import { groupBlocks, type BlockGroup, type Piece } from './group-blocks.ts';
import type { Block, Box, ParsedDocument } from './parsed-document.ts';

/** Sizes in Latin characters; a Chinese character weighs 2.3 (about 780 Chinese characters in 1,800). */
export interface ChunkSizes {
  /** Pieces are packed together up to this weight. */
  readonly maximum: number;
  /** A Block or a tail that would be left alone may reach this weight rather than be divided. */
  readonly tolerated: number;
  /** Below this a Chunk says too little to be found by itself. */
  readonly tiny: number;
}

export const defaultChunkSizes: ChunkSizes = { maximum: 1_800, tolerated: 2_150, tiny: 300 };

/** A Chunk in the making. */
interface Draft {
  pieces: Piece[];
  weight: number;
}

/**
 * Divide a Document into Chunks along its structure. A heading opens a Chunk unless the one before is tiny;
 * paragraphs, lists, tables and code are packed up to `maximum`, kept whole where they fit, else divided at rows,
 * lines or sentences into parts of like size. Chunks do not overlap, every non-white character is in exactly one,
 * and no text is altered: `chunk.text === parsed.text.slice(chunk.span.start, chunk.span.end)`.
 */
export function chunkDocument(parsed: ParsedDocument, sizes: ChunkSizes = defaultChunkSizes): Chunk[] {
  const language = detectLanguage(parsed.text);
  const drafts: Draft[] = [];
  for (const group of groupBlocks(parsed, sizes)) place(drafts, group, sizes);
  mergeTail(drafts, sizes);
  let located: { readonly block: Block; readonly locator: CellLocator } | undefined;
  const locate = (block: Block) => {
    if (located?.block !== block) located = { block, locator: new CellLocator(parsed.text, block) };
    return located.locator;
  };
  return drafts.map((draft, ordinal) => ({
    ...toChunk(parsed, draft, ordinal, language),
    ...cellsOf(draft.pieces, locate),
  }));
}

function place(drafts: Draft[], group: BlockGroup, sizes: ChunkSizes): void {
  const open = drafts.at(-1);
  const isTiny = open !== undefined && open.weight < sizes.tiny;
  const mayJoin = open !== undefined && (isTiny || !group.opensSection);
  const limit = isTiny ? sizes.tolerated : sizes.maximum;
  if (mayJoin && open.weight + group.weight <= limit) {
    add(open, group.pieces);
  } else if (group.weight <= sizes.tolerated) {
    drafts.push({ pieces: [...group.pieces], weight: group.weight });
  } else {
    divide(drafts, group, mayJoin && open.weight < sizes.maximum / 2, sizes);
  }
}

/** Spread a heavy group over Chunks of like weight, the first of them the open one where that has room. */
function divide(drafts: Draft[], group: BlockGroup, fromOpen: boolean, sizes: ChunkSizes): void {
  const open = fromOpen ? drafts.at(-1)! : { pieces: [], weight: 0 };
  if (!fromOpen) drafts.push(open);
  const total = open.weight + group.weight;
  const goal = total / Math.ceil(total / sizes.maximum);
  let draft = open;
  for (const piece of group.pieces) {
    // Over half of a piece beyond the goal: the next Chunk is the better place for it.
    const overshoots = draft.weight + piece.weight / 2 > goal || draft.weight + piece.weight > sizes.maximum;
    const sticks = draft.pieces.at(-1)?.isHeading && draft.weight + piece.weight <= sizes.tolerated;
    if (draft.weight > 0 && overshoots && !sticks) {
      draft = { pieces: [], weight: 0 };
      drafts.push(draft);
    }
    add(draft, [piece]);
  }
}

function mergeTail(drafts: Draft[], sizes: ChunkSizes): void {
  const tail = drafts.at(-1);
  const before = drafts.at(-2);
  if (!tail || !before || tail.weight >= sizes.tiny || before.weight + tail.weight > sizes.tolerated) return;
  add(before, tail.pieces);
  drafts.pop();
}

function add(draft: Draft, pieces: readonly Piece[]): void {
  draft.pieces.push(...pieces);
  draft.weight += pieces.reduce((sum, piece) => sum + piece.weight, 0);
}

function toChunk(parsed: ParsedDocument, draft: Draft, ordinal: number, language: Language): Chunk {
  const first = draft.pieces[0]!;
  const span = { start: first.span.start, end: draft.pieces.at(-1)!.span.end };
  const text = parsed.text.slice(span.start, span.end);
  const pages = draft.pieces.flatMap(({ block }) => (block.page === undefined ? [] : [block.page]));
  const box = unionOf(
    draft.pieces.flatMap(({ block }) => (block.page === pages[0] && block.box ? [block.box] : [])),
  );
  return {
    ordinal,
    span,
    text,
    headingPath: headingPathOf(draft.pieces),
    kind: kindOf(draft.pieces),
    ...(pages.length > 0 ? { pageStart: Math.min(...pages), pageEnd: Math.max(...pages) } : {}),
    ...(box ? { box } : {}),
    language: languageOf(text, language),
  };
}

/** The ranges of its tables, one for each; a Chunk of text alone has none. */
function cellsOf(
  pieces: readonly Piece[],
  locate: (block: Block) => CellLocator,
): { readonly cells?: string } {
  const spans = new Map<Block, Span>();
  for (const { block, span } of pieces) {
    if (block.cells) spans.set(block, { start: spans.get(block)?.start ?? span.start, end: span.end });
  }
  const ranges = [...spans].flatMap(([block, span]) => locate(block).rangeOf(span) ?? []);
  return ranges.length > 0 ? { cells: ranges.join(', ') } : {};
}

/** What the pieces' sections have in common; the continuation of a table also names the table's first row. */
function headingPathOf(pieces: readonly Piece[]): readonly string[] {
  const contents = pieces.filter((piece) => !piece.isHeading);
  const [first, ...rest] = (contents.length > 0 ? contents : pieces.slice(-1)).map(
    (piece) => piece.headingPath,
  );
  let length = first!.length;
  for (const path of rest) {
    while (length > 0 && path.slice(0, length).join('\n') !== first!.slice(0, length).join('\n')) length--;
  }
  const header = pieces[0]!.tableHeader;
  return header === undefined ? first!.slice(0, length) : [...first!.slice(0, length), header];
}

function kindOf(pieces: readonly Piece[]): Chunk['kind'] {
  const weights = { table: 0, code: 0, text: 0 };
  for (const { block, weight } of pieces) {
    weights[block.kind === 'table' || block.kind === 'code' ? block.kind : 'text'] += weight;
  }
  if (weights.table > weights.text && weights.table >= weights.code) return 'table';
  return weights.code > weights.text ? 'code' : 'text';
}

/** A Chunk may be in another language than its Document, but needs some length to prove it. */
function languageOf(text: string, ofDocument: Language): Language {
  const own = detectLanguage(text);
  if (own === 'und' || ofDocument === 'und') return own === 'und' ? ofDocument : own;
  const scriptDiffers = /^(zh|ja|ko)/.test(own) !== /^(zh|ja|ko)/.test(ofDocument);
  return scriptDiffers || text.length >= 200 ? own : ofDocument;
}

function unionOf(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
