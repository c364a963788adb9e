import type { PostingPort } from '../../../src/clients/erp-adapter';
import { causesOf, noteStanding } from '../../../src/activities/steps/standing/note-standing';
import { timingSettingsSchema } from '../../../src/config/connection-settings';
import type { DecisionKind } from '../../../src/domain/holds/decision';
import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import { toldToPort } from '../../../src/ledger/effects/told-to-port';
import type { LedgerRequest, LedgerResult } from '../../../src/ledger/post-through-ledger';
import type { PostingRow } from '../../../src/store/ledger/posting-row';
import { FakeErp } from './fake-erp';
import type { SendBehaviour } from './erp-behaviours';
import { LedgerDocument, MovedClock, words, type TestPlan, type TestStore } from './ledger-fixture';

export const timing = timingSettingsSchema.parse({});
export const settledMs = timing.sendWindowMs + timing.settleMs;

/** What one step of a plan is carried out with. */
export type Carrying = Partial<Omit<LedgerRequest, 'kind'>> & {
  /** Of whatever bodies. */
  readonly kind?: unknown;
  readonly port?: PostingPort;
};

/** Documents of one connection, an ERP and a clock for all of them. */
export class NatureScene {
  readonly clock = new MovedClock();
  readonly erp: FakeErp;
  readonly #test: TestStore;
  readonly #documents: LedgerDocument[] = [];

  constructor(test: TestStore, sends: SendBehaviour[] = []) {
    this.#test = test;
    this.clock.install();
    this.erp = new FakeErp({
      nowMs: () => this.clock.movedMs,
      visibilityLagMs: timing.visibilityLagMs,
      longestCallMs: timing.settleMs - timing.visibilityLagMs,
      sendBehaviour: () => sends.shift() ?? 'ok',
    });
  }

  async document(
    kind: 'requisition' | 'vendor' = 'requisition',
    seen: { commitmentId?: string; number?: number } = {},
  ): Promise<LedgerDocument> {
    const document = await LedgerDocument.create(this.#test, kind, seen);
    this.#documents.push(document);
    return document;
  }

  async wait(ms: number): Promise<void> {
    this.clock.move(ms);
    this.erp.letTimePass();
    for (const document of this.#documents) await document.letTimePass(ms);
  }

  attempt(document: LedgerDocument, plan: TestPlan, carrying: Carrying = {}): Promise<LedgerResult> {
    const { port = this.erp.port(), ...request } = carrying;
    return document.attempt(plan, {
      port,
      timing,
      pause: (ms) => this.wait(ms),
      request: request as Partial<LedgerRequest>,
    });
  }

  /** A new pass: a plan with this content, and its step. */
  async pass(document: LedgerDocument, amount: string, carrying: Carrying = {}): Promise<LedgerResult> {
    return this.attempt(document, await document.plan(amount), carrying);
  }

  /** What a person decided; the step that it asks for carries its id. */
  decide(document: LedgerDocument, subject: string, kind: DecisionKind = 'acceptOverContract'): Promise<string> {
    return document.store
      .as('controller')
      .inTenant(this.#test.tenantId, async (tx) =>
        tx.decisions.record([await tx.documents.lock(document.id)], { kind, subject, note: 'seen' }),
      );
  }

  /** As the feed that watches what stands: looks at the document's confirmed postings and notes how far they have come. */
  async feed(document: LedgerDocument, kindOf: unknown, port: PostingPort = this.erp.port()): Promise<void> {
    const kind = kindOf as PostingKind;
    for (const posting of await document.postings()) {
      if (posting.state !== 'confirmed' || posting.kind !== kind.name) continue;
      const body = await document.storedBody(posting);
      const [look] = await port.look([toldToPort(posting, body)]);
      if (look === undefined) throw new Error('no answer');
      await document.store.inTenant(this.#test.tenantId, (tx) =>
        tx.mending(posting, causesOf(posting, kind, look), async () => {
          await tx.documents.lock(document.id);
          return (await noteStanding(tx, posting, { kind, words, body, look })) ? document : null;
        }),
      );
    }
  }

  /** On the word of a person it counts as posted no longer; gives the decision. */
  async confirmVoided(document: LedgerDocument, posting: PostingRow): Promise<string> {
    await document.store.inTenant(this.#test.tenantId, (tx) => tx.postings.move(posting, 'voided'));
    return this.decide(document, posting.key, 'confirmVoided');
  }

  /** What of the document stands, by account, as the rows say. */
  async standing(document: LedgerDocument): Promise<Record<string, string>> {
    const effects = await document.store.inTenant(this.#test.tenantId, (tx) => tx.effects.of(document.id));
    return Object.fromEntries(effects.standing().byAccount('cost'));
  }

  async rows(document: LedgerDocument): Promise<readonly (readonly [string, number, string])[]> {
    return (await document.postings()).map((one) => [one.step, one.ordinal, one.state] as const);
  }

  /** By a hold that nobody has released. */
  async isHeld(document: LedgerDocument): Promise<boolean> {
    const holds = await document.store.database.inTenant(this.#test.tenantId, (trx) =>
      trx
        .selectFrom('hold')
        .select('id')
        .where('documentId', '=', document.id)
        .where('closedAt', 'is', null)
        .where('releaseAskedAt', 'is', null)
        .execute(),
    );
    return holds.length > 0;
  }
}
