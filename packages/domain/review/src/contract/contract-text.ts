import type { Block, DocumentFlag } from '@groundwork/ingestion';
import type { Language } from '@groundwork/kernel';

/** What is read of a contract: one canonical text and the Blocks in it. All spans count UTF-16 code units of `text`. */
export interface ContractText {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The one that most of it is written in. */
  readonly language: Language;
  readonly pages: number;
  readonly flags: readonly DocumentFlag[];
}
