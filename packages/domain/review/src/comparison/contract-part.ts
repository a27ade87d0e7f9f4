import type { Span } from '@groundwork/kernel';
import type { ContractText } from '../contract/contract-text.ts';
import type { ContractStructure } from '../structure/contract-structure.ts';

/** What a contract can hold beside its running text. */
export const partKinds = [
  'header',
  'footer',
  'footnote',
  'endnote',
  'text-box',
  'comment',
  'tracked-insertion',
  'tracked-deletion',
  'image',
] as const;
export type PartKind = (typeof partKinds)[number];

/** One header, note, comment, pending change or image. */
export interface ContractPart {
  readonly kind: PartKind;
  /** Where in the file it is, for people: "word/footnotes.xml, note 3". */
  readonly name: string;
  /** What it says; of an image what stands in for it. */
  readonly text: string;
  /** Where the contract's text holds it. Comments, deletions and images are not in that text. */
  readonly span?: Span;
  readonly author?: string;
  /** ISO 8601, as the file has it. */
  readonly date?: string;
  /** Of what cannot be compared as text: a hash of its bytes. */
  readonly digest?: string;
}

/**
 * A contract as it is compared. A plain ContractText will do; `parts` is absent where the format tells none apart
 * (PDF, plain text, scans) and empty where there are none.
 */
export interface ComparedContract extends ContractText {
  readonly structure?: ContractStructure;
  readonly parts?: readonly ContractPart[];
}
