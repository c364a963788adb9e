import { isZero, sum, toAmount } from '../../../src/domain/money/money';
import { invoiceNumber } from '../../../src/domain/requisition/invoice-number';
import type { RequisitionWanted } from '../../../src/domain/requisition/requisition-wanted';
import { cutText } from '../../../src/domain/text/cut-text';
import { printAccount } from '../chart.fixture';
import type { DraftOrderDraft } from '../kinds/draft-order.fixture';
import { invoiceNumberLength, type InvoiceDraft, type InvoiceItem } from '../kinds/invoice.fixture';
import type { KontorSettings } from '../settings.fixture';
import type { KontorLine } from './coded-requisition.fixture';

const textLength = 40;

export interface BookingFacts {
  readonly wanted: RequisitionWanted;
  readonly lines: readonly KontorLine[];
  /** Certificate less what the lines pay. */
  readonly rounding: string;
  readonly settings: KontorSettings;
  readonly books: string;
  readonly creditor: string;
  readonly currency: string;
  /** On which the order and the invoice are dated, `YYYY-MM-DD`. */
  readonly day: string;
}

/** What a requisition comes to in Kontor, before anything of it stands there. */
export interface Booking {
  readonly items: readonly InvoiceItem[];
  /** Null when no line has a gross: nothing is ordered. */
  readonly order: DraftOrderDraft | null;
  /** Null when nothing moves on any account. */
  readonly invoice: InvoiceDraft | null;
  readonly invoiceNumber: string;
}

/** An order of all that has a gross, and an invoice that bills it and carries the retainage. */
export function book(facts: BookingFacts): Booking {
  const { wanted, lines, settings, books, creditor, currency, day } = facts;
  const ordered = lines.filter((line) => !isZero(line.gross));
  const positions = new Map(ordered.map((line, index) => [line.itemKey, String((index + 1) * 10)]));
  const items = lines.map(({ itemKey, account, gross, netRetainage }) => ({
    itemKey,
    account: printAccount(account),
    position: positions.get(itemKey) ?? '',
    gross,
    netRetainage,
  }));
  const common = { books, creditor, currency };
  const rounding = toAmount(facts.rounding, currency);
  const movesNothing =
    ordered.length === 0 && isZero(rounding) && isZero(sum(items.map(({ netRetainage }) => netRetainage)));
  const number = fullNumber(wanted);
  return {
    items,
    order:
      ordered.length === 0
        ? null
        : {
            ...common,
            kind: 'draftOrder',
            date: day,
            text: cutText(orderText(wanted), textLength),
            positions: ordered.map(({ itemKey, account, gross: amount, description }) => ({
              position: positions.get(itemKey) ?? '',
              itemKey,
              account: printAccount(account),
              amount,
              text: cutText(description, textLength),
            })),
          },
    invoice: movesNothing
      ? null
      : {
          ...common,
          kind: 'invoice',
          invoiceDate: day,
          fullInvoiceNumber: number,
          items,
          retentionAccount: settings.retentionAccount,
          rounding: { account: settings.roundingAccount ?? '', amount: rounding },
        },
    invoiceNumber: number,
  };
}

function fullNumber({ requisition, project, commitment }: RequisitionWanted): string {
  return invoiceNumber({
    vendorNumber: requisition.invoiceNumber,
    projectNumber: project.number ?? project.id,
    commitmentNumber: commitment.number ?? commitment.id,
    requisitionNumber: requisition.number,
    revision: 1,
    maxLength: invoiceNumberLength,
  }).full;
}

function orderText({ project, commitment, requisition }: RequisitionWanted): string {
  return `${project.number ?? project.id} ${commitment.number ?? commitment.id} #${requisition.number}`;
}
