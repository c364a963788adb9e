import type { CompanyRecord, OutOfScope } from '../../../domain/vendor/matching/company-record';
import type { SupplierSweep } from '../../erp-adapter';
import type { TableRow } from '../ais/schemas';
import type { JdeConnection } from '../connect';
import type { JdeSettings } from '../settings';
import { fromTableDate } from '../tables/table-dates';
import { after, equal, oneOf } from '../tables/table-query';

/** Nobody asks then. */
const notMatched: NonNullable<JdeSettings['suppliers']> = {
  ...{ searchTypes: ['V'], inactiveMeans: 'never', inactiveValues: [], inactiveColumn: 'AC01', organisations: [] },
};

const addressColumns = ['AN8', 'ALPH', 'TAX', 'TAXC', 'AT1', 'ATP', 'ALKY', 'URRF', 'EFTB', 'UPMJ'] as const;
type Address = TableRow<(typeof addressColumns)[number]>;
const placeColumns = ['AN8', 'EFTB', 'ADD1', 'CTY1', 'ADDS', 'ADDZ', 'CTR'] as const;
type Place = TableRow<(typeof placeColumns)[number]>;

/** As many numbers as one list may hold. */
const rowsAtOnce = 50;

/** Addresses of F0101 of the search types that are suppliers, by their number (reference 15), with what says more of each. */
export function supplierSweep(jde: JdeConnection, company: string): SupplierSweep {
  const { searchTypes, inactiveMeans, inactiveValues, inactiveColumn, organisations } =
    jde.settings.suppliers ?? notMatched;
  const inactiveTypes = inactiveMeans === 'searchType' ? inactiveValues : [];
  // Which of the thirty it is, the settings say.
  const category = inactiveColumn as 'AC01';
  return {
    page: async (wanted) => {
      const rows = await jde.controlRow.readProven(
        {
          purpose: 'all suppliers',
          table: 'F0101',
          columns: [...addressColumns, category],
          conditions: [
            oneOf('AT1', [...searchTypes, ...inactiveTypes]),
            ...(wanted.after === null ? [] : [after('AN8', wanted.after)]),
          ],
          pageBy: 'AN8',
          firstRows: rowsAtOnce,
        },
        company,
      );
      const numbers = rows.map(({ AN8 }) => AN8);
      const [places, emails, masters] = await besides(jde, numbers);
      const suppliers = rows.map((row) =>
        toRecord(row, {
          place: places.find(({ AN8, EFTB }) => AN8 === row.AN8 && EFTB === row.EFTB) ?? onlyOne(places, row.AN8),
          email: emails.get(row.AN8) ?? '',
          isSupplier: masters.has(row.AN8),
          key: row[jde.settings.vendorKeyColumn],
          isOrganisation: organisations.includes(row.TAXC.trim()),
          isInactive:
            inactiveTypes.includes(row.AT1.trim()) ||
            (inactiveMeans === 'categoryCode' && inactiveValues.includes(row[category].trim())),
        }),
      );
      return { suppliers, next: numbers.at(-1) ?? null };
    },
  };
}

/** Of these addresses: where they are, the party's own e-mail, and which have a row in the supplier master. */
async function besides(
  { dataService }: JdeConnection,
  numbers: readonly string[],
): Promise<readonly [readonly Place[], ReadonlyMap<string, string>, ReadonlySet<string>]> {
  if (numbers.length === 0) return [[], new Map(), new Set()];
  const of = { conditions: [oneOf('AN8', numbers)], pageBy: 'AN8' } as const;
  const places = await dataService.browse({
    ...of,
    ...{ purpose: 'addresses of suppliers', table: 'F0116', columns: placeColumns },
  });
  const emails = await dataService.browse({
    ...{ purpose: 'e-mails of suppliers', table: 'F01151', columns: ['AN8', 'IDLN', 'ETP', 'EMAL'], pageBy: 'AN8' },
    conditions: [...of.conditions, equal('IDLN', '0'), equal('ETP', 'E')],
  });
  const masters = await dataService.browse({
    ...of,
    ...{ purpose: 'which addresses are suppliers', table: 'F0401', columns: ['AN8'] },
  });
  return [
    places.rows,
    new Map([...emails.rows].reverse().map(({ AN8, EMAL }) => [AN8, EMAL.trim()])),
    new Set(masters.rows.map(({ AN8 }) => AN8)),
  ];
}

/** Where addresses are not dated there is one, whatever its date says. */
function onlyOne(places: readonly Place[], number: string): Place | undefined {
  const own = places.filter(({ AN8 }) => AN8 === number);
  return own.length === 1 ? own[0] : undefined;
}

function toRecord(
  row: Address,
  of: {
    readonly place: Place | undefined;
    readonly email: string;
    readonly isSupplier: boolean;
    readonly key: string;
    readonly isOrganisation: boolean;
    readonly isInactive: boolean;
  },
): CompanyRecord {
  const { place } = of;
  const changed = fromTableDate(row.UPMJ);
  const country = place?.CTR.trim() ?? '';
  return {
    ...{ id: row.AN8, number: row.AN8, name: row.ALPH.trim(), otherNames: [] },
    ...{ taxId: row.TAX.trim(), taxCountry: country, taxPayer: of.isOrganisation ? 'organisation' : 'unknown' },
    ...{ address: place?.ADD1.trim() ?? '', city: place?.CTY1.trim() ?? '', state: place?.ADDS.trim() ?? '' },
    ...{ zip: place?.ADDZ.trim() ?? '', country, email: of.email, phone: '', website: '' },
    hasOneAddress: place !== undefined,
    originId: '',
    otherKey: of.key.trim(),
    isActive: !of.isInactive,
    outOfScope: outOfScope(row, of.isSupplier),
    changedAt: changed === '' ? null : changed,
  };
}

/** ATP, UDC H01/AS: M one-time, N none. Without a row in F0401 nothing can be ordered from it. */
function outOfScope({ ATP }: Address, isSupplier: boolean): OutOfScope | null {
  if (ATP.trim() === 'M') return 'oneTime';
  if (ATP.trim() === 'N') return 'type';
  return isSupplier ? null : 'prospective';
}
