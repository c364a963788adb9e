import type { PostingPart } from '../clients/erp-gateway';
import type { ErpReference, FoundPosting } from '../domain/posting/found-posting';
import type { PostingBody } from '../domain/jde/posting-body';
import type { Trx } from '../store/database';
import type { PostingSilence } from '../store/ledger/posting-attempts';
import type { PostingChange, PostingRow } from '../store/ledger/postings';
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
    const { store, timing } = this.#deps;
    return this.#transaction(async (trx) => {
      if (document.commitmentId !== null)
        await store.commitments.lockCommitment(trx, document, document.projectId, document.commitmentId);
      if (
        !(await this.#planIsCurrent(trx)) ||
        !(await store.plans.planIsFresh(trx, plan.id, timing.planMaxAgeMs)) ||
        !(await this.#request.mayGo(trx))
      ) {
        await store.postings.releaseLease(trx, this.#row);
        return null;
      }
      const sent = await store.postings.movePosting(trx, this.#row, 'sent', {
        ...(await this.#sealedBody(body)),
        // Rows that complete an earlier body belong to the plan of that body, whatever the present one says.
        ...(missing === undefined ? { plan_id: plan.id } : {}),
        sends: this.#row.sends + 1,
        send_by: store.postings.after(timing.sendWindowMs),
        settle_at: store.postings.after(timing.sendWindowMs + timing.settleMs),
        lease_until: store.postings.after(timing.leaseMs),
      });
      if (sent === null) return null;
      this.#row = sent;
      await this.#audit(trx, `${step}.sent`, { ordinal: sent.ordinal, sends: sent.sends }, body);
      return store.postingAttempts.openAttempt(trx, sent, this.#deps.caller);
    });
  }

  /** Null: somebody else went on with it. */
  async confirm(found: FoundPosting, body: Body): Promise<PostingRow | null> {
    const { document, step } = this.#request;
    const { store } = this.#deps;
    const confirmed = await this.#transaction(async (trx) => {
      await this.#request.beforeConfirm?.(trx);
      await store.documents.lockDocument(trx, document.id);
      const moved = await store.postings.movePosting(trx, this.#row, 'confirmed', {
        reference: JSON.stringify(found.reference),
        facts: JSON.stringify(found.facts ?? {}),
        erp_stage: found.stage ?? null,
        confirmed_at: store.postings.after(0),
        lease_until: null,
        // A reserved posting may still hold a body that provably was not sent: what stands is the one it was compared with.
        ...(this.#row.state === 'reserved' || this.#row.body === null ? await this.#sealedBody(body) : {}),
      });
      if (moved === null) return null;
      await this.#request.onConfirmed(trx, moved, found, body);
      const facts = { ordinal: moved.ordinal, reference: found.reference, ...found.facts };
      await this.#audit(trx, `${step}.confirmed`, facts, body);
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
    return this.#move('rejected', act, {}, (trx) => this.#planIsCurrent(trx));
  }

  /** What stands half-written under our key, though we never sent it, may still be on its way. */
  async waitForTheRest(body: Body): Promise<boolean> {
    return this.move('uncertain', 'foundHalfWay', {
      ...(await this.#sealedBody(body)),
      settle_at: this.#deps.store.postings.after(this.#deps.timing.settleMs),
    });
  }

  /** An answer is a fact: committed by itself, whoever holds the lease. */
  async answer(
    attemptId: string,
    outcome: string,
    reference: ErpReference | null,
    detail: string | null,
  ): Promise<void> {
    await this.#transaction((trx) =>
      this.#deps.store.postingAttempts.recordAnswer(trx, attemptId, { outcome, reference, detail }),
    );
  }

  silence(): Promise<PostingSilence> {
    return this.#transaction((trx) => this.#deps.store.postingAttempts.silenceOf(trx, this.#row));
  }

  /** The posting as it is now, whoever holds it, and what else of its step stands in the ERP. */
  async now(): Promise<{ readonly row: PostingRow; readonly standing: readonly PostingRow[] }> {
    return this.#transaction(async (trx) => {
      const row = await this.#deps.store.postings.loadPosting(trx, this.#row.id);
      const all = await this.#deps.store.postings.postingsOf(trx, row.documentId);
      return { row, standing: all.filter((one) => one.step === row.step && one.state === 'confirmed') };
    });
  }

  async #move(
    to: 'reserved' | 'uncertain' | 'rejected',
    act: string,
    change: PostingChange,
    may: (trx: Trx) => Promise<boolean>,
  ): Promise<boolean> {
    const { store, timing } = this.#deps;
    const moved = await this.#transaction(async (trx) => {
      await store.documents.lockDocument(trx, this.#request.document.id);
      if (!(await may(trx))) return null;
      const row = await store.postings.movePosting(trx, this.#row, to, {
        ...change,
        lease_until: to === 'rejected' ? null : store.postings.after(timing.leaseMs),
      });
      if (row !== null) {
        const facts = { ordinal: row.ordinal, ...(row.reference === null ? {} : { reference: row.reference }) };
        await this.#audit(trx, `${this.#request.step}.${act}`, facts);
      }
      return row;
    });
    if (moved === null) return false;
    this.#row = moved;
    return true;
  }

  async #planIsCurrent(trx: Trx): Promise<boolean> {
    const { document, plan } = this.#request;
    const now = await this.#deps.store.documents.lockDocument(trx, document.id);
    return now.planId === plan.id && now.hintNo === plan.hintNo;
  }

  async #sealedBody(body: Body): Promise<{ body: Buffer; body_hash: string }> {
    const sealed = await this.#deps.store.sealed.seal(this.#request.document.tenantId, 'posting', body);
    return { body: sealed, body_hash: bodyHash(body) };
  }

  #audit(trx: Trx, act: string, facts: Record<string, unknown>, body?: Body): Promise<void> {
    const { document, plan } = this.#request;
    return this.#deps.store.audit.appendAudit(trx, document.tenantId, {
      actor: this.#deps.actor,
      act,
      connectionId: document.connectionId,
      documentKind: document.kind,
      sourceId: document.sourceId,
      facts: { erpKey: this.#row.erpKey, planId: plan.id, ...facts },
      ...(body === undefined ? {} : { payloadHash: bodyHash(body) }),
    });
  }

  #transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#deps.store.inTenant(this.#request.document.tenantId, work);
  }
}
