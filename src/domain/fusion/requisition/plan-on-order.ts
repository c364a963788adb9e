import { noOrder } from '../../commitment/no-order';
import type { Problem } from '../../holds/hold-reason';
import { compare, isZero } from '../../money/money';
import { invoiceNumber } from '../../requisition/invoice-number';
import type { RequisitionAmounts } from '../../requisition/requisition-amounts';
import { cutText } from '../../text/cut-text';
import type { InvoiceDraft } from '../bodies/invoice-body';
import { ofCompany, settingsPathOf } from '../business-units';
import { invoiceNumberLength } from '../kinds/invoice';
import type { PostingSettings } from '../posting-settings';
import { accountingDate, type InvoiceDates } from './accounting-date';
import type { BilledItem } from '../../requisition/billed-items';
import { checkAccounts } from './check-accounts';
import { overBilled } from './check-billing';
import { orderGone, orderOpenProblems, orderSetupProblems } from './check-order';
import { complianceOf, siteFor, vendorProblem } from './check-vendor';
import { checkCompliance, noFindings } from '../../vendor/check-compliance';
import type { MasterData } from './master-data';
import { orderWords, type OrderLink } from './order-link';
import { invoiceAmounts } from './plan-invoice';
import { codingFindings, companyOf, invoiceItems, linkItems, matchedLines, type LinkedItem } from './plan-lines';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';

/** Of what a manual hold says, with what stands before it; no length is published, and texts of its kind take 240. */
const holdReasonLength = 200;

export interface OrderContext {
  readonly wanted: RequisitionWanted;
  readonly settings: PostingSettings;
  readonly data: MasterData;
  readonly link: OrderLink | null;
  readonly amounts: RequisitionAmounts;
  readonly items: readonly BilledItem[];
  readonly currency: string;
  readonly today: string;
}

export interface PlannedOnOrder {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Null with `apPosting` off, or when nothing moves. */
  readonly invoice: InvoiceDraft | null;
  readonly linked: readonly LinkedItem[];
  readonly dates: InvoiceDates;
  readonly number: string;
  readonly supplier: string;
  readonly company: string;
  /** Retainage that the order's own terms let go of, which is AP's; null: none. */
  readonly released: string | null;
}

