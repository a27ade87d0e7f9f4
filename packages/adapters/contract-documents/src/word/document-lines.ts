import { textOf } from './paragraph.ts';
import { WordDocument } from './word-document.ts';

/** What a DOCX says, paragraph by paragraph with the part it is in; empty paragraphs are none. For comparing files byte by byte. */
export function documentLines(content: Uint8Array, fileName: string): string[] {
  return new WordDocument(content, fileName)
    .stories()
    .flatMap(({ kind, paragraphs }) => paragraphs.map((paragraph) => ({ kind, text: textOf(paragraph) })))
    .filter(({ text }) => text !== '')
    .map(({ kind, text }) => `${kind}: ${text}`);
}
