import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const uuid = z.uuid();

export const TenantId = uuid.brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;
export const UserId = uuid.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const GroupId = uuid.brand<'GroupId'>();
export type GroupId = z.infer<typeof GroupId>;
export const ApiKeyId = uuid.brand<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyId>;
export const CollectionId = uuid.brand<'CollectionId'>();
export type CollectionId = z.infer<typeof CollectionId>;
export const DocumentId = uuid.brand<'DocumentId'>();
export type DocumentId = z.infer<typeof DocumentId>;
export const DocumentVersionId = uuid.brand<'DocumentVersionId'>();
export type DocumentVersionId = z.infer<typeof DocumentVersionId>;
export const WebSourceId = uuid.brand<'WebSourceId'>();
export type WebSourceId = z.infer<typeof WebSourceId>;
/** A Chunk's database number as a decimal string; only ever compared for equality. */
export const ChunkId = z.string().regex(/^\d+$/).brand<'ChunkId'>();
export type ChunkId = z.infer<typeof ChunkId>;
export const ConversationId = uuid.brand<'ConversationId'>();
export type ConversationId = z.infer<typeof ConversationId>;
export const MessageId = uuid.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;
export const AnswerId = uuid.brand<'AnswerId'>();
export type AnswerId = z.infer<typeof AnswerId>;
export const EscalationId = uuid.brand<'EscalationId'>();
export type EscalationId = z.infer<typeof EscalationId>;
export const ContractBatchId = uuid.brand<'ContractBatchId'>();
export type ContractBatchId = z.infer<typeof ContractBatchId>;
export const ContractId = uuid.brand<'ContractId'>();
export type ContractId = z.infer<typeof ContractId>;
export const EmbeddingSpaceId = uuid.brand<'EmbeddingSpaceId'>();
export type EmbeddingSpaceId = z.infer<typeof EmbeddingSpaceId>;

/**
 * A new time-ordered id (UUID version 7, RFC 9562 §5.7): rows written together lie together in an index.
 *
 * @example newId(DocumentId)
 */
export function newId<Schema extends z.ZodType<string>>(_type: Schema, now = Date.now()): z.infer<Schema> {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const text = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return text as z.infer<Schema>;
}
