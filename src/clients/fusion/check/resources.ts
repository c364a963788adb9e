import type { CheckStep } from '../../erp-adapter';
import { text } from '../calls/cells';
import { readPage, type Asked } from '../calls/collection-page';
import { equalId, equalText } from '../calls/query';
import type { FusionConnection } from '../connect';
import { tried } from './tried';

interface Resource {
  readonly key: string;
  /** What is asked by where it may be; LastUpdateDate decides how changes are polled. */
  readonly asks: readonly string[];
  readonly writes: boolean;
}

const resources: Readonly<Record<string, Resource>> = {
  suppliers: { key: 'SupplierId', asks: ['SupplierId', 'SupplierNumber', 'Supplier', 'LastUpdateDate'], writes: false },
  purchaseOrders: { key: 'POHeaderId', asks: ['POHeaderId', 'SupplierId', 'LastUpdateDate'], writes: false },
  draftPurchaseOrders: { key: 'POHeaderId', asks: ['POHeaderId', 'SupplierId', 'CreationDate'], writes: true },
  invoices: {
    key: 'InvoiceId',
    asks: ['InvoiceId', 'InvoiceNumber', 'Supplier', 'BusinessUnit', 'LastUpdateDate'],
    writes: true,
  },
  invoiceHolds: { key: 'HoldId', asks: ['InvoiceNumber'], writes: true },
  accountCombinationsLOV: { key: '_CODE_COMBINATION_ID', asks: ['_CHART_OF_ACCOUNTS_ID'], writes: false },
};

/** Each resource that is used: whether the role may read it, what may be asked for, and whether it may be written. */
export async function checkResources(steps: CheckStep[], fusion: FusionConnection): Promise<void> {
  for (const [resource, { key, asks, writes }] of Object.entries(resources)) {
    const ask = `ask the Fusion security administrator for a role of the integration user that may read${writes ? ' and write' : ''} ${resource}, and for its data access to the business units`;
    await tried(steps, `resource ${resource}`, ask, async () => {
      const { rows } = await readPage(fusion.caller, fusion.settings, asked(resource, key), { limit: 1 });
      const seen = rows.length === 0 ? 'readable, no row to see: a missing data access looks the same' : 'readable';
      return [
        seen,
        await queryables(fusion, resource, asks),
        ...(writes ? [writable(await actionsOf(fusion, resource))] : []),
      ].join('; ');
    });
  }
  await checkStyle(steps, fusion);
}

const asked = (resource: string, key: string): Asked => ({
  resource,
  key,
  purpose: 'connection check',
  conditions: [],
});

async function queryables(fusion: FusionConnection, resource: string, attributes: readonly string[]): Promise<string> {
  const may = await Promise.all(attributes.map((one) => fusion.descriptions.isQueryable(resource, one)));
  const not = attributes.filter((_, index) => may[index] !== true);
  if (not.length === 0) return `may be asked by ${attributes.join(', ')}`;
  return `may not be asked by ${not.join(', ')}: compared here, which reads more`;
}

async function actionsOf({ descriptions }: FusionConnection, resource: string): Promise<readonly string[]> {
  return (await descriptions.of(resource)).actions;
}

/** A role is only proven by a write, which a check does not make. */
function writable(actions: readonly string[]): string {
  if (actions.includes('create')) return 'may be written';
  // Some pods list only what else can be done with a row: nothing is said of what is offered where `get` is not.
  return actions.includes('get')
    ? 'warning: this user is offered no create'
    : 'whether it may be written shows the first write';
}

/** A pod can take two conditions joined the wrong way and answer with no rows: the right way finds a supplier that stands. */
async function checkStyle(steps: CheckStep[], fusion: FusionConnection): Promise<void> {
  const ask = 'set fusion.queryStyle as it says here';
  await tried(steps, 'two conditions at once', ask, async () => {
    const suppliers = asked('suppliers', 'SupplierId');
    const { rows } = await readPage(fusion.caller, fusion.settings, suppliers, { limit: 1 });
    const [row] = rows;
    if (row === undefined) return 'not tried: no supplier to see';
    const conditions = [
      equalId('SupplierId', text(row, 'SupplierId')),
      equalText('SupplierNumber', text(row, 'SupplierNumber')),
    ];
    const own = fusion.settings.queryStyle;
    const finds = async (queryStyle: typeof own): Promise<boolean> =>
      (await readPage(fusion.caller, { queryStyle }, { ...suppliers, conditions }, { limit: 1 })).rows.length > 0;
    if (await finds(own)) return `understood as ${own}`;
    const other = own === 'semicolon' ? 'expression' : 'semicolon';
    const works = await finds(other);
    throw new RangeError(
      `a supplier that stands is not found by id and number as ${own}${works ? `, but as ${other}` : ''}`,
    );
  });
}
