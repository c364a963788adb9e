import { Decimal } from 'decimal.js';
import { startRig, type Rig, type RigOptions, type Row } from './rig';
import { decideHeld } from '../../../src/application/holds/decide-held';
import type { DecisionKind } from '../../../src/domain/holds/decision';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { HeldDocument } from '../../../src/store/holds/holds';
import type { PostingRow } from '../../../src/store/ledger/posting-row';

/** Projects of the sample company with many commitments whose first requisitions meet no obstacle. */
const projectNumbers = ['4425', '4432', '4440'];
const commitmentEndings = '320 322 323 324 325 328 331 332 333 335 336 337 339 340 342 344 345 346 347 349'.split(' ');

export interface Fault {
  readonly kind: string;
  readonly match?: {
    readonly orchestration?: string;
    readonly table?: string;
    readonly method?: string;
    readonly path?: string;
  };
  readonly count?: number;
  readonly skip?: number;
  readonly delayMs?: number;
  readonly status?: number;
}

export interface SeenPosting extends PostingRow {
  /**
   * What each sent call was answered, the oldest first; null: nobody ever heard. An attempt whose time was over before it
   * could leave (`notSent`: a busy machine) is no call.
   */
  readonly outcomes: readonly (string | null)[];
}

/** Two requisitions that follow each other on one commitment of their own. */
export interface Pair {
  readonly first: DocumentRow;
  readonly next: DocumentRow;
}

/** A rig whose calls to JDE fail by order, with a supply of fresh requisitions to fail on. */
export class FaultBench {
  readonly rig: Rig;
  readonly #unused: Pair[];
  readonly #used: Pair[] = [];

  constructor(rig: Rig, pairs: readonly Pair[]) {
    this.rig = rig;
    this.#unused = [...pairs];
  }

  /** The next pair that no case has used. */
  take(): Pair {
    const pair = this.#unused.shift();
    if (pair === undefined) throw new Error('the sample company has no further commitment for a case');
    this.#used.push(pair);
    return pair;
  }

  async fault(fault: Fault): Promise<void> {
    await this.rig.control('jde', 'POST', 'faults', fault);
  }

  /** Fails when a fault that was ordered was never met: then the case would prove nothing. */
  async faultsMet(): Promise<void> {
    expect(await this.#unmet()).toEqual([]);
    await this.rig.control('jde', 'DELETE', 'faults');
  }

  /** Calls have come that take all faults; slow ones are under way. */
  async untilFaultsMet(): Promise<void> {
    await this.rig.until('all faults met', async () => (await this.#unmet()).length === 0);
    await this.faultsMet();
  }

  async #unmet(): Promise<unknown[]> {
    const listed = (await this.rig.control('jde', 'GET', 'faults')) as { fault: Fault; left: string }[];
    return listed.filter((one) => one.left !== '0');
  }

  async hint(...documents: readonly DocumentRow[]): Promise<void> {
    for (const { sourceId } of documents) await this.rig.hintOne(sourceId);
  }

  /** As `hold resume` does. */
  async resume(document: DocumentRow): Promise<void> {
    const { store } = this.rig.test;
    const held = await this.#holdOf(document);
    if (held === undefined) throw new Error(`${document.sourceId} is not held`);
    await store.inTenant(document.tenantId, (tx) => tx.holds.release(held));
  }

  /** As `hold decide` does. */
  async decide(document: DocumentRow, kind: DecisionKind, reference?: string): Promise<void> {
    const { rig } = this;
    const { store } = rig.test;
    const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
    await decideHeld({ store: store.as('controller'), erp: rig.erp }, connection, document, {
      kind,
      note: 'looked at it',
      ...(reference === undefined ? {} : { reference }),
    });
  }

  /** Waits until the document is held for the reason; a new vendor may hold it for a moment before that. */
  async untilHeld(document: DocumentRow, reason: string): Promise<HeldDocument> {
    return this.#untilHold(document, `held for ${reason}`, (held) => held.hold.reason === reason);
  }

  /** Resumes the document and waits for the hold that its new pass ends with. */
  async resumeInVain(document: DocumentRow, reason: string): Promise<void> {
    const before = await this.#holdOf(document);
    if (before === undefined) throw new Error(`${document.sourceId} is not held`);
    await this.resume(document);
    await this.untilHeldAnew(document, before, reason);
  }

  async untilHeldAnew(document: DocumentRow, before: HeldDocument, reason: string): Promise<void> {
    const after = await this.#untilHold(document, 'held anew', (held) => held.hold.id !== before.hold.id);
    expect(after.hold.reason).toBe(reason);
  }

  async #holdOf(document: DocumentRow): Promise<HeldDocument | undefined> {
    return (await this.rig.holds()).find((one) => one.document.id === document.id);
  }

  async #untilHold(document: DocumentRow, what: string, isIt: (held: HeldDocument) => boolean): Promise<HeldDocument> {
    let found: HeldDocument | undefined;
    await this.rig.until(`${document.sourceId} ${what}`, async () => {
      found = await this.#holdOf(document);
      return found !== undefined && isIt(found);
    });
    if (found === undefined) throw new Error(`${document.sourceId} is not held`);
    return found;
  }

