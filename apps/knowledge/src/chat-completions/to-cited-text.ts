import type { AnswerOutcome } from '@groundwork/protocol';
import { CitationNumbers } from './citation-numbers.ts';

/** An outcome as plain text: sentences with markers, then what each marker stands for. */
export function toCitedText(outcome: AnswerOutcome, baseUrl: string): string {
  if (outcome.kind === 'abstention') return outcome.message;
  const numbers = new CitationNumbers(baseUrl);
  const text = outcome.sentences.map((sentence) => numbers.write(sentence).text).join('');
  const sources = numbers.citations.map(
    ({ number, title, page, quote }) =>
      `[${number}] ${title}${page === undefined ? '' : `, p. ${page}`}: "${quote}"`,
  );
  return `${text}\n\n${sources.join('\n')}`;
}
