import type { CompanyRecord, OutOfScope } from '../../../domain/vendor/matching/company-record';
import type { TableRow } from '../ais/schemas';
import type { DataService } from '../tables/data-service';
import type { JdeSettings } from '../settings';
import { fromTableDate } from '../tables/table-dates';
import { equal, oneOf } from '../tables/table-query';

/** Which addresses are suppliers and what says that one is inactive. */
export type SupplierRules = Omit<NonNullable<JdeSettings['suppliers']>, 'createSuppliers' | 'ownVendors'>;

export const addressColumns = [
  ...(['AN8', 'ALPH', 'TAX', 'TAXC', 'AT1', 'ATP', 'ALKY', 'URRF', 'EFTB', 'UPMJ'] as const),
] as const;
export type Address = TableRow<(typeof addressColumns)[number]>;
const placeColumns = ['AN8', 'EFTB', 'ADD1', 'ADD2', 'ADD3', 'ADD4', 'CTY1', 'ADDS', 'ADDZ', 'CTR'] as const;
type Place = TableRow<(typeof placeColumns)[number]>;
const phoneColumns = ['AN8', 'CNLN', 'RCK7', 'PHTP', 'AR1', 'PH1'] as const;
type Phone = TableRow<(typeof phoneColumns)[number]>;
const electronicColumns = ['AN8', 'RCK7', 'ETP', 'EMAL'] as const;
type Electronic = TableRow<(typeof electronicColumns)[number]>;

/** What other tables of the address book family say of some addresses; of a contact of theirs nothing (IDLN 0 is the party). */
export interface Besides {
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly mailingNames: ReadonlyMap<string, string>;
  readonly phones: ReadonlyMap<string, readonly Phone[]>;
  readonly electronic: ReadonlyMap<string, readonly Electronic[]>;
  /** Those with a row in the supplier master. */
  readonly masters: ReadonlySet<string>;
}

export async function readBesides(dataService: DataService, numbers: readonly string[]): Promise<Besides> {
  const none = { places: new Map(), mailingNames: new Map(), phones: new Map(), electronic: new Map() };
  if (numbers.length === 0) return { ...none, masters: new Set() };
  const of = [oneOf('AN8', numbers)];
  const ofParty = [...of, equal('IDLN', '0')];
  const pageBy = 'AN8';
  const [places, names, phones, electronic, masters] = await Promise.all([
    dataService.browse({
      ...{ purpose: 'addresses of suppliers', table: 'F0116', columns: placeColumns, conditions: of, pageBy },
    }),
    dataService.browse({
      ...{
        purpose: 'mailing names of suppliers',
        table: 'F0111',
        columns: ['AN8', 'MLNM'],
        conditions: ofParty,
        pageBy,
      },
    }),
    dataService.browse({
      ...{ purpose: 'phones of suppliers', table: 'F0115', columns: phoneColumns, conditions: ofParty, pageBy },
    }),
    dataService.browse({
      ...{ purpose: 'e-mails of suppliers', table: 'F01151', columns: electronicColumns, conditions: ofParty, pageBy },
    }),
    dataService.browse({
      ...{ purpose: 'which addresses are suppliers', table: 'F0401', columns: ['AN8'], conditions: of, pageBy },
    }),
  ]);
  return {
    places: byNumber(places.rows),
    mailingNames: new Map(names.rows.map(({ AN8, MLNM }) => [AN8, MLNM.trim()])),
    phones: byNumber(phones.rows),
    electronic: byNumber(electronic.rows),
    masters: new Set(masters.rows.map(({ AN8 }) => AN8)),
  };
}

function byNumber<Row extends { readonly AN8: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) grouped.set(row.AN8, [...(grouped.get(row.AN8) ?? []), row]);
  return grouped;
}

/**
 * A supplier as it is matched and merged. Its name is the mailing name, which is what Procore's is in JDE; the sort name (ALPH) is
 * another name of it.
 */
export function supplierRecord(
  row: Address,
  besides: Besides,
  of: {
    readonly key: string;
    readonly isOrganisation: boolean;
    readonly isInactive: boolean;
    readonly phoneTypes: readonly string[];
  },
): CompanyRecord {
  const place = placeInForce(row, besides.places.get(row.AN8) ?? []);
  const changed = fromTableDate(row.UPMJ);
  const country = place?.CTR.trim() ?? '';
  const electronic = besides.electronic.get(row.AN8) ?? [];
  const sortName = row.ALPH.trim();
  const name = besides.mailingNames.get(row.AN8) || sortName;
  return {
    ...{ id: row.AN8, number: row.AN8, name, otherNames: name === sortName ? [] : [sortName] },
    ...{ taxId: row.TAX.trim(), taxCountry: country, taxPayer: of.isOrganisation ? 'organisation' : 'unknown' },
    ...{ address: addressLine(place), city: place?.CTY1.trim() ?? '', state: place?.ADDS.trim() ?? '' },
    ...{ zip: place?.ADDZ.trim() ?? '', country },
    email: firstOf(electronic, 'E'),
    phone: phoneOf(besides.phones.get(row.AN8) ?? [], of.phoneTypes),
    website: firstOf(electronic, 'I'),
    hasOneAddress: place !== undefined,
    originId: '',
    otherKey: of.key.trim(),
    isActive: !of.isInactive,
    outOfScope: outOfScope(row, besides.masters.has(row.AN8)),
    changedAt: changed === '' ? null : changed,
  };
}

/** The one that F0101.EFTB names (reference 15); where addresses are not dated there is one, whatever its date says. */
export function placeInForce<Row extends { readonly EFTB: string }>(
  { EFTB }: Pick<Address, 'EFTB'>,
  places: readonly Row[],
): Row | undefined {
  return places.find((place) => place.EFTB === EFTB) ?? (places.length === 1 ? places[0] : undefined);
}

/** Procore keeps an address as one text. */
function addressLine(place: Place | undefined): string {
  if (place === undefined) return '';
  return [place.ADD1, place.ADD2, place.ADD3, place.ADD4]
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
}

/** The first of the party's own phones that is of one of these types. */
export function firstPhone(phones: readonly Phone[], types: readonly string[]): Phone | undefined {
  return phones
    .filter(({ CNLN, PHTP }) => Number(CNLN) === 0 && types.includes(PHTP.trim()))
    .sort((one, other) => Number(one.RCK7) - Number(other.RCK7))[0];
}

function phoneOf(phones: readonly Phone[], types: readonly string[]): string {
  const first = firstPhone(phones, types);
  return first === undefined ? '' : `${first.AR1.trim()} ${first.PH1.trim()}`.trim();
}

/** ETP, UDC 01/ET: E an e-mail address, I one of the internet. */
function firstOf(electronic: readonly Electronic[], type: 'E' | 'I'): string {
  const [first] = electronic
    .filter(({ ETP }) => ETP.trim() === type)
    .sort((one, other) => Number(one.RCK7) - Number(other.RCK7));
  return first?.EMAL.trim() ?? '';
}

/** ATP, UDC H01/AS: M one-time, N none. Without a row in F0401 nothing can be ordered from it. */
function outOfScope({ ATP }: Address, isSupplier: boolean): OutOfScope | null {
  if (ATP.trim() === 'M') return 'oneTime';
  if (ATP.trim() === 'N') return 'type';
  return isSupplier ? null : 'prospective';
}
