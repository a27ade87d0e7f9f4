import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that prints `opened` and, at its end, `done` with JSON; and that may be killed at any moment. */
export interface KillableProcess<Report> {
  readonly opened: Promise<void>;
  readonly done: Promise<Report>;
  /** True where it had finished by itself. */
  kill(): Promise<boolean>;
}

/** Starts a TypeScript file with Node. */
export function startKillable<Report>(script: string, args: readonly string[]): KillableProcess<Report> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const output = { out: '', err: '' };
  child.stderr.on('data', (data) => (output.err = (output.err + String(data)).slice(-4_000)));
  const seen = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output.out);
        if (match) resolve(match);
      };
      child.stdout.on('data', look);
      void exited.then(() => {
        look();
        reject(new Error(`The process ended too early: ${output.err}`));
      });
    });
  child.stdout.on('data', (data) => (output.out += String(data)));
  const opened = seen(/^opened$/m).then(() => {});
  const done = seen(/^done (.*)$/m).then(
    async ([, report]) => (await exited, JSON.parse(report ?? 'null') as Report),
  );
  // Whoever kills the process does not wait for these.
  opened.catch(() => {});
  done.catch(() => {});
  return {
    opened,
    done,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
      return /^done /m.test(output.out);
    },
  };
}
