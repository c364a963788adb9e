import { sql } from 'kysely';
import {
  identityText,
  recordText,
  recordVersion,
  type CompanyRecord,
  type Side,
} from '../../domain/vendor/matching/company-record';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';

export interface KeptRecord {
  readonly record: CompanyRecord;
  /** Equal as long as nothing changed that counts. */
  readonly hash: string;
  /** Equal as long as its keys, tax id and name did not change. */
  readonly identity: string;
}

/** A reading of some records. */
export interface Reading {
  /** The sweep that they are there by. */
  readonly sweep: number;
  /** ISO 8601, of the database, before the call. */
  readonly readAt: string;
}

const rowsAtOnce = 500;

/** Companies of either side as they were read last, their contents sealed. */
export class CompanyRecords {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /**
   * What was read. Only what is new or changed is written; of the rest it is noted that it was seen. What was read after that counts, though
   * it was kept before. Gives how many were written.
   */
  async keep(scope: Scope, side: Side, reading: Reading, records: readonly CompanyRecord[]): Promise<number> {
    let changed = 0;
    for (let at = 0; at < records.length; at += rowsAtOnce) {
      changed += await this.#keepSome(scope, side, reading, records.slice(at, at + rowsAtOnce));
    }
    return changed;
  }

  async #keepSome(
    scope: Scope,
    side: Side,
    { sweep, readAt }: Reading,
    records: readonly CompanyRecord[],
  ): Promise<number> {
    // A record that moved from page to page may come twice: the last counts.
    const byId = new Map(records.map((record) => [record.id, record]));
    if (byId.size === 0) return 0;
    const ids = [...byId.keys()];
    const before = await this.#trx
      .selectFrom('companyRecord')
      .select(['id', 'hash', 'version', 'readAt'])
      .where('connectionId', '=', scope.connectionId)
      .where('side', '=', side)
      .where('id', 'in', ids)
      .forUpdate()
      .execute();
    const known = new Map(before.map((row) => [row.id, row]));
    const written = [];
    let changed = 0;
    for (const record of byId.values()) {
      const hash = await this.#digest(recordText(record));
      const was = known.get(record.id);
      if (was?.hash === hash && was.version === recordVersion) continue;
      if (was?.readAt != null && was.readAt > new Date(readAt)) continue;
      // Hashes of another form tell nothing of a change.
      if (was === undefined || was.version === recordVersion) changed += 1;
      written.push({
        ...{ connectionId: scope.connectionId, tenantId: scope.tenantId, side, id: record.id },
        ...{ body: await this.#sealed.seal('company', record), hash, version: recordVersion, seenIn: sweep, readAt },
        identity: await this.#digest(identityText(record)),
      });
    }
    if (written.length > 0) {
      await this.#trx
        .insertInto('companyRecord')
        .values(written)
        .onConflict((conflict) =>
          conflict.columns(['connectionId', 'side', 'id']).doUpdateSet((row) => ({
            body: row.ref('excluded.body'),
            hash: row.ref('excluded.hash'),
            identity: row.ref('excluded.identity'),
            version: row.ref('excluded.version'),
            readAt: row.ref('excluded.readAt'),
            changedAt: sql<Date>`now()`,
          })),
        )
        .execute();
    }
    await this.#trx
      .updateTable('companyRecord')
      .set({
        seenIn: sql<number>`greatest(seen_in, ${sweep})`,
        readAt: sql<Date>`greatest(read_at, ${readAt}::timestamptz)`,
      })
      .where('connectionId', '=', scope.connectionId)
      .where('side', '=', side)
      .where('id', 'in', ids)
      .where((where) => where.or([where('seenIn', '<', sweep), where('readAt', '<', new Date(readAt))]))
      .execute();
    return changed;
  }

  /** How many were seen by that sweep, and how many that one at or after `since` had seen were not; null: there was none. */
  async seenBy(
    { connectionId }: Pick<Scope, 'connectionId'>,
    side: Side,
    sweep: number,
    since: number | null,
  ): Promise<{ readonly seen: number; readonly missing: number }> {
    const { seen, missing } = await this.#trx
      .selectFrom('companyRecord')
      .select([
        sql<string>`count(*) filter (where seen_in = ${sweep})`.as('seen'),
        sql<string>`count(*) filter (where seen_in >= ${since ?? sweep} and seen_in < ${sweep})`.as('missing'),
      ])
      .where('connectionId', '=', connectionId)
      .where('side', '=', side)
      .executeTakeFirstOrThrow();
    return { seen: Number(seen), missing: Number(missing) };
  }

  /** All that are there: seen by that sweep or since. In the order of their ids. */
  async thereSince({ connectionId }: Pick<Scope, 'connectionId'>, side: Side, sweep: number): Promise<KeptRecord[]> {
    const rows = await this.#trx
      .selectFrom('companyRecord')
      .select(['body', 'hash', 'identity'])
      .where('connectionId', '=', connectionId)
      .where('side', '=', side)
      .where('seenIn', '>=', sweep)
      .orderBy(sql`length(id)`)
      .orderBy('id')
      .execute();
    return this.#opened(rows);
  }

  /** By their ids, also those that are not there any more. */
  async byIds(
    { connectionId }: Pick<Scope, 'connectionId'>,
    side: Side,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, KeptRecord>> {
    const found = new Map<string, KeptRecord>();
    for (let at = 0; at < ids.length; at += rowsAtOnce) {
      const rows = await this.#trx
        .selectFrom('companyRecord')
        .select(['body', 'hash', 'identity'])
        .where('connectionId', '=', connectionId)
        .where('side', '=', side)
        .where('id', 'in', ids.slice(at, at + rowsAtOnce))
        .execute();
      for (const kept of await this.#opened(rows)) found.set(kept.record.id, kept);
    }
    return found;
  }

  /** As it is kept, and since when nothing of it that counts has changed; null: none is kept. */
  async unchangedSince(
    { connectionId }: Pick<Scope, 'connectionId'>,
    side: Side,
    id: string,
  ): Promise<{ readonly record: CompanyRecord; readonly since: Date } | null> {
    const row = await this.#trx
      .selectFrom('companyRecord')
      .select(['body', 'changedAt'])
      .where('connectionId', '=', connectionId)
      .where('side', '=', side)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return null;
    return { record: await this.#sealed.open<CompanyRecord>('company', row.body), since: row.changedAt };
  }

  #opened(rows: readonly { body: Buffer; hash: string; identity: string }[]): Promise<KeptRecord[]> {
    return Promise.all(
      rows.map(async ({ body, hash, identity }) => ({
        record: await this.#sealed.open<CompanyRecord>('company', body),
        hash,
        identity,
      })),
    );
  }

  /** With a key: a tax id is short enough to be tried, were the rest of a record known. */
  #digest(text: string): Promise<string> {
    return this.#sealed.digest('company', text);
  }
}
