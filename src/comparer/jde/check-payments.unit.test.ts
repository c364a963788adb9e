import { compareSample, PROJECT, sampleBooks, type SampleBooks } from '../sample-books.fixture';

/** Voucher 6000 is paid by 77 in two rows of JDE's own sign, and was by 78, which is void. */
function paidBooks(): SampleBooks {
  const books = sampleBooks();
  const head = { DCTM: 'PK', DMTJ: '2026-11-20', VDGJ: '' };
  const row = { DOC: '6000', DCT: 'PV', KCO: '00200', CRRM: 'D', PFAP: '', CDSA: '', ADSA: '0' };
  books.tables.F0413 = [
    { ...head, PYID: '77', DOCM: '1004' },
    { ...head, PYID: '78', DOCM: '1005', VDGJ: '2026-11-21' },
  ];
  books.tables.F0414 = [
    { ...row, PYID: '77', RC5: '1', PAAP: '-5000.00' },
    { ...row, PYID: '77', RC5: '2', PAAP: '-990.00', ADSA: '-10.00' },
    { ...row, PYID: '78', RC5: '1', PAAP: '-100.00' },
    // Of a voucher that is none of ours.
    { ...row, PYID: '77', RC5: '3', DOC: '5', PAAP: '-7.00' },
  ];
  books.contractPayments = [{ id: '1', origin_id: '77-6000-PV-00200', amount: '5990.00' }];
  books.documents.push(
    ...['77', '78'].map((id) => ({
      ...{ kind: 'payment', procoreId: `${id}-6000-PV-00200`, projectId: PROJECT, commitmentId: '77', number: null },
      ...{ stage: 'posted', sourceStatus: '', gross: null, payable: null, hold: null, postings: [] },
    })),
  );
  return books;
}
const compared = (books: SampleBooks) => compareSample(books, '--retainage-account', '200.4110');

test('payments of our vouchers agree with their records, in cash; what is void has none', async () => {
  const { exitCode, kinds, text } = await compared(paidBooks());
  expect(kinds).toEqual([]);
  expect(exitCode).toBe(0);
  expect(text).toContain('Payments in Procore: 1, 5990.00.');
});

test.each<[string, (books: SampleBooks) => unknown, string[]]>([
  [
    'a payment that Procore does not have',
    (books) => (books.contractPayments = []),
    ['missingPayment payment/77-6000-PV-00200'],
  ],
  [
    'a record with the discount',
    (books) => (books.contractPayments[0]!['amount'] = '6000.00'),
    ['payment payment/77-6000-PV-00200'],
  ],
  [
    'a payment that is void by now',
    ({ tables }) => (tables.F0413[0]!['VDGJ'] = '2026-11-25'),
    ['payment payment/77-6000-PV-00200'],
  ],
  [
    'a payment whose rows come to nothing',
    ({ tables }) => tables.F0414.push({ ...tables.F0414[0]!, RC5: '9', PAAP: '5990.00', ADSA: '10.00' }),
    ['payment payment/77-6000-PV-00200'],
  ],
  [
    'a record of no payment',
    (books) => books.contractPayments.push({ id: '2', origin_id: '79-6000-PV-00200', amount: '1.00' }),
    ['unknownPayment contract payment 2'],
  ],
])('%s is a difference', async (_what, tamper, expected) => {
  const books = paidBooks();
  tamper(books);
  const { exitCode, kinds } = await compared(books);
  expect(kinds).toEqual(expected);
  expect(exitCode).toBe(1);
});

test('where no payment is a document of ours, none is asked for', async () => {
  const books = paidBooks();
  books.documents = books.documents.filter(({ kind }) => kind !== 'payment');
  books.contractPayments = [];
  const { kinds, text } = await compared(books);
  expect(kinds).toEqual([]);
  expect(text).not.toContain('Payments in Procore');
});
