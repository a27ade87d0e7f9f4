import type * as kernel from '@groundwork/kernel';
import type { z } from 'zod';
import * as ids from './ids.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

test('wire ids carry the brands of the kernel', () => {
  const same: [
    Same<z.infer<typeof ids.DocumentId>, kernel.DocumentId>,
    Same<z.infer<typeof ids.DocumentVersionId>, kernel.DocumentVersionId>,
    Same<z.infer<typeof ids.CollectionId>, kernel.CollectionId>,
    Same<z.infer<typeof ids.WebSourceId>, kernel.WebSourceId>,
    Same<z.infer<typeof ids.ContractBatchId>, kernel.ContractBatchId>,
    Same<z.infer<typeof ids.ContractId>, kernel.ContractId>,
    Same<z.infer<typeof ids.ChunkId>, kernel.ChunkId>,
    Same<z.infer<typeof ids.AnswerId>, kernel.AnswerId>,
    Same<z.infer<typeof ids.ConversationId>, kernel.ConversationId>,
    Same<z.infer<typeof ids.MessageId>, kernel.MessageId>,
    Same<z.infer<typeof ids.EscalationId>, kernel.EscalationId>,
    Same<z.infer<typeof ids.ApiKeyId>, kernel.ApiKeyId>,
    Same<z.infer<typeof ids.UserId>, kernel.UserId>,
    Same<z.infer<typeof ids.GroupId>, kernel.GroupId>,
    Same<z.infer<typeof ids.TenantId>, kernel.TenantId>,
  ] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true];
  expect(same).toHaveLength(Object.keys(ids).length);
});

test('an id that is no UUID is refused', () => {
  expect(ids.DocumentId.safeParse('../etc/passwd').success).toBe(false);
});
