import { PostedEffects, type PostedEffect } from '../../posting/books/posted-effects';
import { decideReservation, type ReservedPosting } from '../../posting/books/reservation';
import { voucher, type VoucherDraft } from '../kinds/voucher';
import { billed, requisition } from '../../procore/procore-documents.fixture';
import { knownAtSending, planned, stepOf } from './planner.fixture';

const first = { number: 1, previousRequisitionId: null };
const withoutOrder = (gross: string, retained: string) => {
  const items = [billed('26-010.S', '1', gross, '0.00', retained)];
  const step = stepOf(planned({ requisition: requisition(items, '0.00', first) }), 'voucher');
  return { ...(step.draft as VoucherDraft), withOrder: false };
};
const before = withoutOrder('10000.00', '1000.00');
const after = withoutOrder('9000.00', '900.00');
/** The difference as a planner would have it posted, with its account lines turned round. */
const credit: VoucherDraft = {
  ...after,
  documentType: 'PD',
  total: '-900.00',
  payItems: [{ payItem: '001', amount: '-900.00', payStatus: 'H' }],
  distribution: after.distribution.map((line) => ({ ...line, amount: line.role === 'cost' ? '-1000.00' : '100.00' })),
  items: after.items.map((item) => ({ ...item, gross: '-1000.00', netRetainage: '-100.00' })),
};

function bodyOf(draft: VoucherDraft, ordinal: number) {
  return voucher.complete(draft, knownAtSending({ key: `PC${ordinal}`, ordinal, revision: ordinal }));
}

function fingerprintOf(draft: VoucherDraft, ordinal: number): string {
  return JSON.stringify(voucher.fingerprint(bodyOf(draft, ordinal), { ignoreDates: false }));
}

function posted(draft: VoucherDraft, ordinal: number, because: string | null): ReservedPosting {
  return {
    ordinal,
    state: 'confirmed',
    planId: `plan ${ordinal}`,
    because,
    planStep: 'voucher',
    stage: 'delivered',
    leased: false,
    entries: voucher.entries(bodyOf(draft, ordinal)),
    fingerprint: fingerprintOf(draft, ordinal),
  };
}

function decide(postings: readonly ReservedPosting[], wanted: VoucherDraft, because: string | null = null): string {
  const { kind, ordinal } = decideReservation({
    nature: 'adds',
    planId: 'now',
    because,
    planStep: 'voucher',
    isOverset: false,
    postings,
    wanted: {
      fingerprint: (at) => fingerprintOf(wanted, at),
      entries: voucher.entries(bodyOf(wanted, 1)),
    },
  });
  return `${kind} ${ordinal}`;
}

function effects(postings: readonly ReservedPosting[]): PostedEffects {
  return new PostedEffects(
    postings.map(({ ordinal, entries, because }): PostedEffect => ({
      documentId: 'd',
      step: 'voucher',
      entries,
      posting: {
        key: `PC${ordinal}`,
        system: 'jde',
        kind: voucher.name,
        planId: null,
        ordinal,
        state: 'confirmed',
        stage: 'delivered',
        origin: 'sent',
        subject: '',
        supplier: '70123',
        number: '',
        reference: null,
        facts: {},
        because,
      },
    })),
  );
}

const original = posted(before, 1, null);
const adjustment = posted(credit, 2, 'adjust');

test('H: what was posted and is still wanted is done; changed, it is held and not posted beside it', () => {
  expect(decide([original], before)).toBe('done 1');
  expect(decide([original], after)).toBe('changed 1');
});

test('H: a decision posts the difference as a second voucher with a number of its own', () => {
  expect(decide([original], credit, 'adjust')).toBe('next 2');
  expect(bodyOf(credit, 2).invoiceNumber).toBe('ABC-1234-R2');
  expect(decide([original, adjustment], credit, 'adjust')).toBe('done 2');
});

test('H: once both stand they come to what is wanted, and the old content is the change', () => {
  expect(decide([original, adjustment], after)).toBe('done 2');
  expect(decide([original, adjustment], before)).toBe('changed 2');
});

test('H: later numbers build on both together', () => {
  const both = effects([original, adjustment]).standing();
  expect(both.byItem()).toEqual(new Map([['contract_item:1', { gross: '9000', withheld: '900' }]]));
  expect(both.byAccount('cost')).toEqual(
    new Map([
      ['4411.1340.26010', '9000'],
      ['200.4110', '-900'],
    ]),
  );
});
