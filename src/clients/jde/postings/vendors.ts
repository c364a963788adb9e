import type { Reference } from '../../../domain/posting/look';
import type { VendorBody } from '../../../domain/jde/bodies/posting-body';
import { beforeSending, changedMeanwhile } from '../ais/before-sending';
import { equal, oneOf } from '../tables/table-query';
import type { FoundInJde, PostingPart, Postings, SearchResult } from './found-in-jde';
import type { JdeCalls } from './jde-calls';

const operation = 'PC_UPSERT_VENDOR';

/** The company whose row every system has: the defaults of all others. */
const systemCompany = '00000';

/** Address book and supplier master of a vendor, found again by our key (reference 15). Never bank details. */
export class Vendors implements Postings<VendorBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: VendorBody): Promise<SearchResult> {
    const addresses = await this.#jde.controlRow.readProven(
      {
        purpose: 'address of the vendor',
        table: 'F0101',
        columns: ['AN8', 'AT1'],
        conditions: [equal(this.#jde.settings.vendorKeyColumn, body.sourceKey)],
        pageBy: 'AN8',
      },
      systemCompany,
    );
    if (addresses.length === 0) return { found: [], strangers: [] };
    const masters = await this.#jde.dataService.browse({
      purpose: 'supplier master of the vendor',
      table: 'F0401',
      columns: ['AN8', 'CRRP'],
      conditions: [
        oneOf(
          'AN8',
          addresses.map((address) => address.AN8),
        ),
      ],
    });
    const currencyOf = new Map(masters.rows.map((master) => [master.AN8, master.CRRP]));
    const found = addresses.map((address): FoundInJde => {
      const currency = currencyOf.get(address.AN8);
      // The supplier master is written after the address; without it the vendor is only half there.
      const missing: PostingPart[] = currency === undefined ? ['supplierMaster'] : [];
      return {
        reference: { addressNumber: address.AN8 },
        company: '',
        supplier: address.AN8,
        currency: currency ?? '',
        total: '0',
        lines: [],
        voided: false,
        missing,
        // Facts are kept in plain, in the ledger and in the audit trail: neither name nor tax id may be among them.
        facts: { searchType: address.AT1, supplierMaster: currency === undefined ? 'missing' : 'found' },
      };
    });
    return { found, strangers: [] };
  }

  async send(body: VendorBody, missing?: readonly PostingPart[]): Promise<Reference | null> {
    const standing = missing === undefined ? '' : await this.#addressNumber(body);
    const output = await this.#jde.orchestrator.run(operation, { ...vendorInputs(body), AddressNumber: standing });
    const addressNumber = output.text('AddressNumber');
    return addressNumber === undefined ? null : { addressNumber };
  }

  async #addressNumber(body: VendorBody): Promise<string> {
    const { found } = await beforeSending(operation, () => this.search(body));
    const number = found[0]?.reference['addressNumber'];
    if (number === undefined) throw changedMeanwhile(operation);
    return number;
  }
}

function vendorInputs(body: VendorBody): Readonly<Record<string, string>> {
  const [line1 = '', line2 = '', line3 = '', line4 = ''] = body.addressLines;
  return {
    SourceKey: body.sourceKey,
    AlphaName: body.name,
    MailingName: body.mailingName,
    TaxId: body.taxId,
    SearchType: 'V',
    Address1: line1,
    Address2: line2,
    Address3: line3,
    Address4: line4,
    City: body.city,
    State: body.state,
    PostalCode: body.postalCode,
    Country: body.country,
    Phone: body.phone,
    Fax: body.fax,
    Email: body.email,
    Currency: body.currency,
  };
}
