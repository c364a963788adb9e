import { setTimeout as delay } from 'node:timers/promises';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

import type { TemporalConnection } from '../../temporal-connection';

const { IndexedValueType } = temporal.api.enums.v1;
const notFound = 5;
const retention = msToTs('30 days');

const searchAttributes: Readonly<Record<string, temporal.api.enums.v1.IndexedValueType>> = {
  TenantId: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  ConnectionId: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DocumentKind: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DocumentName: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  ProjectId: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  SyncStage: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  HoldReason: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  SourceUpdatedAt: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

/**
 * Namespace, retention and search attributes as this version wants them. Set at every start, because the dev server reads
 * its own flags only for a namespace that is new, and gives it a retention of one day.
 */
export async function prepareNamespace(server: TemporalConnection, namespace: string, limitMs = 60_000): Promise<void> {
  const connection = await Connection.connect(server);
  const deadline = Date.now() + limitMs;
  try {
    await connection.withDeadline(deadline, async () => {
      await ensureNamespace(connection, namespace);
      await untilAnswered(deadline, () => ensureSearchAttributes(connection, namespace));
      await untilAnswered(deadline, () => useAll(connection, namespace));
    });
  } finally {
    await connection.close();
  }
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) === Number(retention.seconds)) return;
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: retention },
    });
  } catch (err) {
    const code: number | undefined = isGrpcServiceError(err) ? err.code : undefined;
    if (code !== notFound) throw err;
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention });
  }
}

async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing: Record<string, temporal.api.enums.v1.IndexedValueType> = {};
  for (const [name, type] of Object.entries(searchAttributes)) {
    const existing = customAttributes[name];
    if (existing === undefined) missing[name] = type;
    else if (existing !== type) {
      throw new SearchAttributeConflict(
        `Search attribute ${name} of namespace ${namespace} has the type ${typeName(existing)}; ml-connector needs ${typeName(type)}. ` +
          `Remove it (temporal operator search-attribute remove --namespace ${namespace} --name ${name}) or use another namespace.`,
      );
    }
  }
  if (Object.keys(missing).length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
}

/** A query that names every attribute is refused until each part of the server has heard of them. */
async function useAll(connection: Connection, namespace: string): Promise<void> {
  const query = Object.keys(searchAttributes)
    .map((name) => `${name} IS NULL`)
    .join(' AND ');
  await connection.workflowService.countWorkflowExecutions({ namespace, query });
}

/** A namespace takes up to 15 s to be usable. */
async function untilAnswered(deadline: number, ask: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await ask();
      return;
    } catch (err) {
      if (err instanceof SearchAttributeConflict || Date.now() > deadline) throw err;
      await delay(200);
    }
  }
}

class SearchAttributeConflict extends Error {}

function typeName(type: temporal.api.enums.v1.IndexedValueType): string {
  const name = IndexedValueType[type].replace('INDEXED_VALUE_TYPE_', '').toLowerCase();
  return name === 'keyword_list' ? 'KeywordList' : name.charAt(0).toUpperCase() + name.slice(1);
}
