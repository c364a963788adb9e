import type { SupplierCandidate, SupplierFound, SupplierWanted } from '../../src/clients/erp-adapter';
import type { Fact, FactKey } from '../../src/domain/posting/plan/planner';
import { bareTaxId } from '../../src/domain/vendor/bare-tax-id';
import type { KontorCreditor } from './erp/documents.fixture';
import type { KontorMasterData } from './erp/kontor-erp.fixture';
import type { KontorFacts } from './facts.fixture';
import { matchcodeOf } from './kinds/creditor.fixture';
import type { KontorClient } from './ports/client.fixture';

const readers: Readonly<{
  [Kind in keyof KontorFacts]: (data: KontorMasterData, id: string) => KontorFacts[Kind] | null;
}> = {
  site: ({ sites }, id) => {
    const site = sites.get(id);
    return site === undefined ? null : { code: site.code, books: site.books, open: site.open };
  },
  nature: ({ natures }, id) => {
    const nature = natures.get(id);
    return nature === undefined ? null : { code: nature.code, locked: nature.locked };
  },
  creditor: ({ creditors }, id) => {
    const creditor = creditors.get(id);
    if (creditor === undefined) return null;
    const { number, name, blocked, state } = creditor;
    return { number, name, blocked, voided: state === 'voided' };
  },
  books: ({ books }, id) => books.get(id) ?? null,
};

/** One answer for each key, in their order. */
export function readFacts(client: KontorClient, keys: readonly FactKey[]): readonly Fact[] {
  const strange = keys.find(({ kind }) => !Object.hasOwn(readers, kind));
  if (strange !== undefined)
    throw new RangeError(`fact ${strange.kind}: Kontor knows ${Object.keys(readers).join(', ')}`);
  if (keys.length === 0) return [];
  const data = client.read('read master data', (erp) => erp.masterData());
  return keys.map((key) => {
    return { ...key, value: readers[key.kind as keyof KontorFacts](data, key.id) };
  });
}

/** Creditors by the id that another system has for them, by tax id with or without its country, by matchcode. */
export function findSuppliers(client: KontorClient, wanted: SupplierWanted): readonly SupplierCandidate[] {
  const { creditors } = client.read('find creditors', (erp) => erp.masterData());
  const taxId = bareTaxId(wanted.taxId);
  return [...creditors.values()].flatMap((one): SupplierCandidate[] => {
    if (one.state === 'voided') return [];
    const supplier = toSupplier(one);
    if (wanted.sourceKey !== '' && one.externalId === wanted.sourceKey) return [{ supplier, by: 'sourceKey' }];
    if (taxId !== '' && [one.vatId, one.vatId.slice(2)].includes(taxId)) return [{ supplier, by: 'taxId' }];
    return wanted.name !== '' && one.matchcode === matchcodeOf(wanted.name) ? [{ supplier, by: 'name' }] : [];
  });
}

export function readSupplier(client: KontorClient, number: string): SupplierFound | null {
  const creditor = client.read('read a creditor', (erp) => erp.masterData()).creditors.get(number);
  return creditor === undefined || creditor.state === 'voided' ? null : toSupplier(creditor);
}

/** A creditor that is blocked is one all the same: whether it may be ordered from is asked when something is planned. */
function toSupplier({ number, name, vatId: taxId }: KontorCreditor): SupplierFound {
  return { number, name, taxId, isSupplier: true };
}
