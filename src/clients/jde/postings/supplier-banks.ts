import { isMasked, otherThan, sameAccounts, type BankBody } from '../../../domain/jde/bodies/bank-body';
import { otherColumnsFact } from '../../../domain/jde/kinds/bank';
import type { Reference } from '../../../domain/posting/look';
import { maskedAccount } from '../../../domain/vendor/bank/masked';
import { OutcomeUnknown, Rejected } from '../../http/client-error';
import type { Posted } from '../../erp-adapter';
import { beforeSending, changedMeanwhile } from '../ais/before-sending';
import { readShownAccounts } from '../facts/supplier-banks';
import type { Postings, SearchResult } from './found-in-jde';
import type { JdeCalls } from './jde-calls';

const operation = 'PC_SET_SUPPLIER_BANK';

/**
 * The account of a supplier. It has no key of ours: what was sent is known again by F0030 having changed and showing what was to
 * stand, as far as masks let it be seen. Before a first call whatever is there is somebody else's.
 */
export class SupplierBanks implements Postings<BankBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: BankBody, { sends = 0 }: Pick<Posted, 'sends'>): Promise<SearchResult> {
    const now = sends === 0 ? body.before : await readShownAccounts(this.#jde, body);
    const [first, ...more] = now;
    if (first === undefined || sameAccounts(body.before, now)) return { found: [], strangers: [] };
    const others = more.length > 0 ? ['UKID'] : otherThan(body.details, first);
    const found = {
      reference: referenceOf(body),
      ...{ company: '', supplier: body.supplier, currency: '', total: '0', lines: [], voided: false, missing: [] },
      facts: {
        account: now.map(maskedAccount).join(', '),
        readBack: isMasked(first) ? 'masked' : 'inFull',
        [otherColumnsFact]: others.join(', '),
      },
    };
    return { found: [found], strangers: [] };
  }

  async send(body: BankBody): Promise<Reference | null> {
    const { supplier, recordType, details } = body;
    const now = await beforeSending(operation, () => readShownAccounts(this.#jde, body));
    if (!sameAccounts(body.before, now)) throw changedMeanwhile(operation);
    const output = await withoutNumbers(() =>
      this.#jde.orchestrator.run(operation, {
        AddressNumber: supplier,
        RecordType: recordType,
        BankTransit: details.routing,
        BankAccount: details.account,
        Iban: details.iban,
        Swift: details.swift,
        BankCountry: details.country,
      }),
    );
    return output.text('AddressNumber') === undefined ? null : referenceOf(body);
  }
}

/** JDE may quote what it refuses, and what it said is shown to people: whatever may be an account is left out of it. */
async function withoutNumbers<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Rejected || error instanceof OutcomeUnknown)) throw error;
    const { message, system, status, correlationId, detail, passes, cause } = error;
    const said = error.saidTexts().map((text) => text.replace(/[A-Z]{0,6}\d(?:[ -]?[\dA-Z]){3,}/g, '****'));
    const facts = { system, operation, status, correlationId, detail, passes, cause, said };
    throw error instanceof Rejected ? new Rejected(message, facts) : new OutcomeUnknown(message, facts);
  }
}

function referenceOf({ supplier, recordType }: BankBody): Reference {
  return { addressNumber: supplier, recordType };
}
