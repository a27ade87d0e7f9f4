import type { AnswerSentence, Citation } from '@groundwork/protocol';
import { CitationNumbers } from './citation-numbers.ts';

const ids = '00000000-0000-7000-8000-00000000000';
const quoteAt = (start: number, title = 'Handbook'): Citation =>
  ({
    chunkId: '1',
    documentId: `${ids}1`,
    versionId: `${ids}2`,
    externalId: 'handbook.pdf',
    title,
    page: 3,
    span: { start, end: start + 4 },
    quote: 'text',
  }) as Citation;
const sentence = (text: string, ...citations: Citation[]): AnswerSentence => ({ text, citations });

test('a quote keeps its number, new quotes count on', () => {
  const numbers = new CitationNumbers('https://kb.example');
  const written = [
    numbers.write(sentence('One.', quoteAt(0))),
    numbers.write(sentence('Two.', quoteAt(9), quoteAt(0))),
  ];
  expect(written.map(({ text }) => text)).toEqual(['One. [1]', ' Two. [2] [1]']);
  expect(numbers.citations.map(({ number, span }) => [number, span.start])).toEqual([
    [1, 0],
    [2, 9],
  ]);
});

test('annotations point at their markers in the whole text', () => {
  const numbers = new CitationNumbers('https://kb.example');
  const written = [
    numbers.write(sentence('年假十天。', quoteAt(0))),
    numbers.write(sentence('可结转五天。', quoteAt(9))),
  ];
  const content = written.map(({ text }) => text).join('');
  const markers = written
    .flatMap(({ annotations }) => annotations)
    .map(({ url_citation: { start_index, end_index } }) => content.slice(start_index, end_index));
  expect(content).toBe('年假十天。 [1] 可结转五天。 [2]');
  expect(markers).toEqual(['[1]', '[2]']);
});

test('a link leads to the document, with page and span', () => {
  const numbers = new CitationNumbers('https://kb.example');
  const [annotation] = numbers.write(sentence('One.', quoteAt(7))).annotations;
  expect(annotation?.url_citation.url).toBe(`https://kb.example/v1/documents/${ids}1#page=3&start=7&end=11`);
});
