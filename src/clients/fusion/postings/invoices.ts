import type { InvoiceBody, InvoiceLine } from '../../../domain/fusion/bodies/invoice-body';
import type { Reference, Stranger } from '../../../domain/posting/look';
import type { Posted } from '../../erp-adapter';
import { flag, text } from '../calls/cells';
import type { Asked, Row } from '../calls/collection-page';
import { equalText, isAskable, since, type Condition } from '../calls/query';
import type { FusionConnection } from '../connect';
import { describedBy, ourKeyIn } from './our-keys';
import type { ReadInvoice } from './invoice-rows';
import { memberOf, num } from './written';

const whole = 'invoiceLines.invoiceDistributions,invoiceInstallments';

const asked = (conditions: readonly Condition[]): Asked => ({
  resource: 'invoices',
  purpose: 'our invoice by its key',
  key: 'InvoiceId',
  conditions,
});

interface InvoicesFound {
  readonly ours: readonly ReadInvoice[];
  readonly strangers: readonly Stranger[];
}

/**
 * Invoices that carry the key: once the id is known it alone decides; else what the supplier got in the business unit since the
 * first send, and whatever has the number. The number alone makes nothing ours (accounting-fusion 1).
 */
export async function findInvoices(
  fusion: FusionConnection,
  one: Pick<Posted, 'key' | 'reference' | 'firstSentAt'>,
  body: InvoiceBody,
): Promise<InvoicesFound> {
  const known = one.reference?.['invoiceId'];
  if (known !== undefined) {
    const read = await readInvoice(fusion, known);
    return { ours: read === null ? [] : [read], strangers: [] };
  }
  const { collections, settings } = fusion;
  const unit = equalText('BusinessUnit', body.businessUnit);
  const number = equalText('InvoiceNumber', body.invoiceNumber);
  const supplier = await ofSupplierNamed(fusion, body.supplierName, body.supplier);
  // A number or a name that cannot be asked for is looked for in what else the invoice would be found by.
  const day = equalText('InvoiceDate', body.invoiceDate);
  const byNumber = await collections.all(asked(isAskable(number) ? [number] : [supplier, day]));
  const ofSupplier = byNumber.filter((row) => isOfSupplier(row, body));
  const made =
    one.firstSentAt === null ? [] : [since('CreationDate', Date.parse(one.firstSentAt) - settings.clockMarginMs)];
  const bySupplier = await collections.all(asked([supplier, unit, ...made, ...(isAskable(supplier) ? [] : [day])]));
  const isOurs = (row: Row): boolean => ourKeyIn(text(row, 'Description')) === one.key;
  const ids = new Set([...byNumber, ...bySupplier].filter(isOurs).map((row) => text(row, 'InvoiceId')));
  const ours: ReadInvoice[] = [];
  for (const id of ids) {
    const read = await readInvoice(fusion, id);
    if (read !== null) ours.push(read);
  }
  return { ours, strangers: ofSupplier.filter((row) => !isOurs(row) && !isCanceled(row)).map(toStranger) };
}

/** The invoice of this supplier and business unit with that number, as AP names it. A number is used once there. */
export async function invoiceCalled(
  fusion: FusionConnection,
  body: InvoiceBody,
  written: string,
): Promise<Reference | null> {
  const rows = await invoicesNumbered(fusion, written);
  const own = rows.find((row) => text(row, 'BusinessUnit') === body.businessUnit && isOfSupplier(row, body));
  return own === undefined ? null : toStranger(own).reference;
}

/** Invoices with that number that are not canceled, whosever they are. */
export async function invoicesNumbered(fusion: FusionConnection, written: string): Promise<readonly Row[]> {
  const called = written.trim().replace(/^invoice\s+/i, '');
  const number = equalText('InvoiceNumber', called);
  if (!isAskable(number)) return [];
  const rows = await fusion.collections.all(asked([number]));
  return rows.filter((row) => text(row, 'InvoiceNumber') === called && !isCanceled(row));
}

/** By the supplier's number where the pod lets invoices be asked so, since a name may hold what cannot be asked for. */
export async function ofSupplierNamed(
  { descriptions }: FusionConnection,
  name: string,
  number: string,
): Promise<Condition> {
  const byNumber = number !== '' && (await descriptions.isQueryable('invoices', 'SupplierNumber'));
  return byNumber ? equalText('SupplierNumber', number) : equalText('Supplier', name);
}

