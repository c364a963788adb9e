import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';
import type { SupplierSweep } from '../../erp-sources';
import type { JdeCalls } from '../postings/jde-calls';
import { after, oneOf, type Condition } from '../tables/table-query';
import { addressColumns, readBesides, supplierRecord, type SupplierRules } from './supplier-record';
import { readSupplierStamps } from './supplier-stamps';

/** Nobody asks then. */
const notMatched: SupplierRules = {
  ...{ searchTypes: ['V'], inactiveMeans: 'never', inactiveValues: [], inactiveColumn: 'AC01', organisations: [] },
  phoneTypes: [''],
};

/** As many numbers as one list may hold. */
const rowsAtOnce = 200;

/**
 * Addresses of F0101 of the search types that are suppliers, by their number, with what the tables beside it say of each (reference
 * 15); and which of them changed.
 */
export function supplierSweep(jde: JdeCalls, company: string): SupplierSweep {
  const { suppliers } = jde.settings;
  const { searchTypes, inactiveMeans, inactiveValues, inactiveColumn, organisations, phoneTypes } =
    suppliers ?? notMatched;
  const inactiveTypes = inactiveMeans === 'searchType' ? inactiveValues : [];
  // Which of the thirty it is, the settings say.
  const category = inactiveColumn as 'AC01';

  async function read(purpose: string, conditions: readonly Condition[]): Promise<readonly CompanyRecord[]> {
    const rows = await jde.controlRow.readProven(
      {
        ...{ purpose, table: 'F0101', columns: [...addressColumns, category] },
        conditions: [oneOf('AT1', [...searchTypes, ...inactiveTypes]), ...conditions],
        ...{ pageBy: 'AN8', firstRows: rowsAtOnce },
      },
      company,
    );
    const besides = await readBesides(
      jde.dataService,
      rows.map(({ AN8 }) => AN8),
    );
    return rows.map((row) =>
      supplierRecord(row, besides, {
        key: row[jde.settings.vendorKeyColumn],
        isOrganisation: organisations.includes(row.TAXC.trim()),
        isInactive:
          inactiveTypes.includes(row.AT1.trim()) ||
          (inactiveMeans === 'categoryCode' && inactiveValues.includes(row[category].trim())),
        phoneTypes,
      }),
    );
  }

  return {
    ...(suppliers === undefined ? {} : { made: { of: suppliers.createSuppliers, never: suppliers.ownVendors } }),
    page: async (wanted) => {
      const suppliers = await read('all suppliers', wanted.after === null ? [] : [after('AN8', wanted.after)]);
      return { suppliers, next: suppliers.at(-1)?.id ?? null };
    },
    changes: {
      stamps: (days) => readSupplierStamps(jde, company, days),
      mostAtOnce: rowsAtOnce,
      byIds: (ids) => (ids.length === 0 ? Promise.resolve([]) : read('suppliers that changed', [oneOf('AN8', ids)])),
    },
  };
}
