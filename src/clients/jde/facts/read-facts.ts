import { accountName, parseAccountName } from '../../../domain/jde/account';
import type { OrderReference } from '../../../domain/jde/bodies/posting-body';
import type { ErpOrder, ErpSupplier } from '../../../domain/jde/erp-facts';
import type { Fact, FactKey } from '../../../domain/posting/plan/planner';
import type { DataService } from '../tables/data-service';
import { readAccounts } from './accounts';
import { readBankAccounts } from './bank-accounts';
import { readBusinessUnits } from './business-units';
import { readCompanies } from './companies';
import { toNamedLine, toOrderLine, wholeOrderLinesQuery } from '../postings/orders/order-line-facts';
import { orderKey } from '../postings/orders/purchase-orders';
import { equal } from '../tables/table-query';
import { readPayables } from './payables';
import { readSuppliers } from './suppliers';

type Reader = (dataService: DataService, ids: readonly string[]) => Promise<ReadonlyMap<string, unknown>>;

/** By kind of fact; an id that is absent from the answer does not exist. */
const readers: Readonly<Record<string, Reader>> = {
  account: async (dataService, ids) => {
    const accounts = await readAccounts(dataService, ids.map(parseAccountName));
    return new Map(accounts.map((one) => [accountName(one.account), one]));
  },
  businessUnit: async (dataService, ids) => byId(await readBusinessUnits(dataService, ids)),
  company: async (dataService, ids) => byId(await readCompanies(dataService, ids)),
  supplier: async (dataService, ids) => {
    const suppliers = await readSuppliers(dataService, ids);
    return new Map(suppliers.map((one) => [one.number, one]));
  },
  bankAccounts: readBankAccounts,
  orderLines: async (dataService, ids) => {
    const orders = new Map<string, unknown>();
    for (const id of ids) {
      const [orderNumber = '', orderType = '', orderCompany = '', suffix = ''] = id.split(' ');
      const query = wholeOrderLinesQuery({ orderNumber, orderType, orderCompany, suffix });
      orders.set(id, (await dataService.browse(query)).rows.map(toOrderLine));
    }
    return orders;
  },
  order: async (dataService, ids) => {
    const orders = new Map<string, ErpOrder>();
    for (const id of ids) {
      const [orderNumber = '', orderType = '', orderCompany = '', suffix = ''] = id.split(' ');
      const order = await readOrder(dataService, { orderNumber, orderType, orderCompany, suffix });
      if (order !== null) orders.set(id, order);
    }
    return orders;
  },
  commitmentType: async (dataService, ids) => {
    // Codes are kept with blanks before them, so they are compared here.
    const { rows } = await dataService.browse({
      purpose: 'order types that are commitments',
      table: 'F0005',
      columns: ['KY', 'DL01'],
      conditions: [equal('SY', '40'), equal('RT', 'CT')],
    });
    const types = new Map(rows.map(({ KY, DL01 }) => [KY.trim(), { description: DL01 }]));
    return new Map(ids.flatMap((id) => (types.has(id) ? [[id, types.get(id)]] : [])));
  },
  payable: readPayables,
};

async function readOrder(dataService: DataService, reference: OrderReference): Promise<ErpOrder | null> {
  const headers = await dataService.browse({
    purpose: 'purchase order that a person named',
    table: 'F4301',
    columns: ['AN8', 'CRRM'],
    conditions: orderKey(reference),
  });
  const [header] = headers.rows;
  if (header === undefined) return null;
  const { rows } = await dataService.browse(wholeOrderLinesQuery(reference));
  return { supplier: header.AN8, lines: rows.map((row) => toNamedLine(row, header.CRRM === 'F')) };
}

/** One answer for each key, in their order; each kind is read in bulk. Values are kept in plain, and a tax id may be a person's: it stands beside. */
export async function readFacts(dataService: DataService, keys: readonly FactKey[]): Promise<readonly Fact[]> {
  const read = new Map<string, ReadonlyMap<string, unknown>>();
  for (const kind of new Set(keys.map((key) => key.kind))) {
    const reader = readers[kind];
    if (reader === undefined) {
      throw new RangeError(
        `fact ${kind}: JDE knows no facts of this kind; there are ${Object.keys(readers).join(', ')}`,
      );
    }
    const ids = keys.filter((key) => key.kind === kind).map((key) => key.id);
    read.set(kind, await reader(dataService, [...new Set(ids)]));
  }
  return keys.map((key) => {
    const value = read.get(key.kind)?.get(key.id) ?? null;
    if (key.kind !== 'supplier' || value === null) return { ...key, value };
    const { taxId, ...kept } = value as ErpSupplier;
    return { ...key, value: kept, taxId };
  });
}

function byId<One extends { readonly id: string }>(all: readonly One[]): ReadonlyMap<string, One> {
  return new Map(all.map((one) => [one.id, one]));
}
