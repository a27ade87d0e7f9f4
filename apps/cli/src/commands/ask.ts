import {
  type AnswerOutcome,
  type AnswerStreamPart,
  createAnswer,
  listCollections,
} from '@groundwork/protocol';
import { OperationalError } from '@groundwork/kernel';
import { type Command, exitCodes } from '../command.ts';
import { connect, connectionOptions } from '../connect.ts';
import { findCollections } from '../find-collections.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';

export const ask: Command = {
  name: 'ask',
  summary: 'Answer a question from the documents, with proof, or say that there is none.',
  usage:
    'groundwork ask "…" [--collection NAME]…\n\nExit code 3 means: no answer is supported by the documents.',
  options: { collection: { type: 'string', short: 'c', multiple: true }, ...connectionOptions },
  async run({ values, positionals, config, output, signal }) {
    const question = positionals.join(' ').trim();
    if (!question) throw new UsageError('Give a question.');
    const { client, close } = await connect(config, {
      server: values['server'] as string,
      apiKey: values['api-key'] as string,
      signal,
    });
    try {
      const collections = findCollections(
        await client.call(listCollections),
        values['collection'] as string[],
      );
      const parts = client.stream<AnswerStreamPart>(createAnswer, {
        body: { question, stream: true, ...collections },
      });
      const outcome = await printAnswer(parts, output);
      output.result(outcome);
      return outcome.kind === 'answer' ? exitCodes.ok : exitCodes.abstained;
    } finally {
      await close();
    }
  },
};

/** Prints sentences as they are proven, then their sources; returns the outcome. */
export async function printAnswer(
  parts: AsyncIterable<AnswerStreamPart>,
  output: Output,
): Promise<AnswerOutcome> {
  const sources: string[] = [];
  for await (const part of parts) {
    switch (part.type) {
      case 'answer-start':
      case 'passages-found':
        break;
      case 'answer-delta': {
        const markers = part.sentence.citations.map((citation) => {
          const page = citation.page ? `, page ${citation.page}` : '';
          sources.push(`“${citation.quote}” — ${citation.title}${page} (${citation.externalId})`);
          return `[${sources.length}]`;
        });
        output.line(`${part.sentence.text} ${markers.join('')}`);
        break;
      }
      case 'answer-end':
        output.line();
        for (const [index, source] of sources.entries()) output.line(`[${index + 1}] ${source}`);
        return part.answer;
      case 'answer-abstain':
        output.line(part.abstention.message);
        for (const near of part.abstention.nearest)
          output.line(`  nearest: ${near.title} (${near.externalId})`);
        return part.abstention;
      case 'error':
        throw new OperationalError(part.error.code, part.error.message);
    }
  }
  throw new OperationalError('model.unavailable', 'The answer broke off before its end.');
}
