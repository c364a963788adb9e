import type { CheckStep } from '../../erp-adapter';
import { text } from '../calls/cells';
import { isBadQuery } from '../calls/errors';
import { readPage, type Asked } from '../calls/collection-page';
import { equalId, equalText, type QueryStyle } from '../calls/query';
import type { FusionConnection } from '../connect';
import { tried } from '../../tried-step';

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
  for (const pair of pairs) await checkStyle(steps, fusion, pair);
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

interface Pair {
  readonly resource: string;
  readonly key: string;
  readonly other: string;
  readonly otherIsId: boolean;
}

/** Asked both ways: lists of accounts are known to answer one of them with no rows (reference 2.3). */
const pairs: readonly Pair[] = [
  { resource: 'suppliers', key: 'SupplierId', other: 'SupplierNumber', otherIsId: false },
  {
    resource: 'accountCombinationsLOV',
    key: '_CODE_COMBINATION_ID',
    other: '_CHART_OF_ACCOUNTS_ID',
    otherIsId: true,
  },
];

/** A pod can refuse two conditions joined the wrong way, or answer with no rows: the right way finds a row that stands. */
async function checkStyle(steps: CheckStep[], fusion: FusionConnection, pair: Pair): Promise<void> {
  const { resource, key, other, otherIsId } = pair;
  const ask = 'set fusion.queryStyle as it says here';
  await tried(steps, `two conditions at once on ${resource}`, ask, async () => {
    const all = asked(resource, key);
    const { rows } = await readPage(fusion.caller, fusion.settings, all, { limit: 1 });
    const [row] = rows;
    if (row === undefined) return 'not tried: no row to see';
    const second = (otherIsId ? equalId : equalText)(other, text(row, other));
    const conditions = [equalId(key, text(row, key)), second];
    const own = fusion.settings.queryStyle;
    if (await finds(fusion, own, { ...all, conditions })) return `understood as ${own}`;
    const another = own === 'semicolon' ? 'expression' : 'semicolon';
    const works = await finds(fusion, another, { ...all, conditions });
    const but = works ? `, but as ${another}` : '';
    throw new RangeError(`a row that stands is not found by ${key} and ${other} as ${own}${but}`);
  });
}

async function finds({ caller }: FusionConnection, queryStyle: QueryStyle, wanted: Asked): Promise<boolean> {
  try {
    return (await readPage(caller, { queryStyle }, wanted, { limit: 1 })).rows.length > 0;
  } catch (error) {
    if (isBadQuery(error)) return false;
    throw error;
  }
}
