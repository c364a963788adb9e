import { orderStage, statusOf } from '../../../domain/fusion/order';
import type { PostingStage } from '../../../domain/posting/stages/posting-stage';
import type { Changed, OursFound } from '../../erp-adapter';
import { flag, text } from '../calls/cells';
import { changedSince } from '../calls/changed-since';
import type { Row } from '../calls/collection-page';
import type { FusionConnection } from '../connect';
import { ourKeyIn } from '../postings/our-keys';

const dayMs = 86_400_000;

type Resource = 'purchaseOrders' | 'invoices';
const keys = { purchaseOrders: 'POHeaderId', invoices: 'InvoiceId' } as const;
const idOf = { purchaseOrders: 'poHeaderId', invoices: 'invoiceId' } as const;

/**
 * What changed within so many days, of ours, and of others what may be posted by hand for one of ours. Any change may be one out of the books: it
 * is looked at.
 */
export async function changedOfOurs(
  fusion: FusionConnection,
  resource: Resource,
  days: number,
): Promise<readonly Changed[]> {
  const rows = await rowsChanged(fusion, resource, days);
  return rows.map((row): Changed => {
    const key = ourKeyIn(text(row, 'Description'));
    const any = { isLost: true, facts: {} };
    if (key !== '') return { key, ...any };
    return { key: null, reference: { [idOf[resource]]: text(row, keys[resource]) }, mayBeByHand: true, ...any };
  });
}

/** Orders that changed, whoever made them: what of ours came onto one is known by the order. */
export async function ordersChanged(fusion: FusionConnection, days: number): Promise<readonly Changed[]> {
  const rows = await rowsChanged(fusion, 'purchaseOrders', days);
  return rows.map((row) => ({
    key: null,
    reference: { poHeaderId: text(row, 'POHeaderId') },
    isLost: true,
    facts: {},
  }));
}

/** What carries a key like ours, for a rebuild. */
export async function oursFound(
  fusion: FusionConnection,
  resource: Resource,
  days: number,
): Promise<readonly OursFound[]> {
  const rows = await changed(fusion, resource, days);
  return rows.map((row) => ({
    key: ourKeyIn(text(row, 'Description')),
    step: resource === 'purchaseOrders' ? 'order' : 'voucher',
    reference: referenceOf(resource, row),
    stage: resource === 'purchaseOrders' ? orderStage(statusOf(text(row, 'StatusCode'))) : invoiceStanding(row),
  }));
}

async function changed(fusion: FusionConnection, resource: Resource, days: number): Promise<readonly Row[]> {
  const rows = await rowsChanged(fusion, resource, days);
  return rows.filter((row) => ourKeyIn(text(row, 'Description')) !== '');
}

async function rowsChanged(fusion: FusionConnection, resource: Resource, days: number): Promise<readonly Row[]> {
  const asked = { resource, purpose: 'what of ours changed', key: keys[resource], conditions: [], onlyData: true };
  return changedSince(fusion, asked, fusion.nowMs() - days * dayMs);
}

function referenceOf(resource: Resource, row: Row): OursFound['reference'] {
  return resource === 'purchaseOrders'
    ? { poHeaderId: text(row, 'POHeaderId'), orderNumber: text(row, 'OrderNumber') }
    : { invoiceId: text(row, 'InvoiceId'), invoiceNumber: text(row, 'InvoiceNumber') };
}

/** Without its body nobody can say more. */
function invoiceStanding(row: Row): PostingStage {
  const validation = text(row, 'ValidationStatus');
  if (flag(row, 'CanceledFlag') || validation === 'Canceled') return 'voided';
  return validation === 'Validated' ? 'vouchered' : 'stands';
}
