import type { DocumentTextStore } from '@groundwork/ingestion';
import type { DocumentId, DocumentVersionId, Principal } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';

/** Texts of current versions; row-level security decides which. */
export class PostgresDocumentTextStore implements DocumentTextStore {
  constructor(private readonly database: Database) {}

  async findText(
    principal: Principal,
    id: DocumentId,
  ): Promise<{ versionId: DocumentVersionId; text: string } | undefined> {
    const [row] = await this.database.read(principal, (tx) =>
      tx.query<{ versionId: DocumentVersionId; text: string }>(
        `SELECT id AS "versionId", text FROM document_version
         WHERE tenant_id = $1 AND document_id = $2 AND valid_to IS NULL`,
        [principal.tenantId, id],
      ),
    );
    return row;
  }
}
