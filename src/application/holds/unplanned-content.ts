import type { Problem } from '../../domain/holds/hold-reason';
import { isZero } from '../../domain/money/money';
import type { ItemAmounts } from '../../domain/requisition/item-amounts';
import { requisitionAmounts, type AmountTotals } from '../../domain/requisition/requisition-amounts';
import { documentKind } from '../../domain/documents/document-kinds';
import { documentStands } from '../../ledger/document-stands';
import { postingKey } from '../../ledger/posting-key';
import { previousRequisition } from '../../ledger/previous-requisition';
import { contentHash, type RequisitionContent } from '../../ledger/requisition-content';
import { isOutOfTurn, requisitionHistory } from '../../ledger/requisition-history';
import { seriesOf } from '../../ledger/series-of';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import { isUnsettled, refused } from './enter-by-hand';

/** What a requisition says of which no plan could be made, and under which name something may be entered for it. */
export interface UnplannedContent {
  readonly contentHash: string;
  /** `''` where Procore names none. */
  readonly currency: string;
  /** Those with gross or retainage, in the order of the requisition. */
  readonly items: readonly ItemAmounts[];
  readonly totals: AmountTotals;
  /** Of the linked supplier; null: its vendor is linked to none. */
  readonly supplier: string | null;
  readonly mappingVersion: number;
  readonly stands: string;
  readonly key: string;
  readonly ordinal: number;
}

/**
 * As Procore showed it last, with its amounts since what lower numbers posted. Refused where that is not known, where something of it stands
 * or is on its way, and where it is not its turn.
 */
export async function unplannedContent(
  tx: Tx,
  connection: Connection,
  { id, kind }: Pick<DocumentRow, 'id' | 'kind'>,
): Promise<UnplannedContent> {
  const document = await tx.documents.load(id);
  const { choosesAbout } = documentKind(kind);
  const { snapshot } = await tx.snapshots.named<RequisitionContent>(document, document);
  if (kind !== 'requisition' || choosesAbout === null || snapshot?.content == null) {
    throw refused('what Procore says of it is not known');
  }
  if (BigInt(snapshot.hintNo) < BigInt(document.hintNo)) {
    throw new ActionError('conflict', 'it was heard of since, and is read anew: decide once it is held again');
  }
  const { requisition, changeOrderLines } = snapshot.content;
  const stands = await documentStands(tx, document);
  if (stands.entries.length > 0) {
    throw refused(
      'something of it stands, and what it says now cannot be planned: what is wrong with that is corrected first',
    );
  }
  if (stands.postings.some(isUnsettled(choosesAbout))) {
    throw refused('something of it was sent, and nobody knows yet whether it arrived: that is settled first');
  }
  await checkTurn(tx, connection, document);
  const commitment = await tx.commitments.load(document, requisition.commitmentId, Infinity);
  if (commitment === null) throw refused(`Procore does not show its commitment ${requisition.commitmentId}`);
  const series = await seriesOf(tx, document);
  const { history, problem } = await requisitionHistory(tx, connection, document, series);
  if (problem !== null) throw refused(withoutStop(problem));
  const previous = await previousRequisition(tx, document, requisition);
  const currency = requisition.currency.iso ?? commitment.currency.iso ?? '';
  const amounts = requisitionAmounts({
    ...{ requisition, history, currency },
    previousRequisition: previous?.requisition ?? null,
  });
  const vendorId = requisition.vendorId ?? commitment.vendorId;
  const party = vendorId === null ? null : await tx.parties.ofVendor(document, vendorId);
  const own = stands.postings.filter((one) => one.step === choosesAbout);
  const ordinal = Math.max(0, ...own.map((one) => one.ordinal)) + 1;
  return {
    contentHash: contentHash(requisition, changeOrderLines ?? {}),
    currency,
    items: amounts.items.filter(({ gross, netRetainage }) => !isZero(gross) || !isZero(netRetainage)),
    totals: amounts.totals,
    supplier: party?.erpNumber ?? null,
    mappingVersion: await tx.mappings.version(document),
    stands: stands.hashBut(null),
    key: postingKey(connection, document, choosesAbout, ordinal),
    ordinal,
  };
}

/** Requisitions of one commitment count in the order of their numbers, whoever enters them. */
export async function checkTurn(tx: Tx, connection: Connection, document: DocumentRow): Promise<void> {
  if (!(await isOutOfTurn(tx, connection, document, await seriesOf(tx, document)))) return;
  throw refused(
    'it is not its turn: a lower number of the commitment is open, a higher one is posted, or an opening balance covers it',
  );
}

function withoutStop({ message }: Problem): string {
  return message.replace(/\.$/, '');
}
