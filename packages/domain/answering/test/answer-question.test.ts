import { ConversationId, newId } from '@groundwork/kernel';
import { collect, openAnswering, outcomeOf, readerWith, shown } from './open-answering.ts';

const returns =
  'Unused appliances may be returned within 14 days of delivery. The customer keeps the receipt. Collection of a returned appliance costs HK$80.';
const leave = 'Employees have 12 days of paid annual leave. Unused annual leave lapses at the end of March.';
const question = 'Within how many days may unused appliances be returned?';

function openWithDocuments(...parameters: Parameters<typeof openAnswering>) {
  const opened = openAnswering(...parameters);
  const returnsId = opened.add(returns, { title: 'Returns' });
  const leaveId = opened.add(leave, { title: 'Leave' });
  return { ...opened, returnsId, leaveId };
}

test('answers in the order start, passages, sentences, end, and has saved the answer before it ends', async () => {
  const { answerQuestion, answers } = openWithDocuments();
  let savedAtEnd = -1;
  const types: string[] = [];
  for await (const event of answerQuestion.run(readerWith(), { question })) {
    types.push(event.type);
    if (event.type === 'answer-end') savedAtEnd = answers.saved.length;
  }
  expect(types.slice(0, 3)).toEqual(['answer-start', 'passages-found', 'answer-delta']);
  expect(types.at(-1)).toBe('answer-end');
  expect(savedAtEnd).toBe(1);
});

test('every citation is a slice of its source, and the record says how the answer came about', async () => {
  const { answerQuestion } = openWithDocuments();
  const outcome = outcomeOf(await collect(answerQuestion.run(readerWith(), { question })));
  if (outcome.kind !== 'answer') throw new Error(outcome.reason);
  const citations = outcome.sentences.flatMap((sentence) => sentence.citations);
  expect(citations.map(({ quote }) => quote)).toContain(
    'Unused appliances may be returned within 14 days of delivery.',
  );
  for (const { span, quote } of citations)
    expect([returns, leave].some((text) => text.slice(span.start, span.end) === quote)).toBe(true);
  expect(outcome.settings).toMatchObject({ answerer: 'extractive@4', rewriter: 'rules@1' });
  expect(outcome.retrieval.passages.length).toBeGreaterThan(0);
  expect(outcome.confidence).toBeGreaterThan(0.5);
});

test.each([
  ['What is the boiling point of mercury on Jupiter?', 'en'],
  ['木星上的水银沸点是多少？', 'zh-Hans'],
])('abstains in the language of the question where the documents say nothing: %s', async (text, language) => {
  const { answerQuestion, answers } = openWithDocuments();
  const events = await collect(answerQuestion.run(readerWith(), { question: text }));
  const outcome = outcomeOf(events);
  expect(outcome.kind).toBe('abstention');
  expect(outcome.language).toBe(language);
  expect(shown(events)).toEqual([]);
  expect(answers.saved).toHaveLength(1);
  if (outcome.kind === 'abstention') expect(/\p{Script=Han}/u.test(outcome.message)).toBe(language !== 'en');
});

test('the named thing the question is about must be in a source', async () => {
  const { answerQuestion } = openWithDocuments();
  const outcome = outcomeOf(
    await collect(
      answerQuestion.run(readerWith(), {
        question: 'Within how many days may the unused XR-900 be returned?',
      }),
    ),
  );
  expect(outcome).toMatchObject({
    kind: 'abstention',
    reason: 'weak-evidence',
    settings: { missingName: 'xr-900' },
  });
});

test('a reader is not answered from what only others may see', async () => {
  const { answerQuestion, add } = openAnswering();
  add('Unused appliances may be returned within 90 days by directors.', { access: ['group:directors'] });
  const outsider = outcomeOf(await collect(answerQuestion.run(readerWith(), { question })));
  const insider = outcomeOf(
    await collect(answerQuestion.run(readerWith(['everyone', 'group:directors']), { question })),
  );
  expect(outsider).toMatchObject({ kind: 'abstention', reason: 'no-passages' });
  expect(insider.kind).toBe('answer');
});