  async postings(document: DocumentRow, step: string): Promise<SeenPosting[]> {
    const { store } = this.rig.test;
    const rows = await store.inTenant(document.tenantId, (tx) => tx.postings.of(document.id));
    const attempts = await store.database.inTenant(document.tenantId, (trx) =>
      trx.selectFrom('postingAttempt').selectAll().orderBy('id').execute(),
    );
    return rows
      .filter((one) => one.step === step)
      .map((row) => ({
        ...row,
        outcomes: attempts
          .filter((one) => one.postingId === row.id && one.outcome !== 'notSent')
          .map((one) => one.outcome),
      }));
  }

  async calls(kind: string): Promise<number> {
    const { counts } = (await this.rig.control('jde', 'GET', 'calls')) as { counts: Record<string, string> };
    return Number(counts[kind] ?? 0);
  }

  /** One order and one voucher stand in JDE for the document, to the cent, and the ledger has nothing in flight. */
  async standsOnce(document: DocumentRow, vouchered = false): Promise<void> {
    const { gross, payable } = await this.#amounts(document);
    const all = [...(await this.postings(document, 'order')), ...(await this.postings(document, 'voucher'))];
    const runs = await this.postings(document, 'processorRun');
    const inFlight = [...all, ...runs].filter((one) => ['reserved', 'sent', 'uncertain'].includes(one.state));
    expect(inFlight.map((one) => `${one.step} ${one.ordinal} ${one.state}`)).toEqual([]);

    // A rejected posting had a key of its own: nothing may stand under that either.
    const keys = (step: string): string[] => all.filter((one) => one.step === step).map((one) => one.key);
    const orders = (await this.#rowsOf('F4301', 'VR01', keys('order'))).map((row) => row['DOCO'] ?? '');
    expect(orders).toHaveLength(1);
    const lines = await this.#rowsOf('F4311', 'DOCO', orders);
    expect(total(lines, 'AEXP')).toBe(gross);

    const payItems = await this.#rowsOf('F0411Z1', 'EDTN', keys('voucher'));
    const distribution = await this.#rowsOf('F0911Z1', 'EDTN', keys('voucher'));
    expect(new Set(payItems.map((row) => row['EDTN'])).size).toBe(1);
    expect(total(payItems, 'AG')).toBe(payable);
    expect(total(distribution, 'AA')).toBe(payable);
    const rowsOnce = (rows: readonly Row[]): number => new Set(rows.map((row) => `${row['EDTN']} ${row['EDLN']}`)).size;
    expect([rowsOnce(payItems), rowsOnce(distribution)]).toEqual([payItems.length, distribution.length]);

    const vouchers = await this.#rowsOf('F0411', 'VR01', keys('voucher'));
    expect(new Set(vouchers.map((row) => row['DOC'])).size).toBe(vouchered ? 1 : 0);
    if (vouchered) expect(total(vouchers, 'AG')).toBe(payable);
  }

  /** Nothing stands in JDE under a key of ours that is not one of the cases' requisitions. */
  async nothingElseStands(): Promise<void> {
    const known = new Set<string>();
    for (const { first, next } of this.#used) {
      for (const document of [first, next]) {
        for (const step of ['order', 'voucher']) {
          for (const posting of await this.postings(document, step)) known.add(posting.key);
        }
      }
    }
    const ours = (rows: readonly Row[], alias: string): string[] =>
      rows.map((row) => row[alias] ?? '').filter((key) => /^PC[A-Z2-7]{18}$/.test(key));
    const standing = [
      ...ours(await this.rig.table('F4301'), 'VR01'),
      ...ours(await this.rig.table('F0411Z1'), 'EDTN'),
      ...ours(await this.rig.table('F0911Z1'), 'EDTN'),
    ];
    expect(standing.filter((key) => !known.has(key))).toEqual([]);
    expect(standing.length).toBeGreaterThan(0);
  }

  async #amounts(document: DocumentRow): Promise<{ gross: string; payable: string }> {
    return this.rig.test.store.database.inTenant(document.tenantId, async (trx) => {
      const row = await trx
        .selectFrom('document')
        .select(['gross', 'payable'])
        .where('id', '=', document.id)
        .executeTakeFirstOrThrow();
      return { gross: cents(row.gross ?? '0'), payable: cents(row.payable ?? '0') };
    });
  }

  async #rowsOf(table: string, alias: string, values: readonly string[]): Promise<Row[]> {
    const found = await Promise.all(values.map((value) => this.rig.table(table, { [alias]: value })));
    return found.flat();
  }
}

/** Limits of seconds, so that a lost answer is settled in two and a half. */
export async function startFaultBench(options: RigOptions = {}): Promise<FaultBench> {
  const rig = await startRig({
    ...options,
    posting: { outsidePeriod: 'firstOpenDay', ...options.posting },
    jde: { requestLimitMs: 800, ...options.jde },
    timing: { settleMs: 1_800, sendWindowMs: 1_000, leaseMs: 1_500, ...options.timing },
  });
  await rig.goLive(projectNumbers);
  const documents = await rig.documents('requisition');
  const pairs = commitmentEndings.map((ending): Pair => {
    const [first, next] = documents.filter((one) => one.commitmentId?.endsWith(`721${ending}`));
    if (first?.number !== 1 || next?.number !== 2)
      throw new Error(`commitment ${ending} has no first two requisitions`);
    return { first, next };
  });
  return new FaultBench(rig, pairs);
}

function total(rows: readonly Row[], alias: string): string {
  return cents(Decimal.sum(0, ...rows.map((row) => row[alias] ?? '0')).toFixed());
}

function cents(amount: string): string {
  return new Decimal(amount).toFixed(2);
}