/** One invoice with all that is compared, and its open holds. Null: there is none of that id. */
export async function readInvoice(fusion: FusionConnection, invoiceId: string): Promise<ReadInvoice | null> {
  const finder = `PrimaryKey;InvoiceId=${invoiceId}`;
  const rows = await fusion.collections.all({ ...asked([]), purpose: 'an invoice', finder, expand: whole });
  const row = rows.find((one) => text(one, 'InvoiceId') === invoiceId);
  if (row === undefined) return null;
  const open = await openHolds(fusion, row);
  return { row, openHolds: open, validated: isValidated(fusion, text(row, 'ValidationStatus'), open) };
}

/** While a hold is open, ours too, some pods say of a validated invoice that it needs revalidation (setting `heldStatus`). */
function isValidated({ settings }: FusionConnection, status: string, openHolds: readonly string[]): boolean {
  if (status.toLowerCase() === 'validated') return true;
  const isHeldOnly = status.toLowerCase() === 'needs revalidation' && openHolds.length > 0;
  return isHeldOnly && settings.heldStatus === 'needsRevalidation';
}

/** Holds name no id of the invoice: they are its by number, business unit and supplier. */
async function openHolds({ collections }: FusionConnection, row: Row): Promise<readonly string[]> {
  const number = text(row, 'InvoiceNumber');
  const rows = await collections.all({
    resource: 'invoiceHolds',
    purpose: 'holds of an invoice',
    key: 'HoldId',
    onlyData: true,
    conditions: [equalText('InvoiceNumber', number)],
  });
  return rows
    .filter(
      (one) =>
        text(one, 'Supplier') === text(row, 'Supplier') && text(one, 'BusinessUnit') === text(row, 'BusinessUnit'),
    )
    .filter((one) => text(one, 'ReleaseName') === '')
    .map((one) => text(one, 'HoldName'));
}

/** `POST invoices` (reference 7.2): explicit dates, and an account on all that bills no order. */
export async function makeInvoice({ caller }: FusionConnection, body: InvoiceBody): Promise<Reference | null> {
  const answer = await caller.call({
    operation: 'make invoice',
    effect: 'write',
    method: 'POST',
    path: 'invoices',
    body: { as: 'item', json: invoiceJson(body) },
    ask: 'ask accounts payable what the invoice lacks, and for a role that may make invoices',
  });
  const invoiceId = memberOf(answer, 'InvoiceId');
  return invoiceId === null ? null : { invoiceId, invoiceNumber: body.invoiceNumber };
}

function invoiceJson(body: InvoiceBody): object {
  return {
    InvoiceNumber: body.invoiceNumber,
    InvoiceCurrency: body.currency,
    InvoiceAmount: num(body.amount),
    InvoiceDate: body.invoiceDate,
    BusinessUnit: body.businessUnit,
    Supplier: body.supplierName,
    SupplierSite: body.site,
    InvoiceSource: body.source,
    InvoiceType: body.type,
    AccountingDate: body.accountingDate,
    TermsDate: body.invoiceDate,
    ...(body.paymentTerms === null ? {} : { PaymentTerms: body.paymentTerms }),
    Description: describedBy(body.key, body.words),
    invoiceLines: body.lines.map((line, index) => ({
      LineNumber: index + 1,
      LineType: 'Item',
      LineAmount: num(line.amount),
      AccountingDate: body.accountingDate,
      Description: line.description,
      ...lineJson(line),
    })),
  };
}

function lineJson(line: InvoiceLine): object {
  if (line.role !== 'matched') {
    const { account: DistributionCombination, taxClassification: TaxClassification } = line;
    return { DistributionCombination, ...(TaxClassification === undefined ? {} : { TaxClassification }) };
  }
  const { quantity } = line;
  return {
    PurchaseOrderNumber: line.order,
    PurchaseOrderLineNumber: num(line.orderLine),
    PurchaseOrderScheduleLineNumber: num(line.schedule),
    ...(quantity === null ? {} : { Quantity: num(quantity.quantity), UnitPrice: num(quantity.unitPrice) }),
  };
}

function isOfSupplier(row: Row, { supplier, supplierName }: InvoiceBody): boolean {
  const number = text(row, 'SupplierNumber');
  return number === '' ? text(row, 'Supplier') === supplierName : number === supplier;
}

function isCanceled(row: Row): boolean {
  return flag(row, 'CanceledFlag') || text(row, 'ValidationStatus') === 'Canceled';
}

function toStranger(row: Row): Stranger {
  return {
    reference: { invoiceId: text(row, 'InvoiceId'), invoiceNumber: text(row, 'InvoiceNumber') },
    date: text(row, 'InvoiceDate').slice(0, 10),
    amount: text(row, 'InvoiceAmount') || '0',
    number: text(row, 'InvoiceNumber'),
  };
}
