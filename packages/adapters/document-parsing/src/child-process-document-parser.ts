import {
  defaultParseLimits,
  type DocumentParser,
  type ParsedDocument,
  type ParseLimits,
} from '@groundwork/ingestion';
import { OperationalError, UserError } from '@groundwork/kernel';
import type { Original } from './parse-original.ts';
import { ParseProcess, type ParseOutcome } from './parse-process.ts';
import { mediaTypes } from './sniff-format.ts';
import { TimeBudget } from './time-budget.ts';

export interface ChildProcessOptions {
  /** Children at work at once; more parses wait. */
  readonly processes: number;
  /** A child is replaced after this many documents, so that what leaks in libraries stays small. */
  readonly documentsPerProcess: number;
  /** An idle child ends after this many milliseconds and gives its memory back. */
  readonly idleMs: number;
}

type ParseOptions = Parameters<DocumentParser['parse']>[1];

/** A page may kill as many children as this before its document is given up. */
const mostPagesSkipped = 5;

/**
 * Reads originals in child processes that can be killed: by time, by memory, by the caller's signal. A page that
 * kills its child is left out and flagged, and the document read again without it.
 */
export class ChildProcessDocumentParser implements DocumentParser {
  readonly mediaTypes: readonly string[] = Object.values(mediaTypes);
  private readonly options: ChildProcessOptions;
  private readonly idle: { process: ParseProcess; timer: NodeJS.Timeout }[] = [];
  private readonly busy = new Set<ParseProcess>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private isClosed = false;

  constructor(options: Partial<ChildProcessOptions> = {}) {
    this.options = { processes: 2, documentsPerProcess: 200, idleMs: 30_000, ...options };
  }

  async parse(original: Original, options: ParseOptions): Promise<ParsedDocument> {
    await this.enter(options.signal);
    try {
      return await this.parseWithin(original, options);
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  /** Kill every child and refuse further work. */
  async close(): Promise<void> {
    this.isClosed = true;
    const processes = [...this.idle.map(({ process }) => process), ...this.busy];
    for (const { timer } of this.idle.splice(0)) clearTimeout(timer);
    for (const process of processes) process.kill();
    await Promise.all(processes.map((process) => process.closed()));
  }

  private async parseWithin(original: Original, options: ParseOptions): Promise<ParsedDocument> {
    const { limits, signal } = options;
    const budget = new TimeBudget(limits.timeoutMs);
    const skipPages: number[] = [];
    for (;;) {
      const outcome = await this.attempt(original, options, skipPages, budget);
      switch (outcome.kind) {
        case 'parsed':
          return outcome.document;
        case 'refused':
          throw new UserError(outcome.code, outcome.message);
        case 'fault':
          throw new Error(`Parsing failed: ${outcome.message}`);
        case 'stopped':
          signal?.throwIfAborted();
          if (this.isClosed) throw closed();
          if (
            outcome.page === undefined ||
            outcome.reason === 'timeout' ||
            skipPages.length === mostPagesSkipped
          ) {
            throw toUserError(outcome.reason, original.fileName, limits);
          }
          skipPages.push(outcome.page);
      }
    }
  }

  private async attempt(
    original: Original,
    { limits, signal, onProgress }: ParseOptions,
    skipPages: readonly number[],
    budget: TimeBudget,
  ): Promise<ParseOutcome> {
    const process = this.take(limits.memoryBytes);
    this.busy.add(process);
    try {
      return await process.run(
        { original, limits, skipPages },
        {
          budget,
          pageTimeoutMs: limits.timeoutMs / 4,
          recognitionMs: limits.recognitionMs ?? defaultParseLimits.recognitionMs!,
          signal,
          onPage: (page, pages) => onProgress?.(page - 1, pages),
        },
      );
    } finally {
      this.busy.delete(process);
      this.giveBack(process);
    }
  }

  private async enter(signal: AbortSignal | undefined): Promise<void> {
    while (!this.isClosed && this.running >= this.options.processes) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (this.isClosed || signal?.aborted) {
      this.waiting.shift()?.();
      signal?.throwIfAborted();
      throw closed();
    }
    this.running++;
  }

  private take(memoryBytes: number): ParseProcess {
    while (this.idle.length > 0) {
      const { process, timer } = this.idle.pop()!;
      clearTimeout(timer);
      if (process.isAlive && process.memoryBytes === memoryBytes) return process;
      process.kill();
    }
    return new ParseProcess(memoryBytes);
  }

  private giveBack(process: ParseProcess): void {
    if (this.isClosed || !process.isAlive || process.served >= this.options.documentsPerProcess) {
      return process.kill();
    }
    const timer = setTimeout(() => {
      const index = this.idle.findIndex((entry) => entry.process === process);
      if (index >= 0) this.idle.splice(index, 1);
      process.kill();
    }, this.options.idleMs).unref();
    this.idle.push({ process, timer });
  }
}

function closed(): OperationalError {
  return new OperationalError('queue.unavailable', 'The parser is closing; the document stays waiting.');
}

function toUserError(reason: string, fileName: string, limits: ParseLimits): UserError {
  const megabytes = Math.round(limits.memoryBytes / 2 ** 20);
  switch (reason) {
    case 'timeout':
    case 'page-timeout':
      return new UserError(
        'document.timeout',
        `Reading "${fileName}" took longer than ${limits.timeoutMs / 1000} s.`,
      );
    case 'memory':
      return new UserError(
        'document.unsafe',
        `Reading "${fileName}" needs more than ${megabytes} MB of memory.`,
      );
    default:
      return new UserError('document.broken', `Reading "${fileName}" ended the parser.`);
  }
}
