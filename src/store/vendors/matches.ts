import { sql } from 'kysely';
import type { Finding } from '../../domain/vendor/matching/finding';
import type { DecidedMatch, MatchDecision } from '../../domain/vendor/matching/match-decision';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface MatchRun {
  readonly ranAt: Date;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
}

export interface KeptFinding extends Finding {
  /** Its place in the order of the run. */
  readonly number: number;
}

export interface KeptDecision extends DecidedMatch {
  readonly decidedBy: string;
  readonly decidedAt: string;
}

const rowsAtOnce = 2_000;
const runColumns = ['ranAt', 'closedBy', 'closedAt'] as const;
const findingColumns = ['number', 'kind', 'vendors', 'suppliers', 'score', 'matchedBy as by'] as const;

/** What a connection's matching run found, and what persons decided. */
export class Matches {
  readonly #trx: Trx;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
  }

  /** Null: it never ran. */
  async run({ connectionId }: Pick<Scope, 'connectionId'>): Promise<MatchRun | null> {
    const row = await this.#trx
      .selectFrom('matchRun')
      .select(runColumns)
      .where('connectionId', '=', connectionId)
      .executeTakeFirst();
    return row ?? null;
  }

  /** As `run`; nobody else decides or closes until the transaction ends. Throws when it never ran. */
  async lock({ connectionId }: Pick<Scope, 'connectionId'>): Promise<MatchRun> {
    return this.#trx
      .selectFrom('matchRun')
      .select(runColumns)
      .where('connectionId', '=', connectionId)
      .forUpdate()
      .executeTakeFirstOrThrow();
  }

  /** The findings of a new run take the place of those of the last. */
  async keepRun({ connectionId, tenantId }: Scope, findings: readonly Finding[]): Promise<void> {
    await this.#trx
      .insertInto('matchRun')
      .values({ connectionId, tenantId })
      .onConflict((conflict) => conflict.column('connectionId').doUpdateSet({ ranAt: sql<Date>`now()` }))
      .execute();
    await this.#trx.deleteFrom('matchFinding').where('connectionId', '=', connectionId).execute();
    for (let at = 0; at < findings.length; at += rowsAtOnce) {
      const rows = findings.slice(at, at + rowsAtOnce).map(({ kind, vendors, suppliers, score, by }, index) => ({
        ...{ connectionId, tenantId, number: at + index + 1, kind, score },
        ...{ vendors: [...vendors], suppliers: [...suppliers], matchedBy: [...by] },
      }));
      await this.#trx.insertInto('matchFinding').values(rows).execute();
    }
  }

  /** In their order. */
  async findings({ connectionId }: Pick<Scope, 'connectionId'>): Promise<KeptFinding[]> {
    return this.#trx
      .selectFrom('matchFinding')
      .select(findingColumns)
      .where('connectionId', '=', connectionId)
      .orderBy('number')
      .execute();
  }

  async findingsOf({ connectionId }: Pick<Scope, 'connectionId'>, vendor: string): Promise<KeptFinding[]> {
    return this.#trx
      .selectFrom('matchFinding')
      .select(findingColumns)
      .where('connectionId', '=', connectionId)
      .where(sql<boolean>`vendors @> array[${vendor}::text]`)
      .orderBy('number')
      .execute();
  }

  async decisions({ connectionId }: Pick<Scope, 'connectionId'>): Promise<KeptDecision[]> {
    return (await this.#decided(connectionId).execute()).map(toDecision);
  }

  /** What was decided about any of these. */
  async decisionsAbout(
    { connectionId }: Pick<Scope, 'connectionId'>,
    of: { readonly vendors: readonly string[]; readonly suppliers: readonly string[] },
  ): Promise<KeptDecision[]> {
    const rows = await this.#decided(connectionId)
      .where((where) =>
        where.or([
          where('vendor', 'in', [...of.vendors]),
          ...(of.suppliers.length === 0 ? [] : [where('supplier', 'in', [...of.suppliers])]),
        ]),
      )
      .execute();
    return rows.map(toDecision);
  }

  #decided(connectionId: string) {
    return this.#trx
      .selectFrom('matchDecision')
      .select(['vendor', 'supplier', 'decision', 'vendorIdentity', 'supplierIdentity', 'decidedBy', 'decidedAt'])
      .where('connectionId', '=', connectionId)
      .orderBy('vendor')
      .orderBy('supplier');
  }

  /** Writes or replaces what the actor decided. */
  async decide({ connectionId, tenantId }: Scope, decided: readonly DecidedMatch[]): Promise<void> {
    for (let at = 0; at < decided.length; at += rowsAtOnce) {
      const rows = decided.slice(at, at + rowsAtOnce).map((one) => ({
        ...{ connectionId, tenantId, vendor: one.vendor, supplier: one.supplier, decision: one.decision },
        ...{ vendorIdentity: one.vendorIdentity, supplierIdentity: one.supplierIdentity, decidedBy: this.#actor },
      }));
      await this.#trx
        .insertInto('matchDecision')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['connectionId', 'vendor', 'supplier']).doUpdateSet((row) => ({
            decision: row.ref('excluded.decision'),
            vendorIdentity: row.ref('excluded.vendorIdentity'),
            supplierIdentity: row.ref('excluded.supplierIdentity'),
            decidedBy: row.ref('excluded.decidedBy'),
            decidedAt: sql<Date>`now()`,
          })),
        )
        .execute();
    }
  }

  /** Takes back what was decided about exactly this pair, or this one record. Null: nothing was. */
  async undo(
    { connectionId }: Pick<Scope, 'connectionId'>,
    vendor: string,
    supplier: string,
  ): Promise<MatchDecision | null> {
    const row = await this.#trx
      .deleteFrom('matchDecision')
      .where('connectionId', '=', connectionId)
      .where('vendor', '=', vendor)
      .where('supplier', '=', supplier)
      .returning('decision')
      .executeTakeFirst();
    return row?.decision ?? null;
  }

  async close({ connectionId }: Pick<Scope, 'connectionId'>): Promise<void> {
    await this.#trx
      .updateTable('matchRun')
      .set({ closedBy: this.#actor, closedAt: sql<Date>`now()` })
      .where('connectionId', '=', connectionId)
      .where('closedAt', 'is', null)
      .execute();
  }
}

function toDecision({
  decidedAt,
  ...row
}: Omit<KeptDecision, 'decidedAt'> & { readonly decidedAt: Date }): KeptDecision {
  return { ...row, decidedAt: decidedAt.toISOString() };
}
