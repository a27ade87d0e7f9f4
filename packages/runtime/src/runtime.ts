import type { Config } from './config.ts';

/** State of one part, for readiness checks and `groundwork doctor`. */
export interface PartHealth {
  readonly name: string;
  readonly ok: boolean;
  /** One line for people: the version, the path, or what is wrong and what to do. */
  readonly detail: string;
}

/** A use case's class, as its own token. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any constructor is meant; its arguments never matter here
export type UseCaseClass<UseCase> = new (...dependencies: any[]) => UseCase;

/** Everything of one process, wired: what `openRuntime` gives to apps, the CLI and tests. */
export interface Runtime {
  readonly config: Config;
  /** Each is provided under its own class; there are no other tokens. */
  readonly useCases: readonly object[];
  /** Throws where the class is not among `useCases`: a fault of the composition root. */
  get<UseCase extends object>(useCase: UseCaseClass<UseCase>): UseCase;
  /** Work on jobs in this process, and sweep for lost ones. */
  startWorkers(): Promise<void>;
  health(): Promise<readonly PartHealth[]>;
  /** Releases everything in reverse order of opening. Safe to call twice. */
  close(): Promise<void>;
}
