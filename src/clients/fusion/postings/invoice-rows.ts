import type { InvoiceBody, ShownInvoice, ShownLine } from '../../../domain/fusion/bodies/invoice-body';
import { standsAt, standsWith } from '../../../domain/fusion/kinds/invoice';
import { installmentsFact, taxFact } from '../../../domain/fusion/kinds/invoice-problems';
import {
  invoiceStage,
  invoiceStageWord,
  isPostedInFusion,
  type InvoiceStanding,
} from '../../../domain/fusion/kinds/invoice-stage';
import { sum } from '../../../domain/money/money';
import type { Found } from '../../../domain/posting/look';
import { flag, text, textOrNull } from '../calls/cells';
import { childrenSchema, type Row } from '../calls/collection-page';

/** An invoice read with its lines, their distributions and its installments, and the names of its open holds. */
export interface ReadInvoice {
  readonly row: Row;
  readonly openHolds: readonly string[];
  readonly validated: boolean;
}

export function foundInvoice(body: InvoiceBody, read: ReadInvoice): Found {
  const { row } = read;
  const supplier = text(row, 'SupplierNumber');
  const isMoved = supplier !== '' && supplier !== body.supplier;
  const standing = standingOf(read);
  // What is not worked out yet has no sums to compare.
  const { distributed, tax, installments } = standing;
  const sums: Readonly<Record<string, string>> = {
    ...(distributed ? { [taxFact]: tax } : {}),
    ...(distributed && installments !== null ? { [installmentsFact]: installments } : {}),
  };
  return {
    reference: { invoiceId: text(row, 'InvoiceId'), invoiceNumber: text(row, 'InvoiceNumber') },
    stage: invoiceStage(body, standing),
    stageWord: invoiceStageWord(standing),
    missing: [],
    shown: shownInvoice(row),
    facts: {
      ...sums,
      paid: text(row, 'PaidStatus'),
      accounted: text(row, 'AccountingStatus'),
      approval: standing.approval,
      ...(isMoved ? { [standsWith]: supplier, [standsAt]: text(row, 'SupplierSite') } : {}),
    },
  };
}

/** Where an invoice stands, whoever entered it; null: it is posted. */
export function shortOfPosted(read: ReadInvoice, paymentHold: string | null): string | null {
  const standing = standingOf(read);
  return isPostedInFusion({ paymentHold }, standing) ? null : invoiceStageWord(standing);
}

function standingOf({ row, openHolds, validated }: ReadInvoice): InvoiceStanding {
  const lines = liveLines(row);
  const installments = childrenSchema.parse(row['invoiceInstallments']);
  return {
    validation: text(row, 'ValidationStatus'),
    validated,
    canceled: flag(row, 'CanceledFlag'),
    approval: text(row, 'ApprovalStatus'),
    openHolds,
    distributed: lines.length > 0 && lines.every((line) => distributionsOf(line).length > 0),
    tax: sum(lines.filter(isTax).map((line) => text(line, 'LineAmount'))),
    installments: installments === null ? null : sum(installments.map((one) => text(one, 'GrossAmount'))),
  };
}

function shownInvoice(row: Row): ShownInvoice {
  const given = (attribute: string): string | undefined => textOrNull(row, attribute) ?? undefined;
  const [source, supplier, accountingDate] = [given('InvoiceSource'), given('SupplierNumber'), given('AccountingDate')];
  return {
    type: text(row, 'InvoiceType'),
    number: text(row, 'InvoiceNumber'),
    ...(source === undefined ? {} : { source }),
    ...(supplier === undefined ? {} : { supplier }),
    site: text(row, 'SupplierSite'),
    businessUnit: text(row, 'BusinessUnit'),
    currency: text(row, 'InvoiceCurrency'),
    amount: textOrNull(row, 'InvoiceAmount') ?? '0',
    invoiceDate: text(row, 'InvoiceDate').slice(0, 10),
    ...(accountingDate === undefined ? {} : { accountingDate: accountingDate.slice(0, 10) }),
    lines: liveLines(row)
      .filter((line) => !isTax(line))
      .map(shownLine),
  };
}

/** The account of a line without an order is the line's own until it has distributions. */
function shownLine(line: Row): ShownLine {
  const order = text(line, 'PurchaseOrderNumber');
  const [distribution] = distributionsOf(line).filter((one) => !isTaxKind(text(one, 'DistributionLineType')));
  const distributed = distribution === undefined ? '' : text(distribution, 'DistributionCombination');
  return {
    order,
    orderLine: text(line, 'PurchaseOrderLineNumber'),
    schedule: text(line, 'PurchaseOrderScheduleLineNumber'),
    amount: textOrNull(line, 'LineAmount') ?? '0',
    quantity: textOrNull(line, 'Quantity'),
    unitPrice: textOrNull(line, 'UnitPrice'),
    account: distributed || text(line, 'DistributionCombination'),
  };
}

function liveLines(row: Row): readonly Row[] {
  const lines = childrenSchema.parse(row['invoiceLines']) ?? [];
  return lines.filter((line) => !flag(line, 'CanceledFlag') && !flag(line, 'DiscardedFlag'));
}

function distributionsOf(line: Row): readonly Row[] {
  return childrenSchema.parse(line['invoiceDistributions']) ?? [];
}

function isTax(line: Row): boolean {
  return isTaxKind(text(line, 'LineType'));
}

function isTaxKind(type: string): boolean {
  return type.toLowerCase() === 'tax';
}
