import type { Clause, CrossReference } from './contract-structure.ts';

/** A place as a reference names it. */
export interface WrittenTarget {
  readonly kind: 'clause' | 'schedule';
  /** "section", "article", 条, "exhibit": narrows what is looked for. */
  readonly word: string;
  /** From the outermost: 5, 2, a. */
  readonly parts: readonly string[];
  /** How many of the last parts may be paragraphs without a label (第二款). */
  readonly soft?: number;
  /** "clause (a)", 第二款: within the clause that says it. */
  readonly isRelative: boolean;
  /** Number of the schedule that it is in: "Section 2 of Exhibit A". */
  readonly schedule?: string;
}

type Found = Pick<CrossReference, 'target' | 'kind' | 'resolved'>;

/** Finds the Clause that a reference names, as a reader of the contract would from where it stands. */
export class ClauseFinder {
  private readonly byNumber = new Map<string, Clause[]>();
  private readonly schedules = new Map<string, Clause>();
  /** By the last number of the label alone: "1" of a clause 1 below a part C. */
  private readonly byOwnNumber = new Map<string, Clause[]>();
  private readonly byParent = new Map<number, Clause[]>();

  /** `labels`: numbers that stand in the text like labels, found to be clauses or not. */
  constructor(
    private readonly folded: string,
    private readonly clauses: readonly Clause[],
    private readonly labels: ReadonlySet<string>,
  ) {
    for (const clause of clauses) {
      if (clause.kind === 'schedule') {
        const key = scheduleKey(wordOf(clause), clause.number ?? '');
        if (!this.schedules.has(key)) this.schedules.set(key, clause);
      } else if (clause.number !== undefined) push(this.byNumber, clause.number, clause);
      const own = /^\d+(?=[.)]?$)/.exec(clause.label ?? '')?.[0];
      if (own !== undefined && own !== clause.number) push(this.byOwnNumber, own, clause);
      if (clause.parent !== undefined) push(this.byParent, clause.parent, clause);
    }
  }

  has(number: string): boolean {
    return this.byNumber.has(number);
  }

  hasSchedule(word: string, number: string): boolean {
    return this.schedules.has(scheduleKey(word, number));
  }

  find(target: WrittenTarget, at: number): Found {
    const written = target.parts.join('.');
    if (target.kind === 'schedule') {
      const schedule =
        this.schedules.get(scheduleKey(target.word, written)) ?? this.loneSchedule(target.word, written);
      return { target: written, kind: 'schedule', ...(schedule && { resolved: schedule.ordinal }) };
    }
    const around = this.path(at);
    if (target.isRelative) {
      const found = this.findBelow(around, target.parts) ?? around.at(-1);
      return { target: found?.number ?? written, kind: 'clause', ...(found && { resolved: found.ordinal }) };
    }
    const container = target.schedule ?? around.find(({ kind }) => kind === 'schedule')?.number;
    const found =
      (container !== undefined ? this.findParts([container, ...target.parts], target, 1) : undefined) ??
      (target.schedule === undefined
        ? this.findParts(target.parts, target, 0)
        : this.scheduleWithoutClauses(target.schedule)) ??
      this.findBelow(around, target.parts) ??
      this.findUnlisted(target.parts);
    const number = target.schedule !== undefined ? `${target.schedule}.${written}` : written;
    return { target: number, kind: 'clause', ...(found && { resolved: found.ordinal }) };
  }

  /** The nearest part around the offset that the word can mean: "this Article", 本条. */
  enclosing(word: string, at: number): Clause | undefined {
    const around = this.path(at).reverse();
    if (/^(?:exhibit|schedule|annex|appendix|attachment)$/.test(word))
      return around.find(({ kind }) => kind === 'schedule');
    const numbered = around.filter(({ kind, label }) => label !== undefined && kind !== 'schedule');
    const named = numbered.find((clause) => wordOf(clause) === word);
    if (named) return named;
    if (word === 'article') return numbered.at(-1);
    return numbered.find(({ label = '' }) => /^\d|^第|^[一二三四五六七八九十]+$/.test(label)) ?? numbered[0];
  }

  private findParts(parts: readonly string[], target: WrittenTarget, from: number): Clause | undefined {
    const exact = this.pick(parts.join('.'), target.word);
    if (exact) return exact;
    // A paragraph without a label of its own: 第二款, or (a) in running text. Where others have labels, it dangles.
    const isInner = (part: string) => !/^\d+$/.test(part);
    let kept = parts;
    for (let soft = target.soft ?? 0; kept.length > from + 1; soft--) {
      if (soft <= 0 && !isInner(kept.at(-1)!)) return undefined;
      const part = kept.at(-1)!;
      kept = kept.slice(0, -1);
      const holder = this.pick(kept.join('.'), target.word);
      if (!holder) continue;
      const labelled =
        this.byParent
          .get(holder.ordinal)
          ?.filter(({ label = '' }) => isInner(part) && /^\(?[A-Za-z]{1,5}[.)]?$/.test(label)) ?? [];
      return labelled.length > 1 && !this.isInText(holder, part) ? undefined : holder;
    }
    return undefined;
  }

  private isInText(holder: Clause, part: string): boolean {
    return this.folded.slice(holder.span.start, holder.span.end).toLowerCase().includes(`(${part})`);
  }

  private pick(number: string, word: string): Clause | undefined {
    const all = this.byNumber.get(number) ?? this.byOwnNumber.get(number);
    if (!all) return undefined;
    const kind = /^(?:section|article|clause|章|节|条)$/.test(word) ? word : undefined;
    const named = kind && all.find((clause) => wordOf(clause) === kind);
    if (named) return named;
    if (kind === '章' || kind === '节') return undefined;
    // Article 2 is not what "Section 2" means where sections have numbers of their own.
    return (
      all.find((clause) => kind === undefined || !/^(?:section|article)$/.test(wordOf(clause))) ?? all[0]
    );
  }

  private findBelow(around: readonly Clause[], parts: readonly string[]): Clause | undefined {
    for (let index = around.length - 1; index >= 0; index--) {
      const { number } = around[index]!;
      const found = number === undefined ? undefined : this.byNumber.get([number, ...parts].join('.'))?.[0];
      if (found) return found;
    }
    return undefined;
  }

  /** It stands in the text like a label, but in no order: better held for there than reported missing. */
  private findUnlisted(parts: readonly string[]): Clause | undefined {
    const number = parts.filter((part) => /^\d+$/.test(part)).join('.');
    if (number === '' || this.byNumber.has(number)) return undefined;
    // A clause without a label of its own above 13.1, 13.2.
    const below = this.clauses.find((clause) => clause.number?.startsWith(`${number}.`));
    if (below || !this.labels.has(number)) return below;
    return this.byNumber.get(parts[0]!)?.[0] ?? this.clauses.find(({ kind }) => kind === 'clause');
  }

  private scheduleWithoutClauses(number: string): Clause | undefined {
    return [...this.schedules.values()].find((schedule) => schedule.number === number);
  }

  /** 附件 where there is one only; "Schedule 1" where the page says "SCHEDULE". */
  private loneSchedule(word: string, number: string): Clause | undefined {
    // "Exhibit A" where Exhibits are attached.
    const part = [...this.schedules.values()].find(
      (schedule) => wordOf(schedule) === word && schedule.number?.startsWith(`${number}-`),
    );
    if (part) return part;
    const alike = [...this.schedules.values()].filter((schedule) => wordOf(schedule) === word);
    return alike.length === 1 && alike[0]!.number === undefined && /^[1A]$/.test(number)
      ? alike[0]
      : undefined;
  }

  private path(at: number): Clause[] {
    return this.clauses.filter(({ span }) => span.start <= at && at < span.end);
  }
}

/** "section" of "Section 5", 条 of 第五条, "exhibit" of "Exhibit A"; empty for a bare number. */
function wordOf(clause: Clause): string {
  const label = clause.label ?? '';
  const chinese = /第.{1,6}?(章|節|节|條|条)$/.exec(label)?.[1]?.replace('條', '条').replace('節', '节');
  const word = chinese ?? /^[A-Za-z]{3,}|^§|^附[件录表錄]/.exec(label)?.[0].toLowerCase() ?? '';
  return word === '§' || word === 'sec'
    ? 'section'
    : word.replace('附錄', '附录').replace(/^annexure$/, 'annex');
}

function scheduleKey(word: string, number: string): string {
  return `${word} ${number}`;
}

function push<K>(map: Map<K, Clause[]>, key: K, clause: Clause): void {
  const all = map.get(key);
  if (all) all.push(clause);
  else map.set(key, [clause]);
}
