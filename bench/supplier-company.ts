import type { ErpAdapter } from '../src/clients/erp-adapter';
import type { ProcorePort } from '../src/clients/procore/procore-port';
import type { WrittenVendor } from '../src/clients/procore/records/vendor-sync';
import type { ProcoreVendor } from '../src/clients/procore/records/vendors';
import type { CompanyRecord } from '../src/domain/vendor/matching/company-record';

const rowsAPage = 100;
const firstId = 5_000_000;

/**
 * A list of suppliers, and the vendors that are made of it, without any HTTP. Neither is kept: a record is made up when it is asked
 * for, so that the memory that is measured is the connector's.
 */
export class SupplierCompany {
  /** Vendors written on, by sync. */
  written = 0;
  syncs = 0;
  readonly #count: number;
  readonly #sites = new Map<number, string>();
  /** As vendors show them. */
  readonly #written = new Map<number, string>();
  readonly #phones = new Map<number, string>();
  readonly #keys = new Map<number, string>();
  #made = 0;

  /** `there`: each has a vendor before anybody linked the two. */
  constructor(count: number, { there = false } = {}) {
    this.#count = count;
    if (there) this.#made = count;
  }

  /** The website of a supplier becomes another. */
  change(index: number, website: string): void {
    this.#sites.set(index, website);
  }

  /** `onPage` is called for each page that is asked for. */
  erp(onPage: () => void): ErpAdapter {
    const page = ({ after }: { readonly after: string | null }) => {
      onPage();
      const from = after === null ? 0 : Number(after) - firstId + 1;
      const ids = range(from, Math.min(from + rowsAPage, this.#count));
      const next = from + rowsAPage < this.#count ? String(firstId + from + rowsAPage - 1) : null;
      return Promise.resolve({ suppliers: ids.map((index) => this.#supplier(index)), next });
    };
    // Of Fusion: no supplier is changed from here.
    const adapter: Partial<ErpAdapter> = { suppliers: { page }, planners: {}, openSession: () => Promise.resolve() };
    return adapter as ErpAdapter;
  }

  procore(onPage: () => void): ProcorePort {
    const vendors: Partial<ProcorePort> = {
      listVendors: ({ page = 1 } = {}) => {
        onPage();
        const from = (page - 1) * rowsAPage;
        const items = range(from, Math.min(from + rowsAPage, this.#made)).map((index) => this.#vendor(index));
        const hasNext = from + rowsAPage < this.#made;
        return Promise.resolve({ items, unreadable: [], total: this.#made, hasNext, serverDate: null });
      },
      listInactiveVendors: () =>
        Promise.resolve({ items: [], unreadable: [], total: 0, hasNext: false, serverDate: null }),
      vendorsByIds: ({ vendorIds }) => Promise.resolve(vendorIds.map((id) => this.#vendor(Number(id) - 2 * firstId))),
      syncVendors: ({ rows }) => {
        this.syncs += 1;
        this.written += rows.length;
        const done = rows.map((row) => this.#write(row));
        return Promise.resolve({ done, refused: [] });
      },
    };
    return vendors as ProcorePort;
  }

  #write({ id, originId, website, businessPhone }: WrittenVendor): { id: string; originId: string } {
    const index = Number(id === undefined ? originId : id) - (id === undefined ? firstId : 2 * firstId);
    if (website !== undefined) this.#written.set(index, website);
    if (businessPhone != null) this.#phones.set(index, businessPhone);
    if (originId != null) this.#keys.set(index, originId);
    if (id !== undefined) return { id, originId: String(firstId + index) };
    this.#made += 1;
    return { id: String(2 * firstId + index), originId: String(firstId + index) };
  }

  /** As JD Edwards has them, by table. */
  jdeTables(): Readonly<Record<string, readonly object[]>> {
    const all = range(0, this.#count).map((index) => this.#supplier(index));
    const party = { IDLN: 0, RCK7: 1 };
    return {
      F0101: all.map(({ number, name, taxId }) => ({
        ...{ AN8: number, ALPH: name, TAX: taxId, TAXC: 'C', AT1: 'V', ATP: 'Y', EFTB: '20260101' },
      })),
      F0111: all.map(({ number, name }) => ({ AN8: number, IDLN: 0, MLNM: name })),
      F0116: all.map(({ number, address, city, state, zip, country }) => ({
        ...{ AN8: number, EFTB: '20260101', ADD1: address, CTY1: city, ADDS: state, ADDZ: zip, CTR: country },
      })),
      F0115: all.map(({ number, phone }) => ({ AN8: number, ...party, CNLN: 0, PHTP: '', PH1: phone })),
      F01151: all.map(({ number, email }) => ({ AN8: number, ...party, ETP: 'E', EMAL: email })),
      F0401: all.map(({ number }) => ({ AN8: number })),
    };
  }

  #supplier(index: number): CompanyRecord {
    const number = String(10_000 + index);
    return {
      ...{ id: String(firstId + index), number, name: `${word(index)} ${word(index * 7 + 3)}`, otherNames: [] },
      ...{ taxId: String(100_000_000 + index), taxCountry: 'US', taxPayer: 'organisation' },
      ...{ address: `${number} Main St`, city: 'Denver', state: 'CO', zip: '80202', country: 'US' },
      ...{
        email: `ap@${number}.example`,
        phone: `303555${number}`.slice(0, 10),
        website: this.#sites.get(index) ?? '',
      },
      ...{ hasOneAddress: true, originId: String(firstId + index), otherKey: '', isActive: true, outOfScope: null },
      changedAt: null,
    };
  }

  /** Of what was written of it, which is what its supplier says. */
  #vendor(index: number): ProcoreVendor {
    const { name, taxId, address, city, state, zip, country, email, phone } = this.#supplier(index);
    const none = { legalName: null, tradeName: null, abbreviatedName: null, mobilePhone: null, faxNumber: null };
    return {
      ...{ id: String(2 * firstId + index), name, address, city, stateCode: state, zip, countryCode: country, ...none },
      ...{
        businessPhone: this.#phones.get(index) ?? phone,
        emailAddress: email,
        website: this.#written.get(index) ?? null,
        isActive: true,
      },
      businessRegister: { type: 'EIN', identifier: taxId, verificationStatus: null },
      ...{
        parentId: null,
        originId: this.#keys.get(index) ?? null,
        originCode: null,
        originData: null,
        syncedToErp: null,
      },
      ...{ createdAt: null, updatedAt: null },
    };
  }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(to - from, 0) }, (_, at) => from + at);
}

/** Of syllables, so that few names are alike. */
function word(index: number): string {
  const syllables = ['ba', 'der', 'fin', 'gor', 'hul', 'ker', 'lam', 'mon', 'nes', 'pol', 'rus', 'sten', 'tav', 'wim'];
  const told: string[] = [];
  for (let rest = index + 1; rest > 0; rest = Math.floor(rest / syllables.length)) {
    told.push(syllables[rest % syllables.length] ?? '');
  }
  return told.join('');
}
