import type { JsonObject } from '../json';
import { compact } from '../month';
import { VENDORS } from '../catalogue/vendor-catalogue';

export interface Party {
  readonly number: number;
  readonly name: string;
  readonly searchType: 'V' | 'C' | 'E' | 'O';
  readonly taxId: string;
  readonly externalKey: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly paymentHold: string;
}

const party = (number: number, name: string, searchType: Party['searchType'], taxId: string, rest: Partial<Party> = {}) => ({
  number,
  name,
  searchType,
  taxId,
  externalKey: '',
  address: `${(number % 900) + 100} Commerce Street`,
  city: 'Tacoma',
  state: 'WA',
  zip: '98402',
  paymentHold: '',
  ...rest,
});

/** The company itself, people, and suppliers that Procore does not know. */
const OTHERS: readonly Party[] = [
  party(200, 'Northgate Builders', 'O', '911000200'),
  party(210, 'Northgate Builders of Idaho', 'O', '821000210'),
  party(4411, 'Harborview Health Partners', 'C', '912331048'),
  party(4425, 'Olympia School District', 'C', '916001552'),
  party(7001, 'Delgado, Maria', 'E', ''),
  party(60901, 'Hudson Steel Erection Co', 'V', '360774182', { city: 'Hammond', state: 'IN', zip: '46320' }),
  party(60908, 'Tacoma Public Utilities', 'V', '916001283'),
  party(60915, 'Sunbelt Rentals', 'V', '562125405'),
  party(60922, 'Northwest Testing Laboratories', 'V', '930641887'),
  party(60929, 'Ferrellgas', 'V', '431698480'),
];

export interface SupplierTables {
  readonly F0101: readonly JsonObject[];
  readonly F0111: readonly JsonObject[];
  readonly F0116: readonly JsonObject[];
  readonly F0401: readonly JsonObject[];
}

/** Everybody in the address book, by number. */
export function allParties(): Party[] {
  return [...OTHERS, ...knownVendors()].sort((one, other) => one.number - other.number);
}

export function supplierTables(since: string): SupplierTables {
  const day = compact(since);
  const parties = allParties();
  return {
    F0101: parties.map(({ number, name, searchType, taxId, externalKey }) => ({
      AN8: number,
      ALKY: externalKey,
      TAX: taxId,
      ALPH: name,
      DC: name.toUpperCase().replaceAll(' ', ''),
      MCU: '200',
      AT1: searchType,
      ATP: searchType === 'V' ? 'Y' : 'N',
      ATR: searchType === 'C' ? 'Y' : 'N',
      ATE: searchType === 'E' ? 'Y' : 'N',
      TAXC: searchType === 'E' ? 'P' : 'C',
      EFTB: day,
      UPMJ: day,
      UPMT: 80_000,
    })),
    F0111: parties.map(({ number, name }) => ({ AN8: number, IDLN: 0, MLNM: name, ALPH: name, UPMJ: day })),
    F0116: parties.map(({ number, address, city, state, zip }) => ({
      AN8: number,
      EFTB: day,
      ADD1: address,
      CTY1: city,
      ADDS: state,
      ADDZ: zip,
      CTR: 'US',
      UPMJ: day,
    })),
    F0401: parties
      .filter(({ searchType }) => searchType === 'V')
      .map(({ number, paymentHold }, index) => ({
        AN8: number,
        APC: index % 6 === 0 ? 'SUBC' : '',
        CRRP: 'USD',
        CRCA: 'USD',
        TRAP: ['N30', 'N30', 'N45', 'N15'][index % 4] ?? 'N30',
        PYIN: index % 3 === 0 ? 'T' : 'C',
        HDPY: paymentHold,
        HOLD: '',
        AYPD: 0,
        APPD: 0,
        UPMJ: day,
        UPMT: 80_000,
      })),
  };
}

/** Tax ids are written otherwise than in Procore, as people type them. */
function knownVendors(): Party[] {
  return VENDORS.filter(({ supplier }) => supplier !== 0).map((vendor, index) => {
    const digits = vendor.ein.replace('-', '');
    const taxId = index % 3 === 1 ? `${digits.slice(0, 2)} ${digits.slice(2)}` : digits;
    return {
      number: vendor.supplier,
      name: index % 4 === 2 ? `${vendor.name} Inc` : vendor.name,
      searchType: 'V',
      taxId: vendor.linkedBy === 'externalKey' ? '' : taxId,
      externalKey: vendor.linkedBy === 'externalKey' ? String(vendor.id) : '',
      address: vendor.address,
      city: vendor.city,
      state: vendor.state,
      zip: vendor.zip,
      paymentHold: vendor.paymentHold,
    };
  });
}
