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
  #made = 0;

  constructor(count: number) {
    this.#count = count;
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
    const adapter: Partial<ErpAdapter> = { suppliers: { page }, openSession: () => Promise.resolve() };
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

  #write({ id, originId, website }: WrittenVendor): { id: string; originId: string } {
    const index = Number(id === undefined ? originId : id) - (id === undefined ? firstId : 2 * firstId);
    if (website !== undefined) this.#written.set(index, website);
    if (id !== undefined) return { id, originId: String(firstId + index) };
    this.#made += 1;
    return { id: String(2 * firstId + index), originId: String(firstId + index) };
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
      ...{ businessPhone: phone, emailAddress: email, website: this.#written.get(index) ?? null, isActive: true },
      businessRegister: { type: 'EIN', identifier: taxId, verificationStatus: null },
      ...{ parentId: null, originId: String(firstId + index), originCode: null, originData: null, syncedToErp: null },
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
