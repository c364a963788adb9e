import { sql, type Kysely } from 'kysely';

/** An encumbrance stands on the accounts of costs and is none: the ERP keeps it apart from actual amounts, and so do we. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table effect_entry drop constraint effect_entry_book_check,
      add constraint effect_entry_book_check check (book in ('cost', 'order', 'accrual', 'memo', 'encumbrance'))`.execute(
    db,
  );
}
