import type { ErpSupplier } from '../../../domain/jde/erp-facts';
import type { SupplierCandidate, SupplierWanted } from '../../erp-adapter';
import type { DataService } from '../tables/data-service';
import type { TableRow } from '../ais/schemas';
import type { JdeSettings } from '../settings';
import { significantWords } from './supplier-name';
import { contains, equal, oneOf, type Condition } from '../tables/table-query';

const addressColumns = ['AN8', 'ALPH', 'TAX', 'AT1'] as const;
const masterColumns = ['AN8', 'HOLD', 'HDPY', 'CRRP'] as const;
type AddressRow = TableRow<(typeof addressColumns)[number]>;
type MasterRow = TableRow<(typeof masterColumns)[number]>;

/** HDPY (UDC H01/HD) that say "no hold"; whatever is not known is one (reference 15). */
const notHeld = new Set(['', '0', 'N']);

const suppliersAtOnce = 50;
const mostNameCandidates = 20;

/** F0101 with F0401. An address without a supplier master row takes no orders, so it is no supplier yet. */
export async function readSuppliers(
  dataService: DataService,
  numbers: readonly string[],
): Promise<readonly ErpSupplier[]> {
  const wanted = [...new Set(numbers)];
  const found: ErpSupplier[] = [];
  for (let at = 0; at < wanted.length; at += suppliersAtOnce) {
    const conditions = [oneOf('AN8', wanted.slice(at, at + suppliersAtOnce))];
    const { rows } = await dataService.browse({
      purpose: 'suppliers by number',
      table: 'F0101',
      columns: addressColumns,
      conditions,
    });
    found.push(...(await withMasters(dataService, rows)));
  }
  return found;
}

/** By external key and tax id (both indexed), and by the words of the name in the compressed name. */
export async function findSuppliers(
  dataService: DataService,
  settings: JdeSettings,
  wanted: SupplierWanted,
): Promise<readonly SupplierCandidate[]> {
  const by = new Map<string, SupplierCandidate['by']>();
  const addresses: AddressRow[] = [];
  const look = async (how: SupplierCandidate['by'], conditions: readonly Condition[]): Promise<void> => {
    const { rows } = await dataService.browse({
      purpose: `suppliers by ${how}`,
      table: 'F0101',
      columns: addressColumns,
      conditions: [equal('AT1', 'V'), ...conditions],
      ...(how === 'name' ? { firstRows: mostNameCandidates } : {}),
    });
    for (const row of rows) {
      if (by.has(row.AN8)) continue;
      by.set(row.AN8, how);
      addresses.push(row);
    }
  };
  if (wanted.sourceKey !== '') await look('sourceKey', [equal(settings.vendorKeyColumn, wanted.sourceKey)]);
  const taxIds = taxIdSpellings(wanted.taxId);
  if (taxIds.length > 0) await look('taxId', [oneOf('TAX', taxIds)]);
  const words = significantWords(wanted.name);
  if (words.length > 0)
    await look(
      'name',
      words.map((word) => contains('DC', word)),
    );
  const suppliers = await withMasters(dataService, addresses);
  return suppliers.map((supplier) => ({ supplier, by: by.get(supplier.number) ?? 'name' }));
}

export function taxIdSpellings(taxId: string): readonly string[] {
  const given = taxId.trim();
  const digits = given.replace(/\D/g, '');
  return [...new Set([given, digits])].filter((spelling) => spelling !== '');
}

async function withMasters(
  dataService: DataService,
  addresses: readonly AddressRow[],
): Promise<readonly ErpSupplier[]> {
  if (addresses.length === 0) return [];
  const { rows } = await dataService.browse({
    purpose: 'hold codes of suppliers',
    table: 'F0401',
    columns: masterColumns,
    conditions: [
      oneOf(
        'AN8',
        addresses.map((address) => address.AN8),
      ),
    ],
  });
  const masters = new Map(rows.map((row) => [row.AN8, row]));
  return addresses.map((address) => toSupplier(address, masters.get(address.AN8)));
}

function toSupplier(address: AddressRow, master: MasterRow | undefined): ErpSupplier {
  return {
    number: address.AN8,
    name: address.ALPH,
    taxId: address.TAX,
    isSupplier: address.AT1 === 'V' && master !== undefined,
    orderHold: master?.HOLD ?? '',
    paymentHold: master === undefined || notHeld.has(master.HDPY) ? '' : master.HDPY,
    currency: master?.CRRP ?? '',
  };
}
