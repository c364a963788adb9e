import { sql, type Kysely } from 'kysely';

const own = ['subject', 'effect', 'effect_entry', 'decision_member'];

/**
 * The ledger knows natures, subjects and sums: what a posting means for the books stands in rows, by document and item, so
 * that nothing is counted twice over. What is typed is a column of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table posting rename column erp_key to key`.execute(db);
  await sql`alter table posting rename column erp_stage to stage`.execute(db);
  await sql`
    alter table posting
      add column system text not null default 'jde',
      add column kind text not null default '',
      add column origin text not null default 'sent'
        check (origin in ('sent', 'byHand', 'accepted', 'seen', 'linked', 'takenOver')),
      add column subject text not null default '',
      add column occupies boolean not null default false,
      add column supplier text not null default '',
      add column number text not null default '',
      add column stage_word text not null default '',
      add column because bigint references decision,
      add column plan_step text not null default '',
      add column first_sent_at timestamptz,
      add column suspected_at timestamptz,
      add column lookalikes jsonb`.execute(db);
  await sql`alter table posting alter column system drop default, alter column kind drop default`.execute(db);
  await sql`comment on column posting.subject is 'The thing outside that it changes; its row in "subject" is the first of all locks.'`.execute(
    db,
  );
  await sql`comment on column posting.occupies is 'It keeps other documents off its subject.'`.execute(db);
  await sql`create unique index posting_occupies on posting (connection_id, subject) where occupies`.execute(db);
  await sql`comment on column posting.plan_step is 'The entry of the plan that it was reserved for; one decision may ask for two of one step.'`.execute(
    db,
  );
  await sql`create index posting_subject on posting (connection_id, subject) where subject <> ''`.execute(db);
  await sql`create index posting_by_number on posting (connection_id, supplier, number) where number <> ''`.execute(db);
  await sql`drop index posting_watched`.execute(db);
  await sql`create index posting_standing on posting (connection_id)
    where state = 'confirmed' and stage is distinct from 'posted'`.execute(db);
  await sql`create index posting_confirmed_at on posting (connection_id, confirmed_at)
    where state = 'confirmed'`.execute(db);
  await sql`drop index posting_voucher_confirmed`.execute(db);
  await sql`alter table posting_attempt add column act text`.execute(db);
  await sql`comment on column posting_attempt.act is 'The kind that moved the posting on; null: the posting itself was sent.'`.execute(
    db,
  );
  await sql`alter table decision drop constraint decision_kind_check`.execute(db);
  await sql`
    create table decision_member (
      decision_id bigint not null references decision on delete cascade,
      document_id uuid not null references document,
      tenant_id text not null references tenant,
      primary key (decision_id, document_id)
    )`.execute(db);
  await sql`create index decision_member_document on decision_member (document_id)`.execute(db);
  await sql`comment on table decision_member is 'The documents that were decided about together.'`.execute(db);
  await sql`insert into decision_member (decision_id, document_id, tenant_id)
    select id, document_id, tenant_id from decision`.execute(db);
  await sql`alter table decision drop column document_id`.execute(db);

  await sql`
    create table subject (
      connection_id text not null references connection,
      name text not null,
      tenant_id text not null references tenant,
      primary key (connection_id, name)
    )`.execute(db);

  await sql`
    create table effect (
      id bigint generated always as identity primary key,
      tenant_id text not null references tenant,
      connection_id text not null references connection,
      posting_id bigint references posting,
      document_id uuid not null references document,
      step text not null,
      commitment_id text,
      number integer,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create unique index effect_posting on effect (posting_id, document_id) where posting_id is not null`.execute(
    db,
  );
  await sql`create unique index effect_without_posting on effect (document_id, step) where posting_id is null`.execute(
    db,
  );
  await sql`create index effect_commitment on effect (connection_id, commitment_id, number)`.execute(db);
  await sql`create index effect_document on effect (document_id)`.execute(db);
  await sql`comment on table effect is 'One document''s part in one posting; without a posting: what counts although nothing is posted for it.'`.execute(
    db,
  );

  await sql`
    create table effect_entry (
      effect_id bigint not null references effect on delete cascade,
      line integer not null,
      tenant_id text not null references tenant,
      book text not null check (book in ('cost', 'order', 'accrual', 'memo')),
      supplier text not null,
      account text not null,
      order_line text not null,
      item text not null,
      amount numeric not null,
      gross numeric not null,
      withheld numeric not null,
      tax numeric not null,
      period text not null,
      primary key (effect_id, line)
    )`.execute(db);

  for (const table of own) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
    await sql`create policy same_tenant on ${sql.table(table)}
      using (tenant_id = current_setting('ml_connector.tenant', true))
      with check (tenant_id = current_setting('ml_connector.tenant', true))`.execute(db);
  }
  await sql`drop table counted_line`.execute(db);
  await sql`update feed set name = 'standing' where name = 'voucherStatus'`.execute(db);

  // No system is named in a constraint: an adapter is what makes one known.
  await sql`alter table connection drop constraint connection_erp_check`.execute(db);

  await sql`alter table erp_fact drop constraint erp_fact_kind_check`.execute(db);
  await sql`alter table erp_fact add column causes text[] not null default '{}'`.execute(db);
  await sql`create index erp_fact_causes on erp_fact using gin (causes)`.execute(db);
  await sql`comment on column erp_fact.causes is 'What waits for a change of the record.'`.execute(db);
}
