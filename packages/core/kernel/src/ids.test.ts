import { DocumentId, newId } from './ids.ts';

test('ids made later sort later', () => {
  const early = newId(DocumentId, 1_000);
  const late = newId(DocumentId, 2_000);
  expect(early < late).toBe(true);
  expect(DocumentId.parse(early)).toBe(early);
});
