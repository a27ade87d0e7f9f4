import type { CollectionId, Grant, Language } from '@groundwork/kernel';

/** A named set of Documents with its own access, given to Documents that bring none. */
export interface Collection {
  readonly id: CollectionId;
  readonly name: string;
  readonly language?: Language;
  readonly access: readonly Grant[];
  readonly createdAt: Date;
}
