import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { PostingPort, PostingTiming } from '../../../src/clients/erp-adapter';
import { postThroughLedger, type LedgerRequest, type LedgerResult } from '../../../src/ledger/post-through-ledger';
import { erpKeyFrom, erpKeyInput } from '../../../src/domain/posting/erp-key';
import type { PlannedStep } from '../../../src/domain/posting/plan/planned-step';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { PostingRow } from '../../../src/store/ledger/posting-row';
import type { Store } from '../../../src/store/store';
import { createTestStore, testProjectId, type TestStore } from '../../stack/test-store';
import { invoiceEntries, invoiceKind, type InvoiceBody } from './invoice-kind';

const step = 'voucher';

export const words = {
  name: 'the ERP',
  reference: (reference: Readonly<Record<string, string>>) => Object.values(reference).join(' '),
  identity: ({ documentNumber = '' }: Readonly<Record<string, string>>) => documentNumber,
};

/** Clocks of this process go faster than real ones by as much as the database's were moved. */
export class MovedClock {
  #movedMs = 0;
  readonly #real = { dateNow: Date.now.bind(Date), performanceNow: performance.now.bind(performance) };

  install(): void {
    jest.spyOn(Date, 'now').mockImplementation(() => this.#real.dateNow() + this.#movedMs);
    jest.spyOn(performance, 'now').mockImplementation(() => this.#real.performanceNow() + this.#movedMs);
  }

  get movedMs(): number {
    return this.#movedMs;
  }

  move(ms: number): void {
    this.#movedMs += ms;
  }
}

/** A plan as the ledger needs it: which content it would post. */
export interface TestPlan {
  readonly id: string;
  readonly hintNo: string;
  readonly amount: string;
}

export interface AttemptOptions {
  readonly port: PostingPort;
  readonly timing: PostingTiming;
  readonly store?: Store;
  readonly runId?: string;
  readonly pause?: (ms: number) => Promise<void>;
  readonly request?: Partial<LedgerRequest>;
}

/** The one step of a plan that would post so much. */
export function stepOf(amount: string, fields: Partial<PlannedStep> = {}): PlannedStep {
  return {
    id: step,
    step,
    kind: invoiceKind.name,
    system: invoiceKind.system,
    subject: 'invoice',
    draft: { amount },
    entries: invoiceEntries(amount),
    asks: [],
    ...fields,
  };
}

/** One document in a real database, and everything that a workflow would do around the ledger. */
export class LedgerDocument {
  readonly #test: TestStore;
  readonly id: string;
  readonly sourceId: string;

  private constructor(test: TestStore, row: DocumentRow) {
    this.#test = test;
    this.id = row.id;
    this.sourceId = row.sourceId;
  }

  static async create(
    test: TestStore,
    kind: 'requisition' | 'vendor' = 'requisition',
    seen: { readonly commitmentId?: string; readonly number?: number } = {},
  ): Promise<LedgerDocument> {
    const sourceId = String(BigInt(`0x${randomBytes(7).toString('hex')}`));
    const row = await test.store.inTenant(test.tenantId, (tx) =>
      tx.documents.see(
        test,
        { kind, sourceId },
        { projectId: testProjectId, commitmentId: sourceId, number: 1, ...seen },
      ),
    );
    return new LedgerDocument(test, row);
  }

  get store(): Store {
    return this.#test.store;
  }

  load(): Promise<DocumentRow> {
    return this.store.inTenant(this.#test.tenantId, (tx) => tx.documents.load(this.id));
  }

  postings(): Promise<PostingRow[]> {
    return this.store.inTenant(this.#test.tenantId, (tx) => tx.postings.of(this.id));
  }

  async posting(): Promise<PostingRow> {
    const rows = await this.postings();
    if (rows.length !== 1) throw new Error(`expected one posting, there are ${rows.length}`);
    return rows[0]!;
  }

  attempts() {
    return this.store.database.inTenant(this.#test.tenantId, (trx) =>
      trx
        .selectFrom('postingAttempt')
        .innerJoin('posting', 'posting.id', 'postingAttempt.postingId')
        .selectAll('postingAttempt')
        .where('posting.documentId', '=', this.id)
        .orderBy('postingAttempt.id')
        .execute(),
    );
  }

  acts(): Promise<string[]> {
    return this.store.database.inTenant(this.#test.tenantId, async (trx) => {
      const rows = await trx
        .selectFrom('auditEntry')
        .select('act')
        .where('sourceId', '=', this.sourceId)
        .orderBy('seq')
        .execute();
      return rows.map((row) => row.act);
    });
  }

  storedBody(posting: PostingRow): Promise<InvoiceBody> {
    if (posting.body === null) throw new Error(`posting ${posting.ordinal} has no body`);
    return this.store.sealed.open<InvoiceBody>(this.#test.tenantId, 'posting', posting.body);
  }

  keyOf(ordinal: number, ofStep: string = step): string {
    const { connectionId } = this.#test;
    const name = { environment: 'sandbox', connectionId, documentId: this.id, step: ofStep, ordinal };
    return erpKeyFrom(createHash('sha256').update(erpKeyInput(name)).digest());
  }

  /** A new pass: a plan with this content, made of what is known now. */
  plan(amount: string): Promise<TestPlan> {
    return this.store.inTenant(this.#test.tenantId, async (tx) => {
      const row = await tx.documents.lock(this.id);
      await tx.holds.close(this.id);
      const id = await tx.plans.store(row, {
        hintNo: row.hintNo,
        asOf: '0',
        mappingVersion: 1,
        contentHash: amount,
        body: { amount },
      });
      return { id, hintNo: row.hintNo, amount };
    });
  }

  hint(): Promise<string> {
    return this.store.inTenant(this.#test.tenantId, async (tx) => tx.documents.hint(await tx.documents.lock(this.id)));
  }

  /** What the workflow does with a result `held`. */
  async hold(result: Extract<LedgerResult, { kind: 'held' }>): Promise<void> {
    const row = await this.load();
    await this.store.inTenant(this.#test.tenantId, (tx) =>
      tx.holds.open(row, { problems: result.problems, asOf: '0' }),
    );
  }

  /** As `hold resume` does: it decides nothing. */
  lookAgain(): Promise<number> {
    return this.store.as('clerk').inTenant(this.#test.tenantId, async (tx) => {
      const held = await tx.holds.list(this.#test, { documentId: this.id });
      for (const one of held) await tx.holds.release(one);
      return held.length;
    });
  }

  /** A person acts on the open hold: vouches for calls that nobody knows of, and lets it look again; false when there is none. */
  async personActs(): Promise<boolean> {
    return this.store.as('controller').inTenant(this.#test.tenantId, async (tx) => {
      const [held] = await tx.holds.list(this.#test, { documentId: this.id });
      if (held === undefined) return false;
      const row = await tx.documents.lock(this.id);
      for (const { reason, value } of held.problems) {
        if (reason !== 'uncertainTooLong') continue;
        const decision = {
          kind: 'neverArrived',
          subject: value,
          note: 'nothing in the queue',
        } as const;
        await tx.decisions.record([row], decision);
      }
      await tx.holds.release(held);
      return true;
    });
  }

  /** Time passes in the database: leases lapse, calls settle, plans age. */
  async letTimePass(ms: number): Promise<void> {
    await this.store.database.inTenant(this.#test.tenantId, async (trx) => {
      await sql`update posting set
          lease_until = lease_until - ${ms} * interval '1 millisecond',
          send_by = send_by - ${ms} * interval '1 millisecond',
          settle_at = settle_at - ${ms} * interval '1 millisecond'
        where document_id = ${this.id}`.execute(trx);
      await sql`update plan set created_at = created_at - ${ms} * interval '1 millisecond'
        where document_id = ${this.id}`.execute(trx);
    });
  }

  async attempt(plan: TestPlan, options: AttemptOptions): Promise<LedgerResult> {
    const store = options.store ?? this.store;
    const kind = options.request?.kind ?? invoiceKind;
    return postThroughLedger(
      {
        store,
        timing: options.timing,
        caller: { runId: options.runId ?? 'run', attempt: 1 },
        pause: options.pause ?? (() => Promise.resolve()),
      },
      {
        document: await this.load(),
        plan,
        step: stepOf(plan.amount),
        kind,
        port: options.port,
        words,
        ignoreDates: false,
        today: '2026-05-31',
        keyOf: (ordinal) => this.keyOf(ordinal, options.request?.step?.step),
        locks: [`commitment:${this.sourceId}`],
        mayGo: () => Promise.resolve(true),
        kindAt: () => ({ kind, port: options.port }),
        ...options.request,
      },
    );
  }
}

export { createTestStore, type TestStore };
