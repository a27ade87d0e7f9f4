import type { CollectionId, Principal } from '@groundwork/kernel';
import { sha256 } from '@groundwork/kernel';
import type { ChatMessage } from '@groundwork/inference';

/** Everything but the index's revision on which an outcome depends. */
export interface AnswerKeyParts {
  readonly question: string;
  readonly collections?: readonly CollectionId[];
  readonly history: readonly ChatMessage[];
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The key of a cached outcome. Two readers share it only if they belong to the same Tenant and hold the same grants. Only
 * white space and width of the question are folded: case and punctuation can matter.
 */
export function answerKey(principal: Principal, parts: AnswerKeyParts): string {
  return sha256(
    JSON.stringify([
      principal.tenantId,
      [...principal.grants].sort(),
      parts.collections ? [...parts.collections].sort() : null,
      parts.question.normalize('NFKC').replace(/\s+/g, ' ').trim(),
      sha256(JSON.stringify(parts.history)),
      Object.entries(parts.settings).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  );
}
