import { temporal } from '@temporalio/proto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { Client as Database, escapeIdentifier } from 'pg';
import { createDataConverter } from '../../../src/crypto/data-converter';
import type { SealPurpose } from '../../../src/store/sealed-json';
import type { SecurityStack } from './security-stack';
import type { Places } from './find-canary';
import { payloadsIn } from './payloads-in';

/** Every sealed column, and what it is sealed for; a column of bytes that is not listed here fails the test. */
const sealedColumns: Readonly<
  Record<string, Exclude<SealPurpose, `${string}/${string}`> | 'secrets/ID' | 'bankChange/ID' | null>
> = {
  'bank_change.body': 'bankChange/ID',
  'bank_change.call_back': 'bankChange/ID',
  'bank_change.decision': 'bankChange/ID',
  'bank_change.ended_why': 'bankChange/ID',
  'commitment.body': 'commitment',
  'company_record.body': 'company',
  'connection.secrets': 'secrets/ID',
  'document.run_refusal': 'problems',
  'hold.problems': 'problems',
  'plan.body': 'plan',
  'posting.body': 'posting',
  'posting_attempt.said': 'answer',
  'snapshot.body': 'snapshot',
  'vendor_base.body': 'vendorImport',
  'vendor_base.carry': 'vendorImport',
  'vendor_import_row.body': 'vendorImport',
  'vendor_import_row.told': 'vendorImport',
  'webhook_event.body': 'webhook',
  // The tenant's keys themselves, which only the master key opens.
  'data_key.wrapped': null,
  // Of random keys.
  'api_key.digest': null,
};

/** Each column of each table, whole, as a dump has it; bytes as they are (the scan looks for hex in text anyway). */
export async function dumpDatabase(stack: SecurityStack): Promise<{ dump: Places; sealed: Places }> {
  const { superuserUrl = '', appUrl } = stack.stack.database;
  const url = new URL(superuserUrl);
  url.pathname = new URL(appUrl).pathname;
  const database = new Database({ connectionString: url.href });
  await database.connect();
  const dump = new Map<string, Buffer>();
  const opened = new Map<string, Buffer>();
  const bytesColumns: string[] = [];
  try {
    const { rows: columns } = await database.query<{ table: string; column: string; type: string }>(`
      select c.table_name as "table", c.column_name as "column", c.data_type as type
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, 2`);
    const tenanted = new Set(columns.filter((one) => one.column === 'tenant_id').map((one) => one.table));
    for (const { table, column, type } of columns) {
      const name = `${table}.${column}`;
      const value = `${escapeIdentifier(column)}${type === 'bytea' ? '' : '::text'}`;
      const tenant = tenanted.has(table) ? 'tenant_id' : `''`;
      const id = sealedColumns[name]?.endsWith('/ID') === true ? 'id::text' : `''`;
      const { rows } = await database.query<{ value: Buffer | string | null; tenant: string; id: string }>(
        `select ${value} as value, ${tenant} as tenant, ${id} as id from ${escapeIdentifier(table)}`,
      );
      const values = rows.flatMap((row) => (row.value === null ? [] : [{ bytes: Buffer.from(row.value), ...row }]));
      dump.set(name, Buffer.concat(values.flatMap(({ bytes }) => [bytes, Buffer.from('\n')])));
      if (type !== 'bytea') continue;
      bytesColumns.push(name);
      const purpose = sealedColumns[name];
      if (purpose === undefined || purpose === null) continue;
      const plain = await Promise.all(
        values.map((one) => stack.opened.keyRing.open(one.tenant, purpose.replace('ID', one.id), one.bytes)),
      );
      opened.set(name, Buffer.concat(plain));
    }
  } finally {
    await database.end();
  }
  expect(bytesColumns.sort()).toEqual(Object.keys(sealedColumns).sort());
  return { dump, sealed: opened };
}

/** Everything that Temporal's API tells: descriptions, histories, schedules. Protobuf keeps texts and payloads as they are. */
export async function readTemporal(stack: SecurityStack): Promise<{ told: Places; decoded: Buffer; events: number }> {
  const { client, stack: running } = stack;
  const { namespace } = running.temporal;
  const service = client.workflowService;
  const { api } = temporal;
  const told = new Map<string, Buffer>();
  const payloads: Payload[] = [];
  let events = 0;
  for await (const { workflowId, runId } of client.workflow.list()) {
    const execution = { workflowId, runId };
    const described = await service.describeWorkflowExecution({ namespace, execution });
    const place = `${workflowId} ${runId}`;
    told.set(
      `description of ${place}`,
      Buffer.concat([
        api.workflowservice.v1.DescribeWorkflowExecutionResponse.encode(described).finish(),
        Buffer.from(JSON.stringify(described)),
      ]),
    );
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    events += history.events?.length ?? 0;
    told.set(
      `history of ${place}`,
      Buffer.concat([api.history.v1.History.encode(history).finish(), Buffer.from(JSON.stringify(history))]),
    );
    payloads.push(...payloadsIn(history), ...payloadsIn(described));
  }
  for await (const { scheduleId } of client.schedule.list()) {
    const described = await service.describeSchedule({ namespace, scheduleId });
    told.set(`schedule ${scheduleId}`, Buffer.from(JSON.stringify(described)));
    payloads.push(...payloadsIn(described));
  }
  const codec = createDataConverter(stack.opened.payloads).payloadCodecs?.[0] as PayloadCodec;
  const clear = await codec.decode(payloads);
  return { told, events, decoded: Buffer.concat(clear.map((payload) => Buffer.from(payload.data ?? []))) };
}
