import type { Span } from '@groundwork/kernel';
import type { Evidence } from '../contract/evidence.ts';
import type { PartKind } from './contract-part.ts';

/** `replaced`: the paragraph is there in both and says something else. */
export const changeKinds = [
  'inserted',
  'deleted',
  'replaced',
  'moved',
  'moved-and-edited',
  'table-cell',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What a difference touches, for those who look at the dangerous ones first. */
export const changeFlags = [
  'number',
  'negation',
  'date',
  'currency',
  'percentage',
  'duration',
  'party',
  'condition',
  'obligation',
  'reference',
  /** Nothing but punctuation. */
  'punctuation',
  /** Nothing but capitals or small letters. */
  'case',
] as const;
export type ChangeFlag = (typeof changeFlags)[number];

/** A stretch of a changed paragraph. Those with `before` make up its old text without gaps, those with `after` its new. */
export interface ChangeSegment {
  readonly kind: 'equal' | 'deleted' | 'inserted';
  readonly before?: Span;
  readonly after?: Span;
  /** The old text of what is equal or deleted, the new of what is inserted. */
  readonly text: string;
}

/** One side of a change. */
export interface ChangeSide {
  /** As it stands there; equal to the evidence's quote where there is evidence. */
  readonly text: string;
  /** Absent for parts that are not in the contract's text: comments, pending deletions, images. */
  readonly evidence?: Evidence;
  readonly author?: string;
  readonly date?: string;
}

export type ComparedPart = 'body' | 'table' | PartKind;

export interface Change {
  readonly kind: ChangeKind;
  readonly part: ComparedPart;
  readonly before?: ChangeSide;
  readonly after?: ChangeSide;
  readonly segments: readonly ChangeSegment[];
  readonly flags: readonly ChangeFlag[];
  /** Of table cells: from 1. */
  readonly cell?: { readonly row: number; readonly column: number };
}

/** A difference that is more likely a misread character of a scan than an edit. Listed, never dropped. */
export interface DoubtfulChange extends Change {
  readonly reason: 'confusable-characters' | 'stray-characters' | 'unsure-page' | 'covered-region';
}

/** What became of one kind of part. */
export interface LedgerLine {
  readonly part: ComparedPart;
  readonly before: { readonly units: number; readonly characters: number };
  readonly after: { readonly units: number; readonly characters: number };
  readonly changes: number;
  readonly status: 'compared' | 'none' | 'not-compared';
  /** Why it was not compared, or what was passed over. */
  readonly note?: string;
}

/** Something that nobody could read, and so nobody compared. */
export interface UnreadableRegion {
  readonly side: 'before' | 'after';
  readonly page?: number;
  readonly detail: string;
}

/** Paragraphs that belong together, in reading order; unchanged ones too. */
export interface AlignedParagraph {
  readonly before?: Span;
  readonly after?: Span;
  /** Index into `changes`. */
  readonly change?: number;
}

/** All that differs between two contracts, and what was compared to say so. */
export interface Comparison {
  readonly changes: readonly Change[];
  readonly doubtful: readonly DoubtfulChange[];
  /** Clauses that only bear another number because something came or went before them. */
  readonly renumbered: readonly { readonly before: string; readonly after: string }[];
  /** Written in the other Chinese script: said once, not per character. */
  readonly script?: {
    readonly from: 'zh-Hans' | 'zh-Hant';
    readonly to: 'zh-Hans' | 'zh-Hant';
    readonly characters: number;
  };
  readonly ledger: readonly LedgerLine[];
  readonly unreadable: readonly UnreadableRegion[];
  readonly alignment: readonly AlignedParagraph[];
}
