import iconv from 'iconv-lite';
import { parseBlocks } from '../parse-blocks.ts';
import type { Source } from '../read-source.ts';

const plain = (text: string) => text.replaceAll('**', '');

/** Plain text as people type it: underlined headings, tab-separated tables; no wrapping. */
export function toText(source: Source): string {
  const parts = parseBlocks(source.body).map((block) => {
    switch (block.kind) {
      case 'heading':
        return block.level === 1
          ? `${block.text}\n${'='.repeat(40)}`
          : `${'■'.repeat(block.level === 2 ? 1 : 0)} ${block.text}`.trim();
      case 'paragraph':
      case 'note':
        return plain(block.text);
      case 'list':
        return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${plain(item)}`).join('\n');
      case 'table':
        return block.rows.map((row) => row.map(plain).join('\t')).join('\n');
    }
  });
  return `${parts.join('\n\n')}\n\n${source.reference}\n`;
}

/** Encodes as named; throws where the encoding lacks a character, so that nothing becomes a question mark. */
export function encodeText(text: string, encoding: string): Uint8Array {
  const bytes =
    encoding === 'utf-16' ? iconv.encode(text, 'utf-16le', { addBOM: true }) : iconv.encode(text, encoding);
  if (iconv.decode(bytes, encoding === 'utf-16' ? 'utf-16le' : encoding) !== text)
    throw new Error(`${encoding} cannot hold the text`);
  return bytes;
}
