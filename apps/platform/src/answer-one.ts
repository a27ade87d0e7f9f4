import { AnswerQuestion } from '@groundwork/answering';
import type { Principal } from '@groundwork/kernel';
import type { Runtime } from '@groundwork/runtime';

/** Asked at start, so that whoever started it sees the whole path work. */
const question = 'How many days of annual leave does a new employee in Hong Kong get?';

/** Answers one question over the demo corpus and prints it with its proof. */
export async function answerOne(
  runtime: Runtime,
  principal: Principal,
  say: (text?: string) => void,
): Promise<void> {
  say();
  say(`Q  ${question}`);
  for await (const event of runtime.get(AnswerQuestion).run(principal, { question })) {
    if (event.type === 'answer-abstain') say(`A  ${event.abstention.message}`);
    if (event.type !== 'answer-delta') continue;
    say(`A  ${event.sentence.text}`);
    for (const { quote, title, page } of event.sentence.citations) {
      say(`   “${quote}” — ${title}${page ? `, page ${page}` : ''}`);
    }
  }
}
