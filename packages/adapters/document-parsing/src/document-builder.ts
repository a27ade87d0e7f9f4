import type { Block, DocumentFlag, ParsedDocument } from '@groundwork/ingestion';
import { looksLikeInstructions } from './find-instructions.ts';
import { revealText } from './reveal-text.ts';

export type NewBlock = Omit<Block, 'span'> & {
  readonly text: string;
  /** White space before it; by default an empty line, or a line break between items of a list. */
  readonly separator?: string;
};

/** Gathers Blocks into one canonical text, cleans every piece the same way, and raises the flags that follow. */
export class DocumentBuilder {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly blocks: Block[] = [];
  private readonly flags: DocumentFlag[] = [];
  private readonly concealed = new Map<
    string,
    { page: number | undefined; characters: number; reason: string }
  >();
  private readonly suspicious = new Set<number | undefined>();

  /** White space around the text goes; a Block without text is nothing. */
  add({ text, separator, ...block }: NewBlock): void {
    const revealed = revealText(text);
    if (revealed.concealed > 0) this.hide('invisible characters', revealed.concealed, block.page);
    const clean = revealed.text.trim();
    if (!clean) return;
    if (this.length > 0) this.write(separator ?? this.separatorBefore(block.kind));
    const span = { start: this.length, end: this.length + clean.length };
    this.write(clean);
    this.blocks.push({ ...block, span });
    if (looksLikeInstructions(clean)) this.suspicious.add(block.page);
  }

  /** Count characters that a reader of the original does not see and that were left out. */
  hide(reason: string, characters: number, page?: number): void {
    if (characters <= 0) return;
    const key = `${page ?? ''} ${reason}`;
    const before = this.concealed.get(key)?.characters ?? 0;
    this.concealed.set(key, { page, reason, characters: before + characters });
  }

  /**
   * Take over another Document: its headings go below the level given, its flags name the part that it was. Pages
   * stay those of the part.
   */
  append(parsed: ParsedDocument, place: { readonly below: number; readonly source?: string }): void {
    for (const { span, ...block } of parsed.blocks) {
      const isHeading = block.kind === 'heading';
      this.add({
        ...block,
        ...(isHeading ? { level: (block.level ?? 1) + place.below } : {}),
        text: parsed.text.slice(span.start, span.end),
      });
    }
    for (const { kind, detail, page } of parsed.flags) {
      // Raised again while its Blocks were added.
      if (kind === 'injection-suspected') continue;
      this.flag(kind, place.source === undefined ? detail : `${place.source}: ${detail}`, page);
    }
  }

  flag(kind: DocumentFlag['kind'], detail: string, page?: number): void {
    this.flags.push({ kind, detail, ...(page === undefined ? {} : { page }) });
  }

  get isEmpty(): boolean {
    return this.blocks.length === 0;
  }

  build(document: {
    readonly mediaType: string;
    readonly title?: string | undefined;
    readonly pages: number;
  }): ParsedDocument {
    for (const { page, reason, characters } of this.concealed.values()) {
      this.flag('hidden-text', `${characters} characters left out: ${reason}.`, page);
    }
    for (const page of this.suspicious) {
      this.flag('injection-suspected', 'Text that reads like instructions to a language model.', page);
    }
    const title =
      document.title === undefined ? '' : revealText(document.title).text.replace(/\s+/g, ' ').trim();
    return {
      mediaType: document.mediaType,
      ...(title ? { title } : {}),
      text: this.parts.join(''),
      blocks: this.blocks,
      pages: document.pages,
      flags: this.flags,
    };
  }

  private separatorBefore(kind: Block['kind']): string {
    return kind === 'list-item' && this.blocks.at(-1)?.kind === 'list-item' ? '\n' : '\n\n';
  }

  private write(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }
}
