import { sql, type Kysely } from 'kysely';

/**
 * What is one ERP's own leaves the common settings: it stands under `erp`, by section of connection.json, and only the
 * ERP's adapter reads it. Settings are JSON in one column; those that have the new form already are left alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update connection set settings = jsonb_build_object(
      'procore', settings -> 'procore',
      'posting', jsonb_strip_nulls(jsonb_build_object(
        'approvedStatuses', settings #> '{posting,approvedStatuses}',
        'apPosting', settings #> '{posting,apPosting}',
        'timeZone', settings #> '{posting,timeZone}')),
      'poll', settings -> 'poll',
      'timing', settings -> 'timing',
      'erp', jsonb_build_object(
        'system', erp,
        'settings', jsonb_build_object(
          'jde', settings -> 'jde',
          'posting', (settings -> 'posting') - '{approvedStatuses,apPosting,timeZone}'::text[])))
    where settings ? 'jde'`.execute(db);
}
