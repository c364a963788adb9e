import type { BookLine } from '../../clients/erp-sources';
import { isApproved as isApprovedChange } from '../../domain/change-order/approved';
import { isApprovedCost } from '../../domain/direct-cost/approved';
import { isZero } from '../../domain/money/money';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import { reaches } from '../../domain/posting/stages/posting-stage';
import { changeOrderSide } from '../../domain/tie-out/change-order-side';
import { directCostSide, requisitionSide, type ProcoreSide } from '../../domain/tie-out/procore-side';
import type {
  DocumentSides,
  DocumentStanding,
  LedgerAmount,
  LedgerRole,
  PostingOfSides,
} from '../../domain/tie-out/sides';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { DocumentRow } from '../../store/documents/documents';
import type { TiedEntry } from '../../store/documents/tie-out-documents';

/** What our records say of a document. */
export interface TiedDocument {
  readonly document: DocumentRow;
  readonly name: string;
  readonly currency: string;
  /** As last read; null: Procore has it no more, or it was never read. */
  readonly content: RequisitionContent | ProcoreDirectCost | ProcoreChangeOrder | null;
  /** In the time zone of its project, `YYYY-MM-DD`, of a change order; null: it has none, or is none. */
  readonly approvedOn: string | null;
  readonly previous: ProcoreRequisition | null;
  readonly commitment: ProcoreCommitment | null;
  readonly entries: readonly TiedEntry[];
  /** Why a direct cost is not booked from here, as its plan says; null: it is, or is none. */
  readonly notBooked: string | null;
}

const nothing: ProcoreSide = { amounts: [], codeOf: () => null };

/** All three sides of a document, in the trade's words. */
export function documentSides(
  tied: TiedDocument,
  approvedStatuses: readonly string[],
  lines: readonly BookLine[],
): DocumentSides {
  const { entries, name, currency } = tied;
  const standing = entries.filter(({ state }) => state === 'confirmed');
  const { side, isApproved } = procoreOf(tied, approvedStatuses, standing);
  // Kept apart from actual amounts, they are in no balance that is asked for.
  const encumbered = new Set(entries.filter(({ book }) => book === 'encumbrance').map(({ postingKey }) => postingKey));
  return {
    ...{ name, currency },
    standing: standingOf(tied, isApproved),
    procore: isApproved ? side.amounts : [],
    ledger: standing
      .filter(({ amount }) => !isZero(amount))
      .map((entry): LedgerAmount => ({
        ...{ posting: entry.postingKey, account: entry.account, period: entry.period, amount: entry.amount },
        code: entry.item === '' ? null : side.codeOf(entry.item),
        role: roleOf(entry, tied.document.kind),
      })),
    postings: postingsOf(entries),
    erp: lines.map(({ posting, account, date, amount, booked, isInBooks, added }) => ({
      ...{ posting, account, period: date.slice(0, 7), amount, isInBooks, added },
      booked: encumbered.has(posting) ? '0' : booked,
    })),
  };
}

function procoreOf(
  { document, content, previous, commitment, currency, approvedOn }: TiedDocument,
  approvedStatuses: readonly string[],
  standing: readonly TiedEntry[],
): { readonly side: ProcoreSide; readonly isApproved: boolean } {
  if (content === null) return { side: nothing, isApproved: false };
  if (document.kind === 'directCost') {
    const directCost = content as ProcoreDirectCost;
    const clearing = standing.filter((entry) => roleOf(entry, 'directCost') === 'clearing');
    return { side: directCostSide(directCost, clearing), isApproved: isApprovedCost(directCost) };
  }
  if (document.kind === 'changeOrder') {
    const changeOrder = content as ProcoreChangeOrder;
    const isOpen = document.stage === 'held';
    const of = { changeOrder, booked: standing, period: (approvedOn ?? '').slice(0, 7), isOpen };
    return { side: changeOrderSide(of), isApproved: isApprovedChange(changeOrder) };
  }
  const { requisition, changeOrderLines } = content as RequisitionContent;
  const facts = { requisition, previous, commitment, currency, changeOrderLines: changeOrderLines ?? {} };
  return { side: requisitionSide(facts), isApproved: approvedStatuses.includes(requisition.status) };
}

function standingOf({ document, entries, notBooked }: TiedDocument, isApproved: boolean): DocumentStanding | null {
  const { stage } = document;
  switch (stage) {
    case 'held':
      return 'held';
    case 'byHand':
    case 'left':
      return 'byHand';
    case 'takenOver':
      return 'takenOver';
    case 'recorded':
      return notBooked === 'typeOff' || notBooked === 'fromErp' ? notBooked : notBooked === null ? null : 'takenOver';
    case 'withdrawn':
      return null;
    case null:
    case 'checking':
    case 'waiting':
    case 'ordered':
      return isApproved ? 'inFlight' : null;
    case 'delivered':
    case 'vouchered':
    case 'posted':
      if (entries.some(({ state }) => state === 'sent' || state === 'uncertain')) return 'inFlight';
      // A person had something else count than what Procore says.
      return entries.some(({ state, origin }) => state === 'confirmed' && origin !== 'sent') ? 'byHand' : null;
  }
}

function roleOf({ book, item, gross, tax }: TiedEntry, kind: string): LedgerRole {
  if (book === 'accrual') return 'accrual';
  if (book === 'memo' || book === 'encumbrance') return kind === 'memoRelief' ? 'relief' : 'memo';
  if (item !== '') return 'cost';
  if (!isZero(tax)) return 'tax';
  if (!isZero(gross)) return 'rounding';
  return kind === 'directCost' ? 'clearing' : 'retainage';
}

function postingsOf(entries: readonly TiedEntry[]): readonly PostingOfSides[] {
  const postings = new Map<string, PostingOfSides>();
  for (const { postingKey: key, state, stage, origin, reference } of entries) {
    if (origin === 'takenOver') postings.set(key, { key, standing: 'takenOver' });
    // What is named by what it is called there is read and compared like ours.
    else if (origin === 'byHand' && reference === null) postings.set(key, { key, standing: 'byHand' });
    else postings.set(key, { key, standing: state === 'voided' || reaches(stage, 'posted') ? null : 'inFlight' });
  }
  return [...postings.values()];
}
