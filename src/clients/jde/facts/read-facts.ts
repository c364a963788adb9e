import { accountName, parseAccountName } from '../../../domain/jde/account';
import type { KeptSupplier } from '../../../domain/jde/erp-facts';
import type { Fact, FactKey } from '../../../domain/posting/plan/planner';
import type { DataService } from '../tables/data-service';
import { readAccounts } from './accounts';
import { readBusinessUnits } from './business-units';
import { readCompanies } from './companies';
import { toOrderLine, wholeOrderLinesQuery } from '../postings/orders/order-line-facts';
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
    // Facts are kept in plain, and the tax id may be a person's.
    return new Map(suppliers.map(({ taxId: _, ...kept }): [string, KeptSupplier] => [kept.number, kept]));
  },
  orderLines: async (dataService, ids) => {
    const orders = new Map<string, unknown>();
    for (const id of ids) {
      const [orderNumber = '', orderType = '', orderCompany = '', suffix = ''] = id.split(' ');
      const query = wholeOrderLinesQuery({ orderNumber, orderType, orderCompany, suffix });
      orders.set(id, (await dataService.browse(query)).rows.map(toOrderLine));
    }
    return orders;
  },
  payable: readPayables,
};

/** One answer for each key, in their order; each kind is read in bulk. */
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
  return keys.map((key) => ({ ...key, value: read.get(key.kind)?.get(key.id) ?? null }));
}

function byId<One extends { readonly id: string }>(all: readonly One[]): ReadonlyMap<string, One> {
  return new Map(all.map((one) => [one.id, one]));
}
