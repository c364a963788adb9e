import { Client } from 'pg';
import type { Scope } from '../../src/store/scope';
import type { TestStore } from './test-store';

/** Tables whose rows grow with what was posted in all the years. */
const growing = [
  ...['audit_entry', 'commitment', 'document', 'effect', 'effect_entry', 'hold', 'plan', 'posting', 'posting_attempt'],
  ...['snapshot', 'webhook_event'],
];

export interface Archive {
  add(scope: Scope, projectId: string, count: number): Promise<void>;
  /** How often each growing table was read from end to end so far. */
  wholeReadings(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** Past years of a database, and how it is read beside them. */
export async function openArchive({ testDatabase }: TestStore): Promise<Archive> {
  const owner = new Client(testDatabase.superuserUrl);
  await owner.connect();
  let added = 0;
  return {
    add: async (scope, projectId, count) => {
      await archive(owner, scope, projectId, { from: added + 1, to: added + count });
      added += count;
    },
    wholeReadings: async () => {
      // Sessions tell of what they did within some ten seconds of idling.
      await new Promise((resolve) => setTimeout(resolve, 11_000));
      const { rows } = await owner.query<{ table: string; scans: string }>(
        'select relname as "table", seq_scan as scans from pg_stat_user_tables where relname = any($1) order by relname',
        [growing],
      );
      if (rows.length !== growing.length) throw new Error('a table is not there any more');
      return Object.fromEntries(rows.map(({ table, scans }) => [table, Number(scans)]));
    },
    close: () => owner.end(),
  };
}

/** So many requisitions of commitments of their own, posted in the years before, with all rows that each leaves behind. */
async function archive(
  owner: Client,
  { tenantId, connectionId }: Scope,
  projectId: string,
  numbers: { readonly from: number; readonly to: number },
): Promise<void> {
  const of = `'${tenantId}' as tenant_id, '${connectionId}' as connection_id`;
  const rows = `generate_series(${numbers.from}, ${numbers.to}) n`;
  const then = `now() - interval '30 days' - n * interval '1 minute'`;
  const id = `md5('archived-' || n)::uuid`;
  const number = 1_000_000;
  const statements = [
    `insert into commitment (tenant_id, connection_id, id, project_id, number)
     select distinct ${of}, 'archived-' || n / 10, '${projectId}', 'archived-' || n / 10 from ${rows} on conflict do nothing`,
    `insert into document (tenant_id, connection_id, kind, id, source_id, workflow_id, project_id, commitment_id, number,
       source_status, source_updated_at, stage, open, gross, payable, currency, created_at, changed_at, seen_at)
     select ${of}, 'requisition', ${id}, 'archived-' || n, 'requisition/${connectionId}/archived-' || n, '${projectId}',
       'archived-' || n / 10, n % 10 + 1, 'approved', ${then}, 'posted', false, 1000, 900, 'USD', ${then}, ${then}, ${then} from ${rows}`,
    `insert into snapshot (tenant_id, document_id, hint_no, content_hash, body)
     select '${tenantId}', ${id}, 1, 'x', '\\x00' from ${rows}`,
    `insert into plan (id, tenant_id, document_id, hint_no, as_of, mapping_version, content_hash, body) overriding system value
     select ${number} + n, '${tenantId}', ${id}, 1, 1, 1, 'x', '\\x00' from ${rows}`,
    `insert into posting (id, tenant_id, connection_id, document_id, step, ordinal, key, state, system, kind, stage, supplier, number,
       reference, created_at, confirmed_at) overriding system value
     select ${number} + n, ${of}, ${id}, 'voucher', 1, 'archived-' || n, 'confirmed', 'jde', 'voucher', 'posted', '1', 'archived-' || n,
       jsonb_build_object('doc', n::text), ${then}, ${then} from ${rows}`,
    `insert into posting_attempt (tenant_id, posting_id, lease_no, run_id, attempt, sent_at, answered_at, outcome, act)
     select '${tenantId}', ${number} + n, 1, 'archived', 1, ${then}, ${then}, 'answered', 'post' from ${rows}`,
    `insert into effect (id, tenant_id, connection_id, posting_id, document_id, step, commitment_id, number) overriding system value
     select ${number} + n, ${of}, ${number} + n, ${id}, 'voucher', 'archived-' || n / 10, n % 10 + 1 from ${rows}`,
    `insert into effect_entry (tenant_id, effect_id, line, book, supplier, account, order_line, item, amount, gross, withheld, tax, period)
     select '${tenantId}', ${number} + n, 1, 'cost', '1', '1', '', 'x', 900, 1000, 100, 0, '' from ${rows}`,
    `insert into hold (tenant_id, connection_id, document_id, kind, reasons, cause_keys, problems, opened_at, since, closed_at)
     select ${of}, ${id}, 'person', '{unmappedCostCode}', '{cost-code:x}', '\\x00', ${then}, ${then}, ${then} from ${rows}`,
    `insert into webhook_event (tenant_id, connection_id, event_id, resource, resource_id, event_type, body, outcome)
     select ${of}, 'archived-' || n, 'Requisitions', 'archived-' || n, 'update', '\\x00', 'hinted' from ${rows}`,
    'analyze',
  ];
  for (const statement of statements) await owner.query(statement);
}
