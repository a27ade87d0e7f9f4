import type { Conversation, ConversationStore, Escalation, Message } from '@groundwork/answering';
import { type ConversationId, isChinese, type Language, type Principal, UserError } from '@groundwork/kernel';
import type { QueryResultRow } from 'pg';
import type { Database } from '../database/database.ts';
import { storable } from '../database/storable.ts';
import { recordKpiEvent } from './record-kpi-event.ts';

interface MessageRow {
  readonly id: Message['id'];
  readonly role: Message['role'];
  readonly text: string;
  readonly answer_id: Message['answerId'] | null;
  readonly created_at: Date;
  readonly language: Language | null;
  readonly sentences: string[];
}

export class PostgresConversationStore implements ConversationStore {
  constructor(private readonly database: Database) {}

  async create(principal: Principal, { id, owner, createdAt }: Conversation): Promise<void> {
    await this.database.write(principal, (tx) =>
      tx.query(
        'INSERT INTO conversation (tenant_id, id, owner, created_at) VALUES (current_tenant(), $1, $2, $3)',
        [id, owner, createdAt],
      ),
    );
  }

  async find(principal: Principal, id: ConversationId): Promise<Conversation | undefined> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<Conversation & QueryResultRow>(
        'SELECT id, owner, created_at AS "createdAt" FROM conversation WHERE id = $1',
        [id],
      ),
    );
    return rows[0];
  }

  /** The newest `limit`, oldest first. */
  async listMessages(principal: Principal, id: ConversationId, limit: number): Promise<Message[]> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<MessageRow>(
        `SELECT m.id, m.role, m.text, m.answer_id, m.created_at, a.language,
                ARRAY(SELECT s.text FROM answer_sentence s
                       WHERE s.tenant_id = m.tenant_id AND s.answer_id = m.answer_id ORDER BY s.ordinal) AS sentences
           FROM message m LEFT JOIN answer a ON a.tenant_id = m.tenant_id AND a.id = m.answer_id
          WHERE m.conversation_id = $1 ORDER BY m.position DESC LIMIT $2`,
        [id, limit],
      ),
    );
    return rows.reverse().map((row) => ({
      id: row.id,
      role: row.role,
      text: row.text || row.sentences.join(row.language && isChinese(row.language) ? '' : ' '),
      ...(row.answer_id && { answerId: row.answer_id }),
      createdAt: row.created_at,
    }));
  }

  async escalate(principal: Principal, escalation: Escalation): Promise<void> {
    const { id, conversationId, reason, createdAt } = escalation;
    await this.database.write(principal, async (tx) => {
      const found = await tx.query('SELECT id FROM conversation WHERE id = $1', [conversationId]);
      if (found.length === 0) {
        throw new UserError('conversation.not-found', `No Conversation ${conversationId}`);
      }
      await tx.query(
        `INSERT INTO escalation (tenant_id, id, conversation_id, reason, created_at)
         VALUES (current_tenant(), $1, $2, $3, $4)`,
        [id, conversationId, storable(reason), createdAt],
      );
      await recordKpiEvent(tx, {
        at: createdAt,
        name: 'conversation.escalated',
        subject: conversationId,
        properties: { escalationId: id },
      });
    });
  }
}
