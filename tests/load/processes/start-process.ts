import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A measured thing in a process of its own: it speaks by messages, one answer to each question. */
export interface MeasuredProcess<Ready> {
  readonly ready: Ready;
  /** Ask by name; what it answers. */
  ask<Answer>(question: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** Fork `<name>.ts` of this folder and wait for its first message. */
export async function startProcess<Ready>(
  name: string,
  args: readonly string[] = [],
): Promise<MeasuredProcess<Ready>> {
  const child = fork(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), [...args], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = (await nextMessage(child)) as Ready;
  return {
    ready,
    ask: async <Answer>(question: string) => {
      const answer = nextMessage(child);
      child.send(question);
      return (await answer) as Answer;
    },
    stop: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await exited;
    },
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The process ended with ${code}.`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}

/** In the process: say that it is ready, then answer questions until it is stopped. */
export function answerQuestions(
  ready: unknown,
  answers: Readonly<Record<string, () => Promise<unknown>>>,
): void {
  process.on('message', (question: string) => {
    void answers[question]?.().then((answer) => process.send?.(answer));
  });
  process.send?.(ready);
}

/** Resident memory in MiB, after a collection and a moment's rest. */
export async function residentMiB(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return process.memoryUsage().rss / 1024 / 1024;
}
