import type { PostingPart } from '../clients/erp-gateway';
import type { ErpReference, FoundPosting } from '../domain/posting/found-posting';
import type { PostingBody } from '../domain/jde/posting-body';
import type { Tx } from '../store/unit-of-work';
import type { PostingSilence } from '../store/ledger/posting-attempts';
import type { PostingChange } from '../store/ledger/postings';
import type { PostingRow } from '../store/ledger/posting-row';
import { bodyHash } from './effect-hash';
import type { LedgerDeps, LedgerRequest } from './ledger-request';

/** One posting under our lease: each method is one transaction, and a move that finds no row says so. */
export class LeasedPosting<Body extends PostingBody> {
  readonly #deps: LedgerDeps;
  readonly #request: LedgerRequest<Body>;
  #row: PostingRow;

  constructor(deps: LedgerDeps, request: LedgerRequest<Body>, row: PostingRow) {
    this.#deps = deps;
    this.#request = request;
    this.#row = row;
  }

  /** As we last knew it. */
  get row(): PostingRow {
    return this.#row;
  }

  async storedBody(): Promise<Body | null> {
    if (this.#row.body === null) return null;
    return this.#deps.store.sealed.open<Body>(this.#row.tenantId, 'posting', this.#row.body);
  }

  /** Step 3: under the locks, is this still what should be sent? Writes `sent` with the exact body. Null: stale. */
  async decide(body: Body, missing?: readonly PostingPart[]): Promise<string | null> {
    const { document, plan, step } = this.#request;
    const { timing } = this.#deps;
    return this.#transaction(async (tx) => {
      if (document.commitmentId !== null)
        await tx.commitments.lock(document, document.projectId, document.commitmentId);
      if (
        !(await this.#planIsCurrent(tx)) ||
        !(await tx.plans.isFresh(plan.id, timing.planMaxAgeMs)) ||
        !(await this.#request.mayGo(tx))
      ) {
        await tx.postings.releaseLease(this.#row);
        return null;
      }
      const sent = await tx.postings.move(this.#row, 'sent', {
        ...(await this.#sealedBody(body)),
        // Rows that complete an earlier body belong to the plan of that body, whatever the present one says.
        ...(missing === undefined ? { planId: plan.id } : {}),
        sends: this.#row.sends + 1,
        sendWithinMs: timing.sendWindowMs,
        settleAfterMs: timing.sendWindowMs + timing.settleMs,
        leaseMs: timing.leaseMs,
      });
      if (sent === null) return null;
      this.#row = sent;
      await this.#audit(tx, `${step}.sent`, { ordinal: sent.ordinal, sends: sent.sends }, body);
      return tx.postingAttempts.open(sent, this.#deps.caller);
    });
  }

  /** Null: somebody else went on with it. */
  async confirm(found: FoundPosting, body: Body): Promise<PostingRow | null> {
    const { document, step, mends = [], lastly } = this.#request;
    const confirmed = await this.#transaction(async (tx) => {
      const { result: moved } = await tx.mending(document, mends, () => this.#confirm(tx, found, body));
      if (moved === null) return null;
      await lastly?.(tx);
      const facts = { ordinal: moved.ordinal, reference: found.reference, ...found.facts };
      await this.#audit(tx, `${step}.confirmed`, facts, body);
      return moved;
    });
    if (confirmed !== null) this.#row = confirmed;
    return confirmed;
  }

  /** `reserved` and `uncertain` after a call, `rejected` for good. False: somebody else went on with it. */
  async move(to: 'reserved' | 'uncertain' | 'rejected', act: string, change: PostingChange = {}): Promise<boolean> {
    return this.#move(to, act, change, () => Promise.resolve(true));
  }

  /** Gives the name up because nothing under it ever arrived; only the newest plan may say so. */
  async giveUp(act: string): Promise<boolean> {
    return this.#move('rejected', act, {}, (tx) => this.#planIsCurrent(tx));
  }

  /** What stands half-written under our key, though we never sent it, may still be on its way. */
  async waitForTheRest(body: Body): Promise<boolean> {
    return this.move('uncertain', 'foundHalfWay', {
      ...(await this.#sealedBody(body)),
      settleAfterMs: this.#deps.timing.settleMs,
    });
  }

  /** An answer is a fact: committed by itself, whoever holds the lease. */
  async answer(
    attemptId: string,
    outcome: string,
    reference: ErpReference | null,
    detail: string | null,
  ): Promise<void> {
    await this.#transaction((tx) => tx.postingAttempts.recordAnswer(attemptId, { outcome, reference, detail }));
  }

  silence(): Promise<PostingSilence> {
    return this.#transaction((tx) => tx.postingAttempts.silenceOf(this.#row));
  }

  /** The posting as it is now, whoever holds it, and what else of its step stands in the ERP. */
  async now(): Promise<{ readonly row: PostingRow; readonly standing: readonly PostingRow[] }> {
    return this.#transaction(async (tx) => {
      const row = await tx.postings.load(this.#row.id);
      const all = await tx.postings.of(row.documentId);
      return { row, standing: all.filter((one) => one.step === row.step && one.state === 'confirmed') };
    });
  }

  async #confirm(tx: Tx, found: FoundPosting, body: Body): Promise<PostingRow | null> {
    await tx.documents.lock(this.#request.document.id);
    const moved = await tx.postings.move(this.#row, 'confirmed', {
      reference: found.reference,
      facts: found.facts ?? {},
      erpStage: found.stage ?? null,
      leaseMs: null,
      // A reserved posting may still hold a body that provably was not sent: what stands is the one it was compared with.
      ...(this.#row.state === 'reserved' || this.#row.body === null ? await this.#sealedBody(body) : {}),
    });
    if (moved !== null) await this.#request.onConfirmed(tx, moved, found, body);
    return moved;
  }

  async #move(
    to: 'reserved' | 'uncertain' | 'rejected',
    act: string,
    change: PostingChange,
    may: (tx: Tx) => Promise<boolean>,
  ): Promise<boolean> {
    const moved = await this.#transaction(async (tx) => {
      await tx.documents.lock(this.#request.document.id);
      if (!(await may(tx))) return null;
      const row = await tx.postings.move(this.#row, to, {
        ...change,
        leaseMs: to === 'rejected' ? null : this.#deps.timing.leaseMs,
      });
      if (row !== null) {
        const facts = { ordinal: row.ordinal, ...(row.reference === null ? {} : { reference: row.reference }) };
        await this.#audit(tx, `${this.#request.step}.${act}`, facts);
      }
      return row;
    });
    if (moved === null) return false;
    this.#row = moved;
    return true;
  }

  async #planIsCurrent(tx: Tx): Promise<boolean> {
    const { document, plan } = this.#request;
    const now = await tx.documents.lock(document.id);
    return now.planId === plan.id && now.hintNo === plan.hintNo;
  }

  async #sealedBody(body: Body): Promise<{ body: Buffer; bodyHash: string }> {
    const sealed = await this.#deps.store.sealed.seal(this.#request.document.tenantId, 'posting', body);
    return { body: sealed, bodyHash: bodyHash(body) };
  }

  #audit(tx: Tx, act: string, facts: Record<string, unknown>, body?: Body): Promise<void> {
    const { document, plan } = this.#request;
    return tx.audit(
      document,
      act,
      { erpKey: this.#row.erpKey, planId: plan.id, ...facts },
      { ...(body === undefined ? {} : { payloadHash: bodyHash(body) }) },
    );
  }

  #transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#deps.store.inTenant(this.#request.document.tenantId, work);
  }
}