/** The invoice of a requisition on the order of its commitment, or every reason why there is none. */
export function planOnOrder(
  context: OrderContext & { readonly ownKeys: readonly string[]; readonly known: readonly string[] },
): PlannedOnOrder {
  const { wanted, settings, data, link, amounts, items, currency } = context;
  const { requisition, commitment, vendor } = wanted;
  const problems: Problem[] = [];
  const notes: string[] = [];
  const number = fullNumber(wanted);
  const billed = requisition.billingDate ?? context.today;
  let dates: InvoiceDates = { invoiceDate: billed, accountingDate: billed };
  const supplier = data.supplier;
  const result = (more: Partial<PlannedOnOrder> = {}): PlannedOnOrder => ({
    problems,
    notes,
    invoice: null,
    linked: [],
    dates,
    number,
    supplier: supplier?.number ?? '',
    company: '',
    released: null,
    ...more,
  });
  if (items.length === 0 && isZero(amounts.totals.tax) && isZero(amounts.totals.rounding)) return result();

  const unknown = vendorProblem({ ...wanted, vendorName: requisition.vendorName }, supplier);
  if (unknown !== null) problems.push(unknown);
  const compliance = settings.apPosting
    ? checkCompliance({ ...complianceOf(wanted), settings, day: context.today })
    : noFindings;
  problems.push(...compliance.problems);
  notes.push(...compliance.notes);
  const found = accountingDate({ ...data, ...requisition, settings, today: context.today });
  if ('dates' in found) dates = found.dates;
  else problems.push(...found.problems);
  const needsOrder = !isReleaseAlone(wanted, items);
  if (link === null && needsOrder) problems.push(noOrder(wanted, orderWords(wanted)));
  const { order, billing } = data;
  if (link !== null && (order === null || billing === null)) problems.push(orderGone(link, commitment.id));
  const onOrder = link === null || order === null || billing === null ? null : { link, order, billing };
  if (supplier === null || (onOrder === null && (link !== null || needsOrder))) return result();

  const { linked, problems: notLinked } = linkItems(wanted, items, onOrder, settings);
  problems.push(...notLinked);
  const facts = { currency, ownKeys: context.ownKeys, seen: context.known, commitmentId: commitment.id };
  const matched =
    onOrder === null ? { lines: [], problems: [] } : matchedLines(linked, onOrder.order, onOrder.billing, facts);
  const touched = [...new Set(linked.flatMap(({ item, line }) => (line === null || isZero(item.gross) ? [] : [line])))];
  const coding = codingFindings(wanted, linked, settings);
  const own = companyOf(linked, settings);
  const company = own.company ?? '';
  const units = ofCompany(settings, company);
  problems.push(...coding.problems, ...own.problems);
  if (onOrder !== null) {
    problems.push(
      ...(touched.length === 0 ? [] : orderOpenProblems(onOrder.order, matched.lines, commitment.id)),
      ...orderSetupProblems(onOrder.order, {
        link: onOrder.link,
        supplier,
        lines: touched,
        commitmentId: commitment.id,
        currency,
        businessUnit: units.businessUnit.name,
        vendorId: commitment.vendorId,
        day: context.today,
      }),
      ...(amounts.areFinal
        ? [...overBilled(onOrder.order, onOrder.billing, { ...facts, lines: matched.lines }), ...matched.problems]
        : []),
    );
  }
  notes.push(...coding.notes);
  const site = siteFor('invoice', {
    supplier,
    settings: units,
    settingsOf: settingsPathOf(settings, company),
    partyId: vendor.partyId,
    vendorId: commitment.vendorId,
    day: context.today,
    orderSite: order?.siteId || null,
  });
  if ('problem' in site) problems.push(site.problem);

  const way = order?.hasTerms === true ? 'A' : 'B';
  const { totals } = amounts;
  const released = way === 'A' && settings.apPosting && compare(totals.released, '0') > 0 ? totals.released : null;
  const more = { linked, company, released, dates };
  if (!settings.apPosting || !amounts.areFinal || own.problems.length > 0) return result(more);
  const invoice = invoiceAmounts({ totals, matched: matched.lines, linked, way, company, settings, currency });
  if (invoice.isEmpty) return result(more);
  const uses = invoice.lines
    .flatMap((line) => (line.role === 'matched' ? [] : [line.account]))
    .map((account) => ({
      account,
      combination: data.combinations.get(account) ?? null,
      setting: `posting.companies.${company}`,
    }));
  problems.push(...invoice.problems, ...checkAccounts(uses, dates.accountingDate));
  if (problems.length > 0 || 'problem' in site) return result(more);
  const draft: InvoiceDraft = {
    kind: 'invoice',
    businessUnit: units.businessUnit.name,
    source: settings.invoiceSource,
    type: invoice.type,
    supplier: supplier.number,
    supplierName: supplier.name,
    site: site.site.name,
    currency,
    amount: invoice.amount,
    payable: invoice.payable,
    invoiceDate: dates.invoiceDate,
    accountingDate: dates.accountingDate,
    fullInvoiceNumber: number,
    words: cutText(
      `${wanted.project.number ?? wanted.project.id} ${commitment.number ?? commitment.id} #${requisition.number}`,
      200,
    ),
    paymentTerms: settings.paymentTerms ?? null,
    tax: invoice.tax,
    taxHold: settings.taxMethod === 'fusion' ? (settings.holdNames.tax ?? null) : null,
    paymentHold: settings.payStatus === 'H' || compliance.holdsPayment ? (settings.holdNames.payment ?? null) : null,
    ...(compliance.holdsPayment ? { paymentHeldFor: cutText(compliance.notes.join(' '), holdReasonLength) } : {}),
    order:
      touched.length === 0 || order === null
        ? null
        : { headerId: order.headerId, commitmentId: commitment.id, seen: context.known },
    way,
    lines: invoice.lines,
    items: invoiceItems(linked),
  };
  return result({ ...more, invoice: draft });
}

/**
 * Retainage alone, of a commitment from before go-live of which a person chose to order the balance: that has no order where all was
 * billed before, and needs none.
 */
function isReleaseAlone({ atGoLive, ordered }: RequisitionWanted, items: readonly BilledItem[]): boolean {
  const hasOrder = ordered?.mayStand().newest('order') != null;
  return atGoLive?.choice === 'balance' && !hasOrder && items.every(({ gross }) => isZero(gross));
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
