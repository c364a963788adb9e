import { sql } from 'kysely';
import type { Via } from '../../domain/posting/plan/planned-step';
import type { Problem } from '../../domain/holds/hold-reason';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';
import { ownDecision, ownPlan } from './own-part';
import { timeLeft, toPosting, type PostingRow } from './posting-row';

/** For what a document's part in the posting of a run was refused. */
export interface RunRefusal {
  /** Under which plan of its own. */
  readonly planId: string;
  readonly problems: readonly Problem[];
  /** A hold told it when no plan could be made: whoever has it looked at again has it posted. */
  readonly isTold?: true;
}

/** Postings that are made of many documents: who waits for one, and whose part is in which. */
export class Runs {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** The document's plan goes no further before these runs have posted its steps. No workflow of its own is kept for that. */
  async await(documentId: string, runs: readonly string[], stage: SyncStage): Promise<void> {
    await this.#trx
      .updateTable('document')
      .set({
        stage,
        open: false,
        runs: [...runs],
        holdId: null,
        waitsUntil: null,
        waitsFor: `the run ${runs.join(', ')}`,
      })
      .where('id', '=', documentId)
      .execute();
  }

  /** The runs that documents of the connection wait for. */
  async awaited(scope: Scope): Promise<string[]> {
    const rows = await this.#trx
      .selectFrom('document')
      .select(sql<string>`unnest(runs)`.as('run'))
      .distinct()
      .where('connectionId', '=', scope.connectionId)
      .where('runs', 'is not', null)
      .execute();
    return rows.map(({ run }) => run).sort();
  }

  /**
   * Documents that wait for the run under their newest plan, in the order in which they were first seen. Whoever has a part in
   * a posting of another one that is not settled is left out: nobody knows yet whether it stands there. `owner.id` null: of one that
   * is not begun yet.
   */
  async waiting(
    owner: { readonly connectionId: string; readonly id: string | null },
    run: string,
  ): Promise<DocumentRow[]> {
    return this.#trx
      .selectFrom('document')
      .selectAll()
      .where('connectionId', '=', owner.connectionId)
      .where(sql<boolean>`${run} = any(runs)`)
      .where(
        sql<boolean>`exists (select from plan where plan.id = document.plan_id and plan.hint_no = document.hint_no)`,
      )
      .where(
        sql<boolean>`not exists (
          select from effect join posting on posting.id = effect.posting_id
          where effect.document_id = document.id and posting.document_id <> document.id
            and posting.document_id is distinct from ${owner.id}::uuid
            and posting.state in ('sent', 'uncertain'))`,
      )
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
  }

  /** Kept until its next pass has told it; `null`: it was told. */
  async noteRefusal(documentId: string, refusal: RunRefusal | null): Promise<void> {
    const runRefusal = refusal === null ? null : await this.#sealed.seal('problems', refusal);
    await this.#trx.updateTable('document').set({ runRefusal }).where('id', '=', documentId).execute();
  }

  async refusalOf({ runRefusal }: Pick<DocumentRow, 'runRefusal'>): Promise<RunRefusal | null> {
    return runRefusal === null ? null : this.#sealed.open<RunRefusal>('problems', runRefusal);
  }

  /** Runs of that name that were begun. `isSettled`: its posting stands, or stood: whatever comes now is a later one's. */
  async begun(
    { connectionId }: Pick<Scope, 'connectionId'>,
    kind: Via['kind'],
    run: string,
  ): Promise<readonly (Pick<DocumentRow, 'id' | 'sourceId' | 'open'> & { readonly isSettled: boolean })[]> {
    return this.#trx
      .selectFrom('document')
      .select(['id', 'sourceId', 'open'])
      .select(
        sql<boolean>`exists (select from posting
          where posting.document_id = document.id and posting.state in ('confirmed', 'voided'))`.as('isSettled'),
      )
      .where('connectionId', '=', connectionId)
      .where('kind', '=', kind)
      .where(sql<boolean>`starts_with(source_id, ${`${run}/`})`)
      .execute();
  }

  /**
   * All that is posted of a document: its own postings, and those of others that it has a part in, these by the name of its own
   * step, by its own plan and decision. In the order in which they were reserved.
   */
  async postingsOf(documentId: string): Promise<PostingRow[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll('posting')
      .select(['posting.step as ownStep', 'posting.planStep as ownPlanStep'])
      .select(['posting.planId as ownPlanId', 'posting.because as ownBecause'])
      .select(timeLeft)
      .where('posting.documentId', '=', documentId)
      .unionAll(
        this.#trx
          .selectFrom('posting')
          .innerJoin('effect', 'effect.postingId', 'posting.id')
          .selectAll('posting')
          .select(['effect.step as ownStep', 'effect.step as ownPlanStep'])
          .select([ownPlan.as('ownPlanId'), ownDecision.as('ownBecause')])
          .select(timeLeft)
          .where('effect.documentId', '=', documentId)
          .whereRef('posting.documentId', '<>', 'effect.documentId'),
      )
      .orderBy('id')
      .execute();
    return rows.map(({ ownStep, ownPlanStep, ownPlanId, ownBecause, ...row }) => ({
      ...toPosting(row),
      ...{ step: ownStep, planStep: ownPlanStep, planId: ownPlanId, because: ownBecause },
    }));
  }
}
