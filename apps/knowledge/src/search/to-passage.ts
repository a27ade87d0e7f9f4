import type { Passage as PassageBody } from '@groundwork/protocol';
import type { Passage } from '@groundwork/retrieval';

export function toPassage(passage: Passage): PassageBody {
  const { pageStart, pageEnd, cells, span, scores, duplicates } = passage;
  return {
    rank: passage.rank,
    chunkId: passage.chunkId,
    documentId: passage.documentId,
    versionId: passage.versionId,
    collectionId: passage.collectionId,
    externalId: passage.externalId,
    title: passage.title,
    text: passage.text,
    span: { start: span.start, end: span.end },
    headingPath: [...passage.headingPath],
    ...(pageStart === undefined ? {} : { pageStart }),
    ...(pageEnd === undefined ? {} : { pageEnd }),
    ...(cells === undefined ? {} : { cells }),
    language: passage.language,
    flags: [...passage.flags],
    scores: { ...scores },
    ...(duplicates === undefined
      ? {}
      : { duplicates: duplicates.map(({ documentId, chunkId }) => ({ documentId, chunkId })) }),
  };
}
