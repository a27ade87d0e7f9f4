import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ParsedDocument } from '@groundwork/ingestion';
import type { ErrorCode } from '@groundwork/kernel';
import type { ChildMessage, ParseRequest } from './child-protocol.ts';
import type { TimeBudget } from './time-budget.ts';

/**
 * The child's entry: beside this module, in source and in a bundle alike. A build that bundles this package adds
 * `parseChildSource` as an entry and names the result `parse-child.js`.
 */
export const parseChildSource = fileURLToPath(new URL('./parse-child.ts', import.meta.url));

const isSource = import.meta.url.endsWith('.ts');
const entry = isSource ? parseChildSource : fileURLToPath(new URL('./parse-child.js', import.meta.url));

/** Megabytes for what dies young, which words and glyphs do: with less, much of the time goes into moving them. */
const youngSpace = '--max-semi-space-size=32';

/** How a request ended. `stopped` means that the child is gone, with the page it was at. */
export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly document: ParsedDocument }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'fault'; readonly message: string }
  | {
      readonly kind: 'stopped';
      readonly reason: 'timeout' | 'page-timeout' | 'memory' | 'crash' | 'abort';
      readonly page?: number;
    };

/** One child process. Serves one request at a time; after `stopped` it serves no more. */
export class ParseProcess {
  readonly memoryBytes: number;
  served = 0;
  private readonly child: ChildProcess;
  private readonly ready: Promise<boolean>;
  private stderr = '';

  constructor(memoryBytes: number) {
    this.memoryBytes = memoryBytes;
    // The JavaScript heap ends before the watchdog would have to: V8 then collects harder instead of growing.
    const heapMegabytes = Math.max(64, Math.floor((memoryBytes * 0.8) / 2 ** 20));
    this.child = fork(entry, {
      execArgv: [
        `--max-old-space-size=${heapMegabytes}`,
        youngSpace,
        ...(isSource ? ['--import', loader()] : []),
      ],
      serialization: 'advanced',
      // Hostile input is read here: no secret of the environment is at hand.
      // Large buffers go back to the system when they are freed, instead of counting against the next page (glibc).
      env: { MALLOC_MMAP_THRESHOLD_: '4194304' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-4_000);
    });
    this.ready = new Promise((resolve) => {
      this.child.once('message', () => resolve(true));
      this.child.once('exit', () => resolve(false));
      this.child.once('error', () => resolve(false));
    });
    this.letParentExit(true);
  }

  get isAlive(): boolean {
    const { killed, exitCode, signalCode, connected } = this.child;
    return !killed && exitCode === null && signalCode === null && connected;
  }

  async run(
    request: ParseRequest,
    options: {
      readonly budget: TimeBudget;
      /** Milliseconds for one page, and for the recognition of one that is an image. */
      readonly pageTimeoutMs: number;
      readonly recognitionMs: number;
      readonly signal: AbortSignal | undefined;
      readonly onPage: (page: number, pages: number) => void;
    },
  ): Promise<ParseOutcome> {
    this.letParentExit(false);
    if (!(await this.ready)) return { kind: 'fault', message: `The parser did not start: ${this.stderr}` };
    this.served++;
    const outcome = await new Promise<ParseOutcome>((resolve) => {
      let page: number | undefined;
      let pageTimer: NodeJS.Timeout | undefined;
      const stop = (reason: 'timeout' | 'page-timeout' | 'abort') => {
        this.kill();
        end({ kind: 'stopped', reason, ...(page === undefined ? {} : { page }) });
      };
      const onAbort = () => stop('abort');
      const onMessage = (message: ChildMessage) => {
        switch (message.kind) {
          case 'ready':
            return;
          case 'page':
            page = message.page;
            limitPage(options.pageTimeoutMs);
            return options.onPage(message.page, message.pages);
          case 'recognizing':
            options.budget.pause();
            return limitPage(options.recognitionMs);
          case 'recognized':
            options.budget.start(onTimeout);
            return limitPage(options.pageTimeoutMs);
          case 'parsed':
          case 'refused':
          case 'fault':
            return end(message);
        }
      };
      const limitPage = (ms: number) => {
        clearTimeout(pageTimer);
        pageTimer = setTimeout(() => stop('page-timeout'), ms);
      };
      const onTimeout = () => stop('timeout');
      const onExit = (_code: number | null, signal: NodeJS.Signals | null) => {
        // Nobody else kills it: SIGKILL is the watchdog's or the kernel's, SIGABRT V8's when its heap is full.
        const reason = signal === 'SIGKILL' || signal === 'SIGABRT' ? 'memory' : 'crash';
        end({ kind: 'stopped', reason, ...(page === undefined ? {} : { page }) });
      };
      const end = (result: ParseOutcome) => {
        options.budget.pause();
        clearTimeout(pageTimer);
        options.signal?.removeEventListener('abort', onAbort);
        this.child.off('message', onMessage).off('exit', onExit);
        resolve(result);
      };
      this.child.on('message', onMessage).once('exit', onExit);
      options.budget.start(onTimeout);
      if (options.signal?.aborted) return onAbort();
      options.signal?.addEventListener('abort', onAbort, { once: true });
      this.child.send(request, (error) => {
        if (error) this.kill();
      });
    });
    this.letParentExit(true);
    return outcome;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Resolves once the process is gone. */
  async closed(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    // Whoever waits for the end of an idle child must live to see it.
    this.letParentExit(false);
    await new Promise((resolve) => this.child.once('exit', resolve));
  }

  /** An idle child does not keep its parent running. */
  private letParentExit(allowed: boolean): void {
    const handles = [this.child, this.child.channel, this.child.stderr as unknown as NodeJS.Timeout | null];
    for (const handle of handles) {
      if (allowed) handle?.unref?.();
      else handle?.ref?.();
    }
  }
}

function loader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
