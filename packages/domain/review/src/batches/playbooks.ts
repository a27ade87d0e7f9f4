import { type Principal, UserError } from '@groundwork/kernel';

/** A Playbook as it is kept: its YAML, and whose it is. */
export interface KeptPlaybook {
  readonly id: string;
  readonly source: string;
  readonly origin: 'shipped' | 'tenant';
  /** Of a Tenant's own. */
  readonly updatedAt?: Date;
}

/** A Tenant's own Playbooks. */
export interface PlaybookStore {
  find(principal: Principal, id: string): Promise<KeptPlaybook | undefined>;
  list(principal: Principal): Promise<KeptPlaybook[]>;
  /** Creates it, or takes the place of the one that has its id. */
  save(
    principal: Principal,
    playbook: { readonly id: string; readonly source: string; readonly at: Date },
  ): Promise<void>;
  /** False where there is none. */
  remove(principal: Principal, id: string): Promise<boolean>;
}

/** The Playbooks that a Tenant may name: its own, then those that ship. */
export class Playbooks {
  constructor(
    private readonly store: PlaybookStore,
    private readonly shipped: readonly { readonly id: string; readonly source: string }[],
  ) {}

  /** Its own take the place of shipped ones with the same id. */
  async list(principal: Principal): Promise<KeptPlaybook[]> {
    const own = await this.store.list(principal);
    const others = this.shipped.filter(({ id }) => !own.some((playbook) => playbook.id === id));
    return [...own, ...others.map((playbook) => ({ ...playbook, origin: 'shipped' as const }))];
  }

  /** Throws `UserError('playbook.not-found')`. */
  async get(principal: Principal, id: string): Promise<KeptPlaybook> {
    const own = await this.store.find(principal, id);
    if (own) return own;
    const shipped = this.shipped.find((playbook) => playbook.id === id);
    if (shipped) return { ...shipped, origin: 'shipped' };
    const known = (await this.list(principal)).map((playbook) => playbook.id);
    throw new UserError('playbook.not-found', `There is no playbook "${id}"; there are ${known.join(', ')}.`);
  }

  /** The YAML that a request means: what has several lines is one, anything else names one. */
  async read(principal: Principal, given: string): Promise<string> {
    return given.includes('\n') ? given : (await this.get(principal, given)).source;
  }
}
