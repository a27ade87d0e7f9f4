import { AnswerId, ConversationId, EscalationId, newId } from '@groundwork/kernel';
import { abstentionOf, answerOf, cite } from './outcomes.ts';
import { openWorld, type Org, publish, type World } from './world.ts';

let world: World;
let org: Org;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.reset();
  org = await world.addOrg('North');
  await publish(world.stores, org, { externalId: 'a.txt', text: 'alpha rules\nbeta rules' });
});
afterAll(() => world?.close());

const converse = async () => {
  const id = newId(ConversationId);
  await world.stores.conversations.create(org.ben, { id, owner: 'user:ben', createdAt: new Date() });
  return id;
};
const events = () =>
  world.database.work(org.tenantId, (tx) =>
    tx.query('SELECT name, subject, properties FROM kpi_event ORDER BY id'),
  );

test('an answer reads back as it was saved', async () => {
  const [alpha, beta] = await cite(world.stores, org.ben, 'alpha beta');
  const answer = answerOf(
    org.ben,
    [
      { text: 'Alpha \0 rules \ud800.', citations: [{ ...alpha!, page: 3 }, beta!] },
      { text: 'Beta too.', citations: [beta!] },
    ],
    { rejected: 'Gamma also.' },
  );
  await world.stores.answers.saveAnswer(org.ben, answer);
  const stored = await world.stores.answers.findAnswer(org.ben, answer.id);
  expect(stored).toEqual({
    outcome: {
      ...answer,
      sentences: [{ ...answer.sentences[0], text: 'Alpha \ufffd rules \ufffd.' }, answer.sentences[1]],
    },
    withdrawn: 0,
    outdated: false,
    feedback: [],
  });
});

test('an abstention reads back as it was saved', async () => {
  const abstention = abstentionOf(org.ben, await cite(world.stores, org.ben, 'alpha'));
  await world.stores.answers.saveAnswer(org.ben, abstention);
  expect((await world.stores.answers.findAnswer(org.ben, abstention.id))?.outcome).toEqual(abstention);
  expect(await world.stores.answers.findAnswer(org.ben, newId(AnswerId))).toBeUndefined();
});

test('an answer is saved whole or not at all', async () => {
  const answer = answerOf(org.ben, [{ text: 'A.', citations: await cite(world.stores, org.ben, 'alpha') }], {
    conversationId: newId(ConversationId),
  });
  await expect(world.stores.answers.saveAnswer(org.ben, answer)).rejects.toMatchObject({
    code: 'conversation.not-found',
  });
  expect(await world.stores.answers.findAnswer(org.ben, answer.id)).toBeUndefined();
  expect(await events()).toEqual([]);
});

test('with an answer come its messages, its costs and its event', async () => {
  const conversationId = await converse();
  const answer = answerOf(
    org.ben,
    [{ text: 'A rules.', citations: await cite(world.stores, org.ben, 'alpha') }],
    {
      conversationId,
    },
  );
  await world.stores.answers.saveAnswer(org.ben, answer);
  const abstention = abstentionOf(org.ben, [], { conversationId });
  await world.stores.answers.saveAnswer(org.ben, abstention);
  const messages = await world.stores.conversations.listMessages(org.ben, conversationId, 10);
  expect(messages.map(({ role, text, answerId }) => ({ role, text, answerId }))).toEqual([
    { role: 'customer', text: 'What applies?', answerId: undefined },
    { role: 'assistant', text: 'A rules.', answerId: answer.id },
    { role: 'customer', text: 'What applies?', answerId: undefined },
    { role: 'assistant', text: 'No document says so.', answerId: abstention.id },
  ]);
  const last = await world.stores.conversations.listMessages(org.ben, conversationId, 1);
  expect(last.map((message) => message.text)).toEqual(['No document says so.']);
  expect(await world.stores.ledger.summarize(org.boss, new Date(0))).toEqual([
    { ...answer.costs[0], estimated: false, inputTokens: 200, outputTokens: 40, costUsd: 0.5, calls: 2 },
  ]);
  expect(await events()).toMatchObject([
    {
      name: 'question.answered',
      subject: answer.id,
      properties: {
        kind: 'answer',
        sentences: 1,
        conversationId,
        costUsd: 0.25,
        totalMs: 9,
        models: ['test:tiny'],
      },
    },
    { name: 'question.answered', properties: { kind: 'abstention', reason: 'weak-evidence' } },
  ]);
  expect(JSON.stringify(await events())).not.toMatch(/rules|applies/);
});

