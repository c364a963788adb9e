import { sql, type Kysely } from 'kysely';

/**
 * Retainage that a requisition releases where it is kept as a pay item: a task of AP's until JDE shows it done. And the
 * index by which the feed that looks for this finds vouchers that were delivered lately.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table retainage_release (
      document_id uuid primary key references document,
      tenant_id text not null references tenant,
      connection_id text not null references connection,
      commitment_id text not null,
      number integer not null,
      supplier text not null,
      currency text not null,
      amount numeric not null,
      open_before numeric not null,
      let_go_before numeric not null,
      noted_at timestamptz not null default now(),
      done_at timestamptz
    )`.execute(db);
  await sql`create index retainage_release_open on retainage_release (connection_id, commitment_id)
    where done_at is null`.execute(db);
  await sql`comment on column retainage_release.open_before is 'What stood with pay status R in JDE when it was noted, of our vouchers of the commitment.'`.execute(
    db,
  );
  await sql`comment on column retainage_release.let_go_before is 'What we had sent with pay status R less what still stood with it then: later vouchers add to both, so only AP moves it.'`.execute(
    db,
  );
  await sql`create index posting_voucher_confirmed on posting (connection_id, confirmed_at)
    where step = 'voucher' and state = 'confirmed'`.execute(db);
  await sql`alter table retainage_release enable row level security`.execute(db);
  await sql`create policy same_tenant on retainage_release
    using (tenant_id = current_setting('ml_connector.tenant', true))
    with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
}
