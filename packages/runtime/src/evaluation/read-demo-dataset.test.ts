import { fileURLToPath } from 'node:url';
import { readDemoDataset } from './read-demo-dataset.ts';

test('the demo is a retrieval set: what a gold reference quotes is relevant, in any copy', async () => {
  const dataset = await readDemoDataset(fileURLToPath(new URL('../../../../infra/demo', import.meta.url)));
  const documents = new Set<string>();
  for await (const { _id, text } of dataset.corpus()) {
    expect(text).toMatch(/^[0-9a-f]{64}$/);
    documents.add(_id);
  }
  expect(dataset.name).toBe('demo');
  expect(dataset.queries.length).toBeGreaterThan(100);
  expect(dataset.queries.every(({ metadata }) => metadata['answerable'])).toBe(true);
  for (const judged of dataset.qrels.values())
    for (const id of judged.keys()) expect(documents).toContain(id);
  expect([...dataset.qrels.values()].some((judged) => judged.size > 1)).toBe(true);
});
