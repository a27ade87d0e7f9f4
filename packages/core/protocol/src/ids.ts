import { z } from 'zod';

// The kernel's ids with the kernel's brands, declared again because the kernel needs Node and this package runs in
// browsers. A brand is part of the type, so `ids.test.ts` does not compile once the two disagree.
const uuid = z.uuid();

export const TenantId = uuid.brand<'TenantId'>();
export const UserId = uuid.brand<'UserId'>();
export const GroupId = uuid.brand<'GroupId'>();
export const ApiKeyId = uuid.brand<'ApiKeyId'>();
export const CollectionId = uuid.brand<'CollectionId'>();
export const DocumentId = uuid.brand<'DocumentId'>();
export const DocumentVersionId = uuid.brand<'DocumentVersionId'>();
export const WebSourceId = uuid.brand<'WebSourceId'>();
export const ContractBatchId = uuid.brand<'ContractBatchId'>();
export const ContractId = uuid.brand<'ContractId'>();
export const ChunkId = z.string().regex(/^\d+$/).brand<'ChunkId'>();
export const ConversationId = uuid.brand<'ConversationId'>();
export const MessageId = uuid.brand<'MessageId'>();
export const AnswerId = uuid.brand<'AnswerId'>();
export const EscalationId = uuid.brand<'EscalationId'>();
