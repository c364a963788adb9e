import {
  accrualOf,
  isUnaccrued,
  reversalFacts,
  type AccrualWanted,
  type AccruedLine,
  type Accrued,
} from '../../domain/accrual/accrual';
import type { PostedEffect, PostedEffects } from '../../domain/posting/books/posted-effects';
import type { RequisitionWanted } from '../../domain/requisition/requisition-wanted';
import { contentHashOf } from '../../ledger/content-hash';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { createKnownOfProject } from '../steps/known-beside';
import { orderedOf } from '../steps/ordered-of';
import { accruedChangeOrder, standingOfChangeOrder } from './accrued-change-order';

type KnownOfProject = ReturnType<typeof createKnownOfProject>;

interface ReadAccrual {
  readonly wanted: AccrualWanted;
  readonly effects: PostedEffects;
  /** By which a feed sees whether the plan follows from what our records say now. */
  readonly hash: string;
}

/** What an accrual follows from: what stands of it, what covers it, and where it is to be accrued its requisition or change order. */
export async function accrualWanted(
  tx: Tx,
  connection: Connection,
  document: DocumentRow,
  knownOfProject: KnownOfProject,
): Promise<ReadAccrual> {
  const of = accrualOf(document.sourceId);
  const effects = await tx.effects.of(document.id);
  const accruals = effects.ofStep('accrual').all.filter(stood);
  const inBooks = accruals.filter(({ posting }) => posting?.state === 'confirmed' && posting.stage === 'posted');
  const fact = ({ posting }: PostedEffect, name: string): string => posting?.facts[name] ?? '';
  const isMarked = (one: PostedEffect): boolean => fact(one, reversalFacts.period) !== '';
  const stands = {
    ...{ of, accrued: linesOf(accruals) },
    standing:
      of.kind === 'changeOrder'
        ? await standingOfChangeOrder(tx, connection, of)
        : await tx.accruals.standing(connection, of, connection.settings.posting.approvedStatuses),
    open: linesOf(inBooks.filter((one) => !isMarked(one))),
    awaited: linesOf(inBooks.filter((one) => isMarked(one) && fact(one, reversalFacts.day) === '')),
    reversed: linesOf(effects.ofStep('reversal').all.filter(stood)),
  };
  const isOwed = stands.standing === 'owed';
  const [billed, changed] =
    of.kind === 'changeOrder'
      ? [null, isOwed ? await accruedChangeOrder(tx, connection, of, knownOfProject) : null]
      : [isOwed && isUnaccrued(stands) ? await requisitionOf(tx, connection, of, knownOfProject) : null, null];
  return {
    effects,
    wanted: { ...stands, requisition: billed?.requisition ?? null, changeOrder: changed?.changeOrder ?? null },
    hash: contentHashOf(1, JSON.stringify([named(stands), billed?.contentHash ?? changed?.contentHash ?? ''])),
  };
}

/** Decisions, and what was planned, are kept by the hash: a requisition is named in it as it was before change orders were accrued. */
function named({ of, ...stands }: Omit<AccrualWanted, 'requisition' | 'changeOrder'>): object {
  const { kind, sourceId, lastDay } = of;
  return { of: kind === 'requisition' ? { requisitionId: sourceId, lastDay } : of, ...stands };
}

/** It stands, or people took it out again. */
function stood({ posting }: PostedEffect): boolean {
  return posting?.state === 'confirmed' || posting?.state === 'voided';
}

function linesOf(effects: readonly PostedEffect[]): readonly AccruedLine[] {
  return effects.flatMap(({ entries }) => entries.map(({ item, account, amount }) => ({ item, account, amount })));
}

/** As it was last read; null: it was not, or not with the one before it. */
async function requisitionOf(
  tx: Tx,
  connection: Connection,
  { sourceId }: Accrued,
  knownOfProject: KnownOfProject,
): Promise<{ readonly requisition: RequisitionWanted; readonly contentHash: string } | null> {
  const named = (id: string) =>
    tx.snapshots.named<RequisitionContent>(connection, { kind: 'requisition', sourceId: id });
  const { document, snapshot } = await named(sourceId);
  if (document === null || snapshot?.content == null) return null;
  const { requisition, changeOrderLines } = snapshot.content;
  const commitment = await tx.commitments.load(connection, requisition.commitmentId, Infinity);
  const { previousRequisitionId } = requisition;
  const previous =
    previousRequisitionId === null ? null : ((await named(previousRequisitionId)).snapshot?.content ?? null);
  if (commitment === null || (previousRequisitionId !== null && previous === null)) return null;
  const { known } = await knownOfProject(tx, document, { effects: await tx.effects.of(document.id), last: 'voucher' });
  return {
    contentHash: snapshot.contentHash,
    requisition: {
      ...known,
      vendor: { partyId: '', linked: true, supplierNumber: null },
      ...{ requisition, commitment, previousRequisition: previous?.requisition ?? null },
      history: { lines: {}, certified: '0', known: true, openPredecessor: null },
      atGoLive: await tx.commitmentChoices.of(connection, commitment.id, commitment.createdAt),
      ordered: await orderedOf(tx, connection, commitment.id),
      changeOrderLines: changeOrderLines ?? {},
      accepted: [],
    },
  };
}