test('messages show the sentences that their reader may still see', async () => {
  const secret = await publish(world.stores, org, {
    externalId: 'b.txt',
    text: 'delta',
    access: ['user:ben'],
  });
  const conversationId = await converse();
  const answer = answerOf(
    org.ben,
    [
      { text: 'Alpha rules.', citations: await cite(world.stores, org.ben, 'alpha') },
      { text: 'Delta rules.', citations: await cite(world.stores, org.ben, 'delta') },
    ],
    { conversationId },
  );
  await world.stores.answers.saveAnswer(org.ben, answer);
  const said = async (by = org.ben) =>
    (await world.stores.conversations.listMessages(by, conversationId, 10)).at(-1)?.text;
  expect(await said()).toBe('Alpha rules. Delta rules.');
  expect(await said(org.boss)).toBe('Alpha rules.');
  expect(await said(org.ada)).toBeUndefined();
  await world.stores.documents.setAccess(org.boss, secret, ['user:ada']);
  expect(await said()).toBe('Alpha rules.');
});

test('feedback is kept with the answer, from those who see it', async () => {
  const answer = answerOf(org.ben, [{ text: 'A.', citations: await cite(world.stores, org.ben, 'alpha') }]);
  await world.stores.answers.saveAnswer(org.ben, answer);
  const feedback = {
    rating: 'unhelpful' as const,
    comment: 'Too short',
    at: new Date('2026-02-03T04:05:06.007Z'),
  };
  expect(await world.stores.answers.recordFeedback(org.ada, answer.id, feedback)).toBe(false);
  expect(await world.stores.answers.recordFeedback(org.ben, answer.id, feedback)).toBe(true);
  expect((await world.stores.answers.findAnswer(org.ben, answer.id))?.feedback).toEqual([feedback]);
  expect((await events()).at(-1)).toEqual({
    name: 'answer.rated',
    subject: answer.id,
    properties: { rating: 'unhelpful' },
  });
});

test('a conversation is its owner’s and the managers’', async () => {
  const id = await converse();
  expect(await world.stores.conversations.find(org.ben, id)).toMatchObject({ id, owner: 'user:ben' });
  expect(await world.stores.conversations.find(org.boss, id)).toMatchObject({ id });
  expect(await world.stores.conversations.find(org.ada, id)).toBeUndefined();
  expect(await world.stores.conversations.listMessages(org.ada, id, 5)).toEqual([]);
  const stolen = { id: newId(ConversationId), owner: 'user:ben', createdAt: new Date() };
  await expect(world.stores.conversations.create(org.ada, stolen)).rejects.toMatchObject({ code: '42501' });
  const escalation = { id: newId(EscalationId), conversationId: id, reason: 'asked', createdAt: new Date() };
  await expect(world.stores.conversations.escalate(org.ada, escalation)).rejects.toMatchObject({
    code: 'conversation.not-found',
  });
  await world.stores.conversations.escalate(org.ben, escalation);
  expect(await events()).toMatchObject([{ name: 'conversation.escalated', subject: id }]);
});

test('a cached outcome is for one key, one revision and one set of grants, in any order', async () => {
  const { cache, index } = world.stores;
  const revision = await index.revision(org.ben);
  const answer = answerOf(org.ben, [{ text: 'A.', citations: await cite(world.stores, org.ben, 'alpha') }]);
  await cache.put(org.ben, 'key', revision, answer);
  await cache.put(org.ben, 'key', revision, answer);
  expect(await cache.find({ ...org.ben, grants: [...org.ben.grants].reverse() }, 'key', revision)).toEqual(
    answer,
  );
  expect(await cache.find(org.ben, 'other', revision)).toBeUndefined();
  expect(await cache.find(org.ben, 'key', '999')).toBeUndefined();
  expect(await cache.find({ ...org.ben, grants: ['everyone'] }, 'key', revision)).toBeUndefined();
  await publish(world.stores, org, { externalId: 'new.txt', text: 'more' });
  expect(await cache.find(org.ben, 'key', revision)).toBeUndefined();
  expect(await cache.find(org.ben, 'key', await index.revision(org.ben))).toBeUndefined();
});

test('costs are summed since a time, apart from other Tenants', async () => {
  const entry = {
    operation: 'embedding' as const,
    purpose: 'ingestion' as const,
    provider: 'p',
    model: 'm',
    inputTokens: 3_000_000_000,
    outputTokens: 0,
    costUsd: 0.1,
  };
  const south = await world.addOrg('South');
  await world.stores.ledger.record(org.boss, [entry, { ...entry, estimated: true }], 'document:1');
  await world.stores.ledger.record(org.boss, [], 'nothing');
  await world.stores.ledger.record(south.boss, [entry], 'document:2');
  expect(await world.stores.ledger.summarize(org.boss, new Date(0))).toEqual([
    { ...entry, inputTokens: 6_000_000_000, costUsd: 0.2, estimated: true, calls: 2 },
  ]);
  expect(await world.stores.ledger.summarize(org.boss, new Date(Date.now() + 60_000))).toEqual([]);
});
