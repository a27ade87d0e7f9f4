import type { Scope as KernelScope } from '@groundwork/kernel';
import { z } from 'zod';

/** One entry of an access list: everyone of the Tenant, one user, or one group. */
export const Grant = z.union([
  z.literal('everyone'),
  z.templateLiteral(['user:', z.uuid()]),
  z.templateLiteral(['group:', z.uuid()]),
]);

/** An access list. An empty one hides the Document from all but admins. */
export const Access = z
  .array(Grant)
  .max(1_000)
  .describe('Who may see it: "everyone", "user:<id>", "group:<id>".');

const scopeNames = {
  search: 'search',
  answer: 'answer',
  ingest: 'ingest',
  review: 'review',
  audit: 'audit',
  admin: 'admin',
} as const satisfies { readonly [S in KernelScope]: S };

/** What a key may do; `admin` implies all others. */
export const Scope = z.enum(scopeNames);
