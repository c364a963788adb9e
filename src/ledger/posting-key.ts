import { createHash } from 'node:crypto';
import { erpKeyFrom, erpKeyInput } from '../domain/posting/erp-key';
import type { Connection } from '../store/connections/connections';
import type { DocumentRow } from '../store/documents/documents';

/** The posting's name in the ERP: the same for the same document, step and ordinal, whatever happens here. */
export function postingKey(connection: Connection, document: DocumentRow, step: string, ordinal: number): string {
  const input = erpKeyInput({
    environment: connection.environment,
    connectionId: connection.connectionId,
    documentId: `${document.kind}/${document.sourceId}`,
    step,
    ordinal,
  });
  return erpKeyFrom(createHash('sha256').update(input).digest());
}
