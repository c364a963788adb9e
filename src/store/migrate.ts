import { Kysely, Migrator, PostgresDialect, sql, type Migration } from 'kysely';
import { Pool } from 'pg';
import * as tenantsAndConnections from './migrations/0001-tenants-and-connections';
import * as documents from './migrations/0002-documents';
import * as ledger from './migrations/0003-ledger';
import * as mappingVendorsErpFacts from './migrations/0004-mapping-vendors-and-erp-facts';
import * as audit from './migrations/0005-audit';
import * as tenantsApart from './migrations/0006-tenants-apart';
import * as writeBacks from './migrations/0007-write-backs';
import * as webhookIntake from './migrations/0008-webhook-intake';
import * as retainageReleases from './migrations/0009-retainage-releases';
import * as auditHeads from './migrations/0010-audit-heads';
import * as supplierTaxIds from './migrations/0011-supplier-tax-ids';
import * as decisionsAndRestores from './migrations/0012-decisions-and-restores';
import * as ledgerBySums from './migrations/0013-ledger-by-sums';
import * as commitmentNumbers from './migrations/0014-commitment-numbers';
import * as settingsByAdapter from './migrations/0015-settings-by-adapter';
import * as wordsOfAnswers from './migrations/0016-words-of-answers';
import * as commitmentTypes from './migrations/0017-commitment-types';
import * as postingsByReference from './migrations/0018-postings-by-reference';
import * as answersInOrder from './migrations/0020-answers-in-order';
import * as eventsAndTwins from './migrations/0021-events-and-twins';
import * as mappingByChart from './migrations/0022-mapping-by-chart';
import * as pollsWithinTheQuota from './migrations/0023-polls-within-the-quota';
import * as passClocks from './migrations/0024-pass-clocks';
import * as whatPeopleSee from './migrations/0025-what-people-see';
import * as commitmentChoices from './migrations/0026-commitment-choices';
import * as journalRuns from './migrations/0028-journal-runs';
import * as companiesOfBothSides from './migrations/0029-companies-of-both-sides';
import * as matching from './migrations/0030-matching';
import * as approvedAt from './migrations/0031-approved-at';
import * as accountsAsCostCodes from './migrations/0034-accounts-as-cost-codes';
import * as generatedMappingRows from './migrations/0035-generated-mapping-rows';
import * as suppliersAsVendors from './migrations/0036-suppliers-as-vendors';
import * as choicesAfterPosting from './migrations/0037-choices-after-posting';
import * as codesById from './migrations/0039-codes-by-id';
import * as webhookHooks from './migrations/0039-webhook-hooks';
import * as whoASupplierIs from './migrations/0044-who-a-supplier-is';
import * as quotaShares from './migrations/0047-quota-shares';
import * as amountsAsClaimed from './migrations/0049-amounts-as-claimed';
import * as calendarsAndPauses from './migrations/0051-calendars-and-pauses';
import * as supplierPairs from './migrations/0054-supplier-pairs';
import * as pollsAskedFor from './migrations/0058-polls-asked-for';
import * as partsByTheirPlans from './migrations/0060-parts-by-their-plans';
import * as inTheBooksBefore from './migrations/0061-in-the-books-before';
import * as refusedByRuns from './migrations/0063-refused-by-runs';
import * as carriedToTheErp from './migrations/0068-carried-to-the-erp';
import * as erpCallers from './migrations/0070-erp-callers';
import * as quotaSharesOfTenants from './migrations/0071-quota-shares-of-tenants';
import * as encumbrances from './migrations/0075-encumbrances';
import * as billsOfDirectCosts from './migrations/0076-bills-of-direct-costs';
import * as whenCommitmentsWereAskedFor from './migrations/0079-when-commitments-were-asked-for';
import * as apiKeys from './migrations/0080-api-keys';
import * as bankChanges from './migrations/0081-bank-changes';
import * as whenCompaniesWereRead from './migrations/0083-when-companies-were-read';
import * as daysOfEntries from './migrations/0085-days-of-entries';
import * as changeOrderLabels from './migrations/0090-change-order-labels';

