import { DraftReader } from './read-draft-stream.ts';

const reply =
  '```json\n{"sentences": [{"text":"A } \\" {","evidence":[{"passage":1,"quote":"a"}]}, {"text":"B","evidence":[]}]}\n```';

test('each sentence comes out with the piece that completes it', () => {
  const reader = new DraftReader();
  const arrived = [...reply]
    .map((character, at) => ({ at, sentences: reader.push(character) }))
    .filter(({ sentences }) => sentences.length > 0);
  expect(arrived.map(({ sentences }) => sentences[0]?.text)).toEqual(['A } " {', 'B']);
  expect(arrived.map(({ at }) => reply[at])).toEqual(['}', '}']);
  expect(reader.isComplete).toBe(true);
});

test.each([
  ['cut off', reply.slice(0, 60)],
  ['no JSON', 'Hello!'],
  ['of another form', '{"sentences":[{"text":1,"evidence":"none"}]}'],
  ['a list of strings', '{"sentences":["A"]}'],
])('a reply that is %s is not complete', (_how, text) => {
  const reader = new DraftReader();
  expect(reader.push(text).every(({ text: sentence }) => typeof sentence === 'string')).toBe(true);
  expect(reader.isComplete).toBe(false);
});

test('an empty list is a complete reply', () => {
  const reader = new DraftReader();
  expect(reader.push('{"sentences":[]}')).toEqual([]);
  expect(reader.isComplete).toBe(true);
});
