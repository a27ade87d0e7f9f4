import { sha256 } from '@groundwork/kernel';

/** A btree entry holds some 2,700 bytes; nobody types a longer term, but one pasted in must still match itself. */
const maxLength = 500;

/** The form in which a term is kept and looked up. */
export function storedTerm(term: string): string {
  return term.length <= maxLength ? term : `sha256:${sha256(term)}`;
}
