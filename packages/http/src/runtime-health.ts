import type { PartHealth, Runtime } from '@groundwork/runtime';

/** The runtime's own account of its parts, as something that can be injected. */
export class RuntimeHealth {
  constructor(private readonly runtime: Pick<Runtime, 'health'>) {}

  check(): Promise<readonly PartHealth[]> {
    return this.runtime.health();
  }
}
