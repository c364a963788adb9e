import type { Reference } from '../../../domain/posting/look';
import type { SupplierChangeBody } from '../../../domain/jde/bodies/posting-body';
import { canonical } from '../../../domain/vendor/import/imported-fields';
import { erpValue, fieldsToErp, inForm, type FieldToErp } from '../../../domain/vendor/carry/confirmed-carry';
import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';
import { Rejected } from '../../http/client-error';
import { beforeSending, changedMeanwhile } from '../ais/before-sending';
import { supplierSweep } from '../facts/supplier-sweep';
import { firstPhone, placeInForce, readBesides } from '../facts/supplier-record';
import { equal } from '../tables/table-query';
import type { Postings, SearchResult } from './found-in-jde';
import type { JdeCalls } from './jde-calls';

const operation = 'PC_UPSERT_VENDOR';

/** The company whose row every system has: the defaults of all others. */
const systemCompany = '00000';

const inputs = {
  ...{ name: 'MailingName', city: 'City', state: 'State', zip: 'PostalCode', country: 'Country' },
  ...{ phone: 'Phone', email: 'Email', taxId: 'TaxId' },
} as const satisfies Partial<Record<FieldToErp, string>>;

/**
 * Fields of a supplier set to targets: it stands when the address book shows each of them, as the sweep reads it. Only what differs is sent; an
 * input that is left out changes nothing.
 */
export class SupplierChanges implements Postings<SupplierChangeBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: SupplierChangeBody): Promise<SearchResult> {
    const record = await this.#read(body);
    if (record === null || differing(body, record).length > 0) return { found: [], strangers: [] };
    const found = {
      reference: { addressNumber: body.supplier },
      ...{ company: '', supplier: body.supplier, currency: '', total: '0', lines: [], voided: false, missing: [] },
      facts: { fields: Object.keys(body.fields).sort().join(',') },
    };
    return { found: [found], strangers: [] };
  }

  async send(body: SupplierChangeBody): Promise<Reference | null> {
    const record = await beforeSending(operation, () => this.#read(body));
    if (record === null) throw changedMeanwhile(operation);
    const fields = differing(body, record);
    const standing = await beforeSending(operation, () => this.#standing(body));
    if (fields.includes('address')) requireLines(body, standing.lines);
    const phone = fields.includes('phone') ? phoneBehind(standing.areaCode, body.fields.phone ?? '') : '';
    const output = await this.#jde.orchestrator.run(operation, {
      AddressNumber: body.supplier,
      ...Object.fromEntries(
        fields.flatMap((field): [string, string][] =>
          field === 'address'
            ? body.addressLines.map((line, index) => [`Address${index + 1}`, line])
            : [[inputs[field], field === 'phone' ? phone : sent(field, body.fields[field] ?? '')]],
        ),
      ),
    });
    return output.text('AddressNumber') === undefined ? null : { addressNumber: body.supplier };
  }

  /** What an orchestration does not empty: lines of the address in force, and the area code beside the phone. */
  async #standing({ supplier }: SupplierChangeBody): Promise<{ readonly lines: number; readonly areaCode: string }> {
    const { dataService, settings } = this.#jde;
    const conditions = [equal('AN8', supplier)];
    const { rows } = await dataService.browse({
      ...{ purpose: 'which address is in force', table: 'F0101', columns: ['AN8', 'EFTB'], conditions },
    });
    const besides = await readBesides(dataService, [supplier]);
    const place = placeInForce(rows[0] ?? { EFTB: '' }, besides.places.get(supplier) ?? []);
    const lines = place === undefined ? [] : [place.ADD1, place.ADD2, place.ADD3, place.ADD4];
    const phone = firstPhone(besides.phones.get(supplier) ?? [], settings.suppliers?.phoneTypes ?? ['']);
    return { lines: lines.findLastIndex((line) => line.trim() !== '') + 1, areaCode: phone?.AR1.trim() ?? '' };
  }

  async #read(body: SupplierChangeBody): Promise<CompanyRecord | null> {
    const [record] = (await supplierSweep(this.#jde, systemCompany).changes?.byIds([body.supplier], '')) ?? [];
    return record ?? null;
  }
}

/** With more lines than are to be, what stands would be a mixture of two addresses. */
function requireLines({ addressLines }: SupplierChangeBody, lines: number): void {
  if (lines <= addressLines.length) return;
  throw notFromHere(
    'moreAddressLines',
    `the supplier has an address of ${lines} lines, and the new one has ${addressLines.length}; no input empties a line. Write the new address in JD Edwards`,
  );
}

/** AR1 stays as it is: what comes behind it. */
function phoneBehind(areaCode: string, phone: string): string {
  const digits = areaCode.replace(/\D/g, '');
  if (digits === '') return phone.trim();
  const rest = new RegExp(`^\\D*${digits.replace(/\d/g, '$&\\D*')}(\\d.*)$`).exec(phone.trim())?.[1];
  if (rest !== undefined) return rest;
  throw notFromHere(
    'otherAreaCode',
    `the phone of the supplier has the area code ${areaCode} in a column of its own, and the new one does not begin with it. Write the new phone in JD Edwards`,
  );
}

function notFromHere(reason: string, words: string): Rejected {
  return new Rejected(`jde ${operation}: ${words}`, { system: 'jde', operation, detail: { reason } });
}

/** Codes are upper case in JDE. */
function sent(field: FieldToErp, text: string): string {
  return field === 'state' || field === 'country' ? canonical(field, text) : text.trim();
}

function differing({ fields }: SupplierChangeBody, record: CompanyRecord): readonly FieldToErp[] {
  return fieldsToErp.filter((field) => {
    const wanted = fields[field];
    return wanted !== undefined && inForm(field, wanted) !== inForm(field, erpValue(record, field));
  });
}
