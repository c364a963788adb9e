import { sql, type Kysely } from 'kysely';

/** A vendor whose commitments were begun with one supplier and that is linked with another by now: decided once for the pair. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table supplier_pair (
      connection_id text not null references connection,
      party_id uuid not null references party,
      earlier text not null,
      later text not null,
      tenant_id text not null references tenant,
      found_at timestamptz not null default now(),
      goes_on_with text,
      decided_by text,
      note text,
      decided_at timestamptz,
      primary key (connection_id, party_id, earlier, later)
    )`.execute(db);
  await sql`comment on column supplier_pair.goes_on_with is
    'With which of the two commitments go on that were begun with the earlier; null: nobody has decided.'`.execute(db);
  await sql`alter table supplier_pair enable row level security`.execute(db);
  await sql`create policy same_tenant on supplier_pair
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
