/**
 * Where those who set out together wait for one another, so that what comes next is done for all at once. Nobody
 * waits longer than the patience allows, from the first arrival on, nor for one that left.
 */
export class Meeting<Member> {
  private readonly missing: Set<Member>;
  private readonly opened: Promise<void>;
  private open!: () => void;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    members: Iterable<Member>,
    private readonly patienceMs: number,
  ) {
    this.missing = new Set(members);
    this.opened = new Promise((resolve) => (this.open = resolve));
  }

  /** Who comes again, or late, does not wait. */
  async arrive(member: Member): Promise<void> {
    if (!this.missing.has(member)) return;
    this.timer ??= setTimeout(this.open, this.patienceMs);
    this.leave(member);
    await this.opened;
  }

  leave(member: Member): void {
    this.missing.delete(member);
    if (this.missing.size > 0) return;
    clearTimeout(this.timer);
    this.open();
  }
}
