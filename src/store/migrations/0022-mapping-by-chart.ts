import { sql, type Kysely } from 'kysely';

/** A mapping row leads to an account by the segments of its connection's chart, whatever these are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table mapping_row add column target jsonb`.execute(db);
  await sql`
    update mapping_row set target = (
      select coalesce(jsonb_object_agg(name, template), '{}') from (values
        ('businessUnit', business_unit),
        ('object', object),
        ('subsidiary', subsidiary),
        ('subledger', subledger),
        ('subledgerType', subledger_type)) as segment (name, template)
      where template <> '')`.execute(db);
  await sql`
    alter table mapping_row
      alter column target set not null,
      drop column business_unit,
      drop column object,
      drop column subsidiary,
      drop column subledger,
      drop column subledger_type`.execute(db);
}
