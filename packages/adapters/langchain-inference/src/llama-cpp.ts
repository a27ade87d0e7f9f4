import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { OperationalError, UserError } from '@groundwork/kernel';

/*
 * node-llama-cpp is hundreds of megabytes of prebuilt binaries, so it is no dependency: whoever wants a local model
 * installs it. These are the few parts of its interface (version 3) that Groundwork uses.
 */
interface LlamaModule {
  getLlama(options: { build: 'never'; logLevel: 'error'; progressLogs: false }): Promise<Llama>;
  LlamaChatSession: new (options: { contextSequence: LlamaSequence }) => LlamaSession;
}
interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: Record<string, unknown>): Promise<LlamaGrammar>;
  getGrammarFor(name: 'json'): Promise<LlamaGrammar>;
}
interface LlamaModel {
  readonly trainContextSize: number;
  createContext(options: { contextSize: { max: number }; threads: number }): Promise<LlamaContext>;
  tokenize(text: string): readonly unknown[];
}
interface LlamaContext {
  readonly contextSize: number;
  getSequence(): LlamaSequence;
}
interface LlamaSequence {
  readonly tokenMeter: { readonly usedInputTokens: number; readonly usedOutputTokens: number };
  clearHistory(): Promise<void>;
}
type LlamaGrammar = object & { readonly __grammar?: never };
/** One turn of a conversation, as llama.cpp's chat templates take it. */
export type LlamaTurn =
  { type: 'system'; text: string } | { type: 'user'; text: string } | { type: 'model'; response: string[] };
interface LlamaSession {
  setChatHistory(history: readonly LlamaTurn[]): void;
  promptWithMeta(text: string, options: LlamaPromptOptions): Promise<{ readonly stopReason: string }>;
  dispose(options: { disposeSequence: false }): void;
}
interface LlamaPromptOptions {
  readonly onTextChunk: (text: string) => void;
  readonly signal: AbortSignal;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly grammar?: LlamaGrammar;
}

/** A model file loaded into this process, with one sequence: one conversation at a time. */
export class LlamaCpp {
  private constructor(
    private readonly llama: Llama,
    private readonly model: LlamaModel,
    private readonly context: LlamaContext,
    private readonly sequence: LlamaSequence,
    private readonly Session: LlamaModule['LlamaChatSession'],
  ) {}

  /**
   * Loads the package, then the file. Throws `UserError`: `model.missing` without the package, `config.invalid`
   * without the file; `OperationalError('model.unavailable')` where the file cannot be loaded.
   */
  static async load(file: string, maxContextTokens: number): Promise<LlamaCpp> {
    const { getLlama, LlamaChatSession } = await importPackage();
    await access(file).catch((cause: unknown) => {
      throw new UserError('config.invalid', `There is no readable model file at ${file}.`, { cause });
    });
    try {
      const llama = await getLlama({ build: 'never', logLevel: 'error', progressLogs: false });
      const model = await llama.loadModel({ modelPath: file });
      const max = Math.min(maxContextTokens, model.trainContextSize);
      const context = await model.createContext({ contextSize: { max }, threads: spareThreads() });
      return new LlamaCpp(llama, model, context, context.getSequence(), LlamaChatSession);
    } catch (cause) {
      throw new OperationalError('model.unavailable', `llama.cpp could not load ${file}.`, { cause });
    }
  }

  get contextTokens(): number {
    return this.context.contextSize;
  }

  countTokens(text: string): number {
    return this.model.tokenize(text).length;
  }

  /** A grammar for the schema, or for any JSON where the schema says more than grammars can. */
  async grammarFor(schema: Record<string, unknown>): Promise<LlamaGrammar> {
    return this.llama.createGrammarForJsonSchema(schema).catch(() => this.llama.getGrammarFor('json'));
  }

  /** Runs one exchange on an emptied sequence; the caller sees to it that no other runs. */
  async prompt(
    history: readonly LlamaTurn[],
    text: string,
    options: LlamaPromptOptions,
  ): Promise<{ stopReason: string; inputTokens: number; outputTokens: number }> {
    const before = { ...readMeter(this.sequence) };
    await this.sequence.clearHistory();
    const session = new this.Session({ contextSequence: this.sequence });
    try {
      session.setChatHistory(history);
      const { stopReason } = await session.promptWithMeta(text, options);
      const after = readMeter(this.sequence);
      return {
        stopReason,
        inputTokens: after.input - before.input,
        outputTokens: after.output - before.output,
      };
    } finally {
      session.dispose({ disposeSequence: false });
    }
  }
}

function readMeter({ tokenMeter }: LlamaSequence) {
  return { input: tokenMeter.usedInputTokens, output: tokenMeter.usedOutputTokens };
}

/**
 * One core is left to everybody else. llama.cpp's threads wait for one another at each layer, spinning: where all
 * cores are asked for and one is busy, 40 tokens took 41 s on two threads and 1.4 s on one.
 */
function spareThreads(): number {
  return Math.max(1, availableParallelism() - 1);
}

async function importPackage(): Promise<LlamaModule> {
  // Named by a variable: the compiler and bundlers must not look for a package that is rarely there.
  const name = 'node-llama-cpp';
  try {
    return (await import(name)) as LlamaModule;
  } catch (cause) {
    throw new UserError(
      'model.missing',
      `Local GGUF models need the package ${name}: run "npm install ${name}".`,
      {
        cause,
        details: { package: name },
      },
    );
  }
}
