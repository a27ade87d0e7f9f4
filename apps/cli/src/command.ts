import type { Config } from '@groundwork/runtime/local';
import type { ParseArgsConfig } from 'node:util';
import type { Output } from './output.ts';

/** What every command receives: its arguments, the settings, where to print, and when to stop. */
export interface CommandContext {
  readonly values: Readonly<Record<string, string | boolean | string[] | undefined>>;
  readonly positionals: readonly string[];
  readonly config: Config;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** One verb of `groundwork`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(context: CommandContext): Promise<ExitCode>;
}

/** What the exit code tells a script. Numbers above 63 follow BSD's sysexits.h. */
export const exitCodes = {
  ok: 0,
  /** Some of the work failed; the output names it. */
  partial: 1,
  usage: 64,
  /** There is no answer: nothing in the documents supports one. */
  abstained: 3,
  badInput: 65,
  unavailable: 69,
  bug: 70,
  config: 78,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
