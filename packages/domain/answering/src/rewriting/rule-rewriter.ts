import type { ChatMessage } from '@groundwork/inference';
import { readQuestion } from '../evidence/read-question.ts';
import { fold } from '../text/fold-text.ts';
import type { QuestionRewriter, RewrittenQuestion } from './question-rewriter.ts';

/** "What about sick leave?", "And for managers?", 那病假呢？: only the part that changed is said. */
const englishEllipsis =
  /^(?:and |but |so |ok,? |then )*(?:what|how) about (?:the |a |an |my )?(.+?)[?\s]*$|^and (?:for |if |in |the )?(.+?)[?\s]*$/iu;
const chineseEllipsis =
  /^(?:那么?|还有|至于|如果是|要是|換成|换成|而)?[,，\s]*(.{1,20}?)(?:呢|咧)[？?。\s]*$/u;
/** Words that point back to what was asked before. */
const englishPronoun =
  /\b(?:it|they|them|this|that|these|those|the same|such|one)\b(?!\s+(?:is|are|was)\s+(?:a|an|the)\b)/iu;
const englishPossessive = /\b(?:its|their)\b/iu;
const chinesePronoun = /它们?|他们|她们|这个|那个|這個|那個|这种|那种|這種|那種|这些|那些|该|其|这|那|這/u;

/** Makes follow-up questions stand alone by rules: pronouns and left-out parts are filled from the question before. */
export class RuleRewriter implements QuestionRewriter {
  readonly name = 'rules@1';

  async rewrite(question: string, history: readonly ChatMessage[]): Promise<RewrittenQuestion> {
    return { question: standaloneQuestion(question, history), costs: [] };
  }
}

/** The question with what it leaves out, each turn resolved against the one before. Pure. */
export function standaloneQuestion(question: string, history: readonly ChatMessage[]): string {
  const asked = history.filter(({ role }) => role === 'user').map(({ content }) => content);
  const previous = asked.reduce<string | undefined>((before, turn) => fillIn(turn, before), undefined);
  return fillIn(question, previous);
}

function fillIn(question: string, previous: string | undefined): string {
  if (previous === undefined) return question;
  const topic = topicOf(previous);
  const chinese = chineseEllipsis.exec(question);
  const changed =
    chinese?.[1] ??
    englishEllipsis
      .exec(question)
      ?.slice(1)
      .find((part) => part !== undefined);
  if (changed !== undefined) return exchange(previous, topic, changed.trim());
  if (topic === '' || alreadySays(question, topic)) return question;
  const pronoun = /\p{Script=Han}/u.test(question) ? chinesePronoun : englishPronoun;
  if (pronoun.test(question)) return question.replace(pronoun, topic);
  if (englishPossessive.test(question)) return question.replace(englishPossessive, `${topic}'s`);
  return readQuestion(question).subject.length <= 1
    ? `${question.replace(/[?？。\s]+$/u, '')} (${topic})?`
    : question;
}

/** The previous question with its topic exchanged: the words that end like the new ones, else added beside them. */
function exchange(previous: string, topic: string, changed: string): string {
  const plain = previous.replace(/[?？。\s]+$/u, '');
  const mark = /\p{Script=Han}/u.test(previous) ? '？' : '?';
  if (topic !== '' && endsAlike(topic, changed) && plain.includes(topic))
    return plain.replace(topic, changed) + mark;
  return `${plain} ${changed}${mark}`;
}

/** "annual leave" and "sick leave", 年假 and 病假, MR-2200 and MR-3000. */
function endsAlike(a: string, b: string): boolean {
  if (/\d/.test(a) && /\d/.test(b)) return true;
  const last = (text: string): string =>
    /\p{Script=Han}$/u.test(text) ? text.slice(-1) : (text.split(/\s+/).at(-1) ?? '');
  return fold(last(a)) === fold(last(b));
}

/** The longest run of words of a question that say what it is about, as written; the later of two equal ones. */
function topicOf(question: string): string {
  const { tokens, subject, names } = readQuestion(question);
  const runs: { from: number; to: number }[] = [];
  for (const index of subject) {
    const last = runs.at(-1);
    const follows =
      last && index === last.to + 1 && (tokens[index]?.start ?? 0) - (tokens[last.to]?.end ?? 0) <= 1;
    if (last && follows) last.to = index;
    else runs.push({ from: index, to: index });
  }
  const weightOf = ({ from, to }: { from: number; to: number }): number =>
    tokens.slice(from, to + 1).reduce((sum, token) => sum + 1 + (names.includes(token.key) ? 2 : 0), 0);
  const best = runs.reduce<(typeof runs)[number] | undefined>(
    (a, b) => (a && weightOf(a) > weightOf(b) ? a : b),
    undefined,
  );
  if (!best) return '';
  const run = tokens.slice(best.from, best.to + 1);
  const named = run.filter((token) => names.includes(token.key));
  const words = (named.length > 0 ? named : run).map((token) => token.text);
  return original(question, words);
}

/** The run as written in the question; the folded words where white space or width differ. */
function original(question: string, words: readonly string[]): string {
  const han = /\p{Script=Han}/u.test(words[0] ?? '');
  const folded = words.join(han ? '' : ' ');
  const at = question.toLowerCase().indexOf(folded);
  return at < 0 ? folded : question.slice(at, at + folded.length);
}

function alreadySays(question: string, topic: string): boolean {
  return fold(question).includes(fold(topic));
}
