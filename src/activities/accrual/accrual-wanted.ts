import {
  accrualOf,
  isUnaccrued,
  reversalFacts,
  type AccrualWanted,
  type AccruedLine,
  type AccruedRequisition,
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

type KnownOfProject = ReturnType<typeof createKnownOfProject>;

interface ReadAccrual {
  readonly wanted: AccrualWanted;
  readonly effects: PostedEffects;
  /** By which a feed sees whether the plan follows from what our records say now. */
  readonly hash: string;
}

/** What an accrual follows from: what stands of it, whether an invoice covers it, and where it is to be accrued its requisition. */
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
    standing: await tx.accruals.standing(connection, of, connection.settings.posting.approvedStatuses),
    open: linesOf(inBooks.filter((one) => !isMarked(one))),
    awaited: linesOf(inBooks.filter((one) => isMarked(one) && fact(one, reversalFacts.day) === '')),
    reversed: linesOf(effects.ofStep('reversal').all.filter(stood)),
  };
  const isOwed = stands.standing === 'owed' && isUnaccrued(stands);
  const read = isOwed ? await requisitionOf(tx, connection, of, knownOfProject) : null;
  return {
    effects,
    wanted: { ...stands, requisition: read?.requisition ?? null },
    hash: contentHashOf(1, JSON.stringify([stands, read?.contentHash ?? ''])),
  };
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
  { requisitionId: sourceId }: AccruedRequisition,
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