/** In order; a migration that was released is never changed. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-tenants-and-connections': tenantsAndConnections,
  '0002-documents': documents,
  '0003-ledger': ledger,
  '0004-mapping-vendors-and-erp-facts': mappingVendorsErpFacts,
  '0005-audit': audit,
  '0006-tenants-apart': tenantsApart,
  '0007-write-backs': writeBacks,
  '0008-webhook-intake': webhookIntake,
  '0009-retainage-releases': retainageReleases,
  '0010-audit-heads': auditHeads,
  '0011-supplier-tax-ids': supplierTaxIds,
  '0012-decisions-and-restores': decisionsAndRestores,
  '0013-ledger-by-sums': ledgerBySums,
  '0014-commitment-numbers': commitmentNumbers,
  '0015-settings-by-adapter': settingsByAdapter,
  '0016-words-of-answers': wordsOfAnswers,
  '0017-commitment-types': commitmentTypes,
  '0018-postings-by-reference': postingsByReference,
  '0020-answers-in-order': answersInOrder,
  '0021-events-and-twins': eventsAndTwins,
  '0022-mapping-by-chart': mappingByChart,
  '0023-polls-within-the-quota': pollsWithinTheQuota,
  '0024-pass-clocks': passClocks,
  '0025-what-people-see': whatPeopleSee,
  '0026-commitment-choices': commitmentChoices,
  '0028-journal-runs': journalRuns,
  '0029-companies-of-both-sides': companiesOfBothSides,
  '0030-matching': matching,
  '0031-approved-at': approvedAt,
  '0034-accounts-as-cost-codes': accountsAsCostCodes,
  '0035-generated-mapping-rows': generatedMappingRows,
  '0036-suppliers-as-vendors': suppliersAsVendors,
  '0037-choices-after-posting': choicesAfterPosting,
  '0039-codes-by-id': codesById,
  '0039-webhook-hooks': webhookHooks,
  '0044-who-a-supplier-is': whoASupplierIs,
  '0047-quota-shares': quotaShares,
  '0049-amounts-as-claimed': amountsAsClaimed,
  '0051-calendars-and-pauses': calendarsAndPauses,
  '0054-supplier-pairs': supplierPairs,
  '0058-polls-asked-for': pollsAskedFor,
  '0060-parts-by-their-plans': partsByTheirPlans,
  '0061-in-the-books-before': inTheBooksBefore,
  '0063-refused-by-runs': refusedByRuns,
  '0068-carried-to-the-erp': carriedToTheErp,
  '0070-erp-callers': erpCallers,
  '0071-quota-shares-of-tenants': quotaSharesOfTenants,
  '0075-encumbrances': encumbrances,
  '0076-bills-of-direct-costs': billsOfDirectCosts,
  '0079-when-commitments-were-asked-for': whenCommitmentsWereAskedFor,
  '0080-api-keys': apiKeys,
  '0081-bank-changes': bankChanges,
  '0083-when-companies-were-read': whenCompaniesWereRead,
  '0085-days-of-entries': daysOfEntries,
  '0090-change-order-labels': changeOrderLabels,
};

/** Tables whose rows the application may delete: each row is replaced, sent, or was never anything. */
const mayLose = [
  'document',
  'effect',
  'erp_caller',
  'match_decision',
  'match_finding',
  'opening_balance',
  'outbox',
  'retainage_release',
  'temporal_cluster',
  'vendor_base',
  'webhook_hook',
];

export interface MigrationReport {
  readonly applied: readonly string[];
  readonly schema: string;
}

/**
 * Brings the schema up to date as its owner, under kysely's advisory lock, and grants the application's role what it
 * needs and no more: it owns nothing, cannot change the audit trail and cannot switch row-level security off.
 */
export async function migrate(ownerUrl: string, appRole: string): Promise<MigrationReport> {
  const pool = new Pool({ connectionString: ownerUrl, max: 2 });
  // What ends a connection fails the migration, and must not end this process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'before the first step';
      throw new Error(`migration failed at ${failed}; the steps before it stand`, { cause: error });
    }
    const role = sql.id(appRole);
    await sql`grant usage on schema public to ${role}`.execute(db);
    await sql`grant select, insert, update on all tables in schema public to ${role}`.execute(db);
    // Also from an older version's grants: what is not in the list is never deleted, keys and the audit head least of all.
    await sql`revoke delete, truncate on all tables in schema public from ${role}`.execute(db);
    await sql`grant delete on ${sql.join(mayLose.map((table) => sql.table(table)))} to ${role}`.execute(db);
    await sql`revoke update on data_key from ${role}`.execute(db);
    await sql`grant update (wrapped, master_key_id) on data_key to ${role}`.execute(db);
    await sql`grant usage on all sequences in schema public to ${role}`.execute(db);
    await sql`revoke update on audit_entry from ${role}`.execute(db);
    await sql`revoke insert, update on kysely_migration, kysely_migration_lock from ${role}`.execute(db);
    await sql`grant execute on function tenant_of_connection(text), waiting_webhook_events() to ${role}`.execute(db);
    const applied = (results ?? [])
      .filter((result) => result.status === 'Success')
      .map((result) => result.migrationName);
    return { applied, schema: lastMigration };
  } finally {
    await db.destroy();
  }
}

export const lastMigration = Object.keys(migrations).sort().at(-1) ?? '';

/** Throws when the database is not at the schema this build was written for. */
export async function requireSchema<Tables>(db: Kysely<Tables>): Promise<void> {
  const wanted = `the schema must be ${lastMigration}`;
  let found: string | undefined;
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(
      db,
    );
    found = rows[0]?.name;
  } catch (cause) {
    if (!isMissingTable(cause)) throw cause;
    throw new Error(`the database has no ml-connector schema (${wanted}); run "ml-connector migrate"`, { cause });
  }
  if (found !== lastMigration) {
    throw new Error(
      `the database is at schema ${found ?? 'none'} (${wanted}); run "ml-connector migrate" of this version`,
    );
  }
}

/** PostgreSQL's undefined_table. A database that does not answer at all is no reason to migrate it. */
function isMissingTable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === '42P01';
}