test('a document withdrawn while the answer is written is not quoted', async () => {
  const { answerQuestion, index, returnsId } = openWithDocuments();
  const texts: string[] = [];
  for await (const event of answerQuestion.run(readerWith(), { question })) {
    if (event.type === 'passages-found') index.remove(returnsId);
    if (event.type === 'answer-delta') texts.push(event.sentence.text);
    if (event.type === 'answer-abstain')
      expect(event.abstention.rejected.map(({ reason }) => reason)).toContain('not-visible');
  }
  expect(texts.join(' ')).not.toContain('14 days');
});

describe('cache', () => {
  test('the same question of the same reader is answered from it, as an answer of its own', async () => {
    const { answerQuestion, answers } = openWithDocuments();
    const first = outcomeOf(await collect(answerQuestion.run(readerWith(), { question })));
    const events = await collect(answerQuestion.run(readerWith(), { question: `  ${question} ` }));
    const second = outcomeOf(events);
    expect(second.cached).toBe(true);
    expect(second.id).not.toBe(first.id);
    expect(second.kind === 'answer' && second.sentences).toEqual(first.kind === 'answer' && first.sentences);
    expect(answers.saved.map(({ outcome }) => outcome.id)).toEqual([first.id, second.id]);
  });

  test('other grants, another conversation or a changed index miss it', async () => {
    const { answerQuestion, add, cache } = openWithDocuments();
    await collect(answerQuestion.run(readerWith(), { question }));
    const others = outcomeOf(
      await collect(answerQuestion.run(readerWith(['everyone', 'group:g']), { question })),
    );
    add('Something new.');
    const later = outcomeOf(await collect(answerQuestion.run(readerWith(), { question })));
    expect([others.cached, later.cached]).toEqual([false, false]);
    expect(cache.kept.size).toBe(3);
  });

  test('a kept answer whose source can no longer be seen is not given again', async () => {
    const { answerQuestion, index, cache, returnsId } = openWithDocuments();
    const first = outcomeOf(await collect(answerQuestion.run(readerWith(), { question })));
    index.remove(returnsId);
    // As if the change had not yet moved the revision.
    for (const [key, outcome] of [...cache.kept]) {
      const [tenant, grants, hash] = JSON.parse(key) as string[];
      cache.kept.set(JSON.stringify([tenant, grants, hash, await index.revision()]), outcome);
    }
    const events = await collect(answerQuestion.run(readerWith(), { question }));
    expect(first.kind).toBe('answer');
    expect(shown(events).join(' ')).not.toContain('14 days');
  });
});

describe('conversations', () => {
  test('a follow-up is searched with what it leaves out', async () => {
    const { answerQuestion, conversations, clock } = openWithDocuments();
    const conversationId = newId(ConversationId);
    await conversations.create(readerWith(), {
      id: conversationId,
      owner: 'user:reader',
      createdAt: clock.now(),
    });
    await collect(
      answerQuestion.run(readerWith(), {
        question: 'How many days of annual leave do employees have?',
        conversationId,
      }),
    );
    const outcome = outcomeOf(
      await collect(answerQuestion.run(readerWith(), { question: 'When does it lapse?', conversationId })),
    );
    expect(outcome.question).toBe('When does it lapse?');
    expect(outcome.standaloneQuestion).toBe('When does annual leave lapse?');
    expect(outcome.kind === 'answer' && outcome.sentences.map(({ text }) => text).join(' ')).toContain(
      'end of March',
    );
  });

  test("another reader's conversation is not found", async () => {
    const { answerQuestion, conversations, clock } = openWithDocuments();
    const conversationId = newId(ConversationId);
    await conversations.create(readerWith(), {
      id: conversationId,
      owner: 'user:reader',
      createdAt: clock.now(),
    });
    const asked = collect(
      answerQuestion.run(readerWith(['everyone'], 'other'), { question, conversationId }),
    );
    await expect(asked).rejects.toMatchObject({ code: 'conversation.not-found' });
  });
});

test.each([
  ['', 'request.invalid'],
  ['x'.repeat(2_001), 'answer.question-too-long'],
])('refuses a question that is empty or too long before the first event', async (text, code) => {
  const { answerQuestion, answers } = openWithDocuments();
  await expect(collect(answerQuestion.run(readerWith(), { question: text }))).rejects.toMatchObject({ code });
  expect(answers.saved).toEqual([]);
});
