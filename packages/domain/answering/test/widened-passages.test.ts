import { DocumentVersionId, newId } from '@groundwork/kernel';
import { indexTerms, WidenPassages } from '@groundwork/retrieval';
import { draftsReply, passageOf, ScriptedChatModel } from '@groundwork/testing';
import { ChatAnswerer } from '../src/index.ts';
import { collect, openAnswering, outcomeOf, readerWith, shown, tenantId } from './open-answering.ts';

const question = 'Within how many days of delivery may unused appliances be returned?';
const found = 'Unused appliances may be returned within 14 days of delivery.';
const beside = 'Opened kettles are excluded from this rule.';

test('a model reads, and may quote, what stands beside the best passage; the record shows that it was read', async () => {
  const model = new ScriptedChatModel([
    {
      text: draftsReply([
        { text: found, passage: 1, quote: found },
        { text: beside, passage: 2, quote: beside },
      ]),
    },
  ]);
  const opened = openAnswering({
    answerer: new ChatAnswerer(model),
    widen: {
      run: (principal, passages) => new WidenPassages({ index: opened.index }).run(principal, passages),
    },
  });
  const versionId = newId(DocumentVersionId);
  for (const [at, text] of [found, beside].entries()) {
    const passage = passageOf(text, { versionId, title: 'Returns', span: { start: at, end: at + 1 } });
    // No word of the question leads to the neighbour.
    const terms = at === 0 ? indexTerms(passage) : new Map<string, number>();
    opened.index.add({ tenantId, passage, terms });
  }
  const events = await collect(opened.answerQuestion.run(readerWith(), { question }));
  expect(shown(events)).toEqual([found, beside]);
  const [first] = events.filter((event) => event.type === 'passages-found');
  expect(first!.passages.map(({ text }) => text)).toEqual([found]);
  expect(outcomeOf(events).retrieval.passages.map(({ rank, scores }) => [rank, scores.fused > 0])).toEqual([
    [1, true],
    [2, false],
  ]);
});
