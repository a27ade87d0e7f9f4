import type { ChatModel, ChatPart, ChatRequest, TokenUsage } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';

export interface OpenedChatModel {
  readonly model: ChatModel;
  close(): Promise<void>;
}

/** How the suite brings a provider into each situation. */
export interface ChatModelHarness {
  /** Says `text` in several pieces, then reports `usage`. */
  replying(text: string, usage: TokenUsage): Promise<OpenedChatModel>;
  /** Fails whatever is asked of it. */
  failing(): Promise<OpenedChatModel>;
  /** Says `text` and then nothing more, without ending. `left` resolves once the provider sees its caller gone. */
  stalling(text: string): Promise<OpenedChatModel & { left(): Promise<void> }>;
}

const request: ChatRequest = {
  system: 'Answer from the passages.',
  messages: [{ role: 'user', content: 'How long is the warranty? 保修多久？' }],
  maxOutputTokens: 200,
  temperature: 0,
};

/** What every adapter of the `ChatModel` port must do. */
export function describeChatModel(name: string, harness: ChatModelHarness): void {
  describe(`${name} as a ChatModel`, () => {
    test('streams the whole reply in order and reports its usage once, last', async () => {
      const reply = 'The warranty lasts 24 months.\n保修期为二十四个月。👍 "quoted" {braces}';
      const { model, close } = await harness.replying(reply, { inputTokens: 31, outputTokens: 17 });
      try {
        const parts = await collect(model.stream(request, new AbortController().signal));
        expect(textOf(parts)).toBe(reply);
        expect(parts.filter((part) => part.type === 'text-delta').length).toBeGreaterThan(1);
        expect(parts.filter((part) => part.type === 'usage')).toEqual([
          { type: 'usage', usage: { inputTokens: 31, outputTokens: 17 } },
        ]);
        expect(parts.at(-1)?.type).toBe('usage');
      } finally {
        await close();
      }
    });

    test('names itself and its price', async () => {
      const { model, close } = await harness.replying('x', { inputTokens: 1, outputTokens: 1 });
      expect(model.provider).not.toBe('');
      expect(model.model).not.toBe('');
      expect(model.price.input).toBeGreaterThanOrEqual(0);
      expect(model.price.output).toBeGreaterThanOrEqual(0);
      await close();
    });

    test('turns a failing provider into an OperationalError', async () => {
      const { model, close } = await harness.failing();
      try {
        const error = await failure(collect(model.stream(request, new AbortController().signal)));
        expect(error).toBeInstanceOf(OperationalError);
        expect((error as OperationalError).code).toBe('model.unavailable');
      } finally {
        await close();
      }
    });

    test('does not call out for a caller that has already left', async () => {
      const { model, close } = await harness.replying('never', { inputTokens: 1, outputTokens: 1 });
      const signal = AbortSignal.abort(new Error('gone before the start'));
      await expect(collect(model.stream(request, signal))).rejects.toThrow('gone before the start');
      await close();
    });

    test('stops, and lets the provider know, when its caller leaves in the middle', async () => {
      const { model, close, left } = await harness.stalling('One sentence.');
      const caller = new AbortController();
      const heard: string[] = [];
      const listen = async () => {
        for await (const part of model.stream(request, caller.signal)) {
          if (part.type === 'text-delta') heard.push(part.text);
          if (heard.join('') === 'One sentence.') caller.abort(new Error('caller left'));
        }
      };
      try {
        await expect(listen()).rejects.toThrow('caller left');
        await left();
      } finally {
        await close();
      }
    });

    test('lets the provider know when its reader stops reading', async () => {
      const { model, close, left } = await harness.stalling('One sentence.');
      try {
        for await (const part of model.stream(request, new AbortController().signal)) {
          if (part.type === 'text-delta') break;
        }
        await left();
      } finally {
        await close();
      }
    });
  });
}

async function collect(stream: AsyncIterable<ChatPart>): Promise<ChatPart[]> {
  const parts: ChatPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

function textOf(parts: readonly ChatPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}

function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => error,
  );
}
