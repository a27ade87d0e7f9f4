import type { IndexableText } from './index-terms.ts';

/** What an Embedder reads for a Chunk: the title and headings that a reader would see above it, then its text. */
export function embeddingText({ title, headingPath, text }: IndexableText): string {
  return [[title, ...headingPath].filter(Boolean).join(' › '), text].filter(Boolean).join('\n');
}
