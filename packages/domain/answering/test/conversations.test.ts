import { AnswerId, ConversationId, newId } from '@groundwork/kernel';
import {
  EscalateConversation,
  GetAnswer,
  ListMessages,
  RecordFeedback,
  StartConversation,
  SummarizeCosts,
} from '../src/index.ts';
import { collect, openAnswering, outcomeOf, readerWith } from './open-answering.ts';

async function openWithConversation() {
  const opened = openAnswering();
  opened.add('Annual leave is 12 days.', { title: 'Leave' });
  const reader = readerWith();
  const conversation = await new StartConversation(opened).run(reader);
  const asked = { question: 'How many days is annual leave?', conversationId: conversation.id };
  const outcome = outcomeOf(await collect(opened.answerQuestion.run(reader, asked)));
  return { ...opened, reader, conversation, outcome };
}

test('a conversation is listed and handed over with its turns and their sources', async () => {
  const opened = await openWithConversation();
  const messages = await new ListMessages(opened).run(opened.reader, opened.conversation.id);
  expect(messages.map(({ role, text }) => [role, text])).toEqual([
    ['customer', 'How many days is annual leave?'],
    ['assistant', 'Annual leave is 12 days.'],
  ]);
  const escalated = await new EscalateConversation(opened).run(
    opened.reader,
    opened.conversation.id,
    'not satisfied',
  );
  expect(escalated.transcript).toEqual(messages);
  expect(escalated.sources.map(({ answerId, citations }) => [answerId, citations[0]?.quote])).toEqual([
    [opened.outcome.id, 'Annual leave is 12 days.'],
  ]);
  expect(opened.conversations.escalations.map(({ reason }) => reason)).toEqual(['not satisfied']);
});

test('an answer is read again and judged by its reader alone', async () => {
  const opened = await openWithConversation();
  await new RecordFeedback(opened).run(opened.reader, opened.outcome.id, { rating: 'helpful' });
  const stored = await new GetAnswer(opened).run(opened.reader, opened.outcome.id);
  expect(stored.feedback.map(({ rating }) => rating)).toEqual(['helpful']);
  const other = readerWith(['everyone'], 'other');
  await expect(new GetAnswer(opened).run(other, opened.outcome.id)).rejects.toMatchObject({
    code: 'answer.not-found',
  });
  await expect(
    new RecordFeedback(opened).run(other, newId(AnswerId), { rating: 'unhelpful' }),
  ).rejects.toMatchObject({ code: 'answer.not-found' });
});

test('what is not there is not found', async () => {
  const opened = await openWithConversation();
  const id = newId(ConversationId);
  await expect(new ListMessages(opened).run(opened.reader, id)).rejects.toMatchObject({
    code: 'conversation.not-found',
  });
  await expect(new EscalateConversation(opened).run(opened.reader, id, 'x')).rejects.toMatchObject({
    code: 'conversation.not-found',
  });
});

test('costs are for auditors', async () => {
  const opened = await openWithConversation();
  await expect(new SummarizeCosts(opened).run(opened.reader, new Date(0))).rejects.toMatchObject({
    code: 'auth.forbidden',
  });
  expect(await new SummarizeCosts(opened).run({ ...opened.reader, scopes: ['audit'] }, new Date(0))).toEqual(
    [],
  );
});
