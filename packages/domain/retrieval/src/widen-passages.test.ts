import { DocumentVersionId, newId, type Principal, TenantId } from '@groundwork/kernel';
import { MemoryChunkIndex, passageOf } from '@groundwork/testing';
import { WidenPassages } from './widen-passages.ts';

const tenantId = newId(TenantId);
const reader: Principal = { tenantId, kind: 'user', id: 'u', grants: ['everyone'], scopes: ['search'] };

/** Two texts of five lines each: "a1" … "a5", "b1" … "b5". */
function open(options: { top?: number; mostCharacters?: number; access?: 'group:others'[] } = {}) {
  const index = new MemoryChunkIndex();
  const { access, ...limits } = options;
  const lines = ['a', 'b'].flatMap((document) => {
    const versionId = newId(DocumentVersionId);
    return [1, 2, 3, 4, 5].map((line) =>
      passageOf(`${document}${line}`, { versionId, span: { start: 3 * line, end: 3 * line + 2 } }),
    );
  });
  for (const passage of lines) index.add({ tenantId, passage, terms: new Map(), ...(access && { access }) });
  const passages = (...texts: string[]) =>
    texts.map((text, at) => ({ ...lines.find((line) => line.text === text)!, rank: at + 1 }));
  return { widen: new WidenPassages({ index, ...limits }), passages };
}

const read = (passages: readonly { text: string; rank: number }[]) =>
  passages.map(({ text, rank }) => `${rank}:${text}`);

test('the neighbours of the best follow behind all that was found, best first', async () => {
  const { widen, passages } = open({ top: 2 });
  const widened = await widen.run(reader, passages('a3', 'b1', 'b4'));
  expect(read(widened)).toEqual(['1:a3', '2:b1', '3:b4', '4:a2', '5:a4', '6:b2']);
  expect(widened[3]!.scores).toEqual({ fused: 0 });
});

test('what was found itself, or stands beside two of the best, is there once', async () => {
  const { widen, passages } = open();
  expect(read(await widen.run(reader, passages('a3', 'a2', 'a5')))).toEqual([
    ...['1:a3', '2:a2', '3:a5', '4:a4', '5:a1'],
  ]);
});

test('they end where the characters do', async () => {
  const { widen, passages } = open({ mostCharacters: 5 });
  expect(read(await widen.run(reader, passages('a3', 'b3')))).toEqual(['1:a3', '2:b3', '3:a2', '4:a4']);
});

test('what the reader does not see is not beside anything', async () => {
  const { widen, passages } = open({ access: ['group:others'] });
  expect(read(await widen.run(reader, passages('a3')))).toEqual(['1:a3']);
  expect(await widen.run(reader, [])).toEqual([]);
});
