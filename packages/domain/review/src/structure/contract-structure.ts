import type { Span } from '@groundwork/kernel';

/** A part of a contract that has a place in its numbering, or stands where such a part would: preamble, signatures. */
export interface Clause {
  /** Its place in reading order, from 0; other parts name it by this. */
  readonly ordinal: number;
  readonly kind:
    'title' | 'contents' | 'preamble' | 'recital' | 'clause' | 'definition' | 'schedule' | 'signature';
  /** As printed: "5.2", "Article IV", "第十二条", "（一）". Absent where there is none. */
  readonly label?: string;
  /** Comparable form of the whole place: "5.2", "4", "12", "12.1", "A" (of Exhibit A). */
  readonly number?: string;
  readonly heading?: Span;
  /** The Clause with all that belongs to it, its label and its sub-clauses. Sub-clauses lie within it. */
  readonly span: Span;
  /** 1 for the outermost numbered parts. */
  readonly level: number;
  /** Ordinal of the Clause that holds this one. */
  readonly parent?: number;
}

/** "Confidential Information" means …; 以下简称"甲方". */
export interface DefinedTerm {
  readonly term: string;
  /** The sentence or parenthesis that defines it. */
  readonly definition: Span;
  readonly uses: readonly Span[];
}

/** "Section 5.2", "Exhibit A", "本合同第十二条", "附件一". */
export interface CrossReference {
  readonly span: Span;
  /** Comparable form of what it names, as `Clause.number` would have it. */
  readonly target: string;
  readonly kind: 'clause' | 'schedule' | 'external';
  /** Ordinal of the Clause found; absent where it dangles, or points outside (another agreement, a statute). */
  readonly resolved?: number;
}

/** One party's place to sign. */
export interface SignatureBlock {
  readonly span: Span;
  /** The party it is for, as written. */
  readonly party?: string;
  /** What is there; a date alone proves no signature. */
  readonly signed: 'signed' | 'blank' | 'unknown';
  readonly sealed?: 'sealed' | 'blank' | 'unknown';
}

/** How a contract is built. */
export interface ContractStructure {
  readonly clauses: readonly Clause[];
  readonly terms: readonly DefinedTerm[];
  readonly references: readonly CrossReference[];
  readonly signatures: readonly SignatureBlock[];
}
