import type { AnswerEvent, AnswerOutcome } from '@groundwork/answering';

/** What the events of an answer end in. */
export async function lastOutcome(events: AsyncIterable<AnswerEvent>): Promise<AnswerOutcome> {
  for await (const event of events) {
    if (event.type === 'answer-end') return event.answer;
    if (event.type === 'answer-abstain') return event.abstention;
  }
  throw new Error('The answer ended without an outcome.');
}
