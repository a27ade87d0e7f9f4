import { ChunkId, CollectionId, DocumentId, DocumentVersionId, newId } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { GroundworkRetriever } from '../src/groundwork-retriever.ts';

const passage: Passage = {
  chunkId: ChunkId.parse('7'),
  documentId: newId(DocumentId),
  versionId: newId(DocumentVersionId),
  collectionId: newId(CollectionId),
  externalId: 'policies/warranty.pdf',
  title: 'Warranty policy',
  text: 'The warranty lasts 24 months.',
  span: { start: 120, end: 149 },
  headingPath: ['2 Warranty'],
  pageStart: 3,
  pageEnd: 3,
  language: 'en',
  flags: [],
  scores: { lexical: 4.2, fused: 0.9 },
  rank: 1,
};

test('passages become LangChain Documents that carry all a citation needs', async () => {
  const asked: string[] = [];
  const retriever = new GroundworkRetriever({
    search: (query) => Promise.resolve((asked.push(query), [passage])),
  });
  const [document] = await retriever.invoke('How long is the warranty?');
  const { text, ...metadata } = passage;
  expect(document).toMatchObject({ id: '7', pageContent: text, metadata });
  expect(asked).toEqual(['How long is the warranty?']);
});

test('stands in a LangChain chain', async () => {
  const retriever = new GroundworkRetriever({ search: () => Promise.resolve([passage]) });
  const chain = RunnableSequence.from([
    {
      context: retriever.pipe((documents) => documents.map(({ pageContent }) => pageContent).join('\n')),
      question: new RunnablePassthrough<string>(),
    },
    ChatPromptTemplate.fromTemplate('{context}\n\n{question}'),
  ]);
  const prompt = await chain.invoke('How long?');
  expect(prompt.toString()).toContain('The warranty lasts 24 months.\n\nHow long?');
});

test('a failing search fails the retriever', async () => {
  const retriever = new GroundworkRetriever({ search: () => Promise.reject(new Error('database away')) });
  await expect(retriever.invoke('x')).rejects.toThrow('database away');
});
