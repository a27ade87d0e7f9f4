import type { Span } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';
import type { Citation } from './answer.ts';

/** A Citation of `passage.text.slice(span.start, span.end)`; its own span counts from the start of the version's text. */
export function citationOf(passage: Passage, span: Span): Citation {
  return {
    chunkId: passage.chunkId,
    documentId: passage.documentId,
    versionId: passage.versionId,
    externalId: passage.externalId,
    title: passage.title,
    ...(passage.pageStart === undefined ? {} : { page: passage.pageStart }),
    span: { start: passage.span.start + span.start, end: passage.span.start + span.end },
    quote: passage.text.slice(span.start, span.end),
  };
}
