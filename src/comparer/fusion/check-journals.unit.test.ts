import { key } from '../sample-books.fixture';
import { compareFusion } from './compare-fusion.fixture';
import { sampleFusionBooks, type SampleFusionBooks } from './fusion-books.fixture';
import { batch, daysAgo, withJournals } from './sample-journals.fixture';

test('direct costs, a memo and payments that agree are counted, what is held and what is voided too', async () => {
  const { exitCode, kinds, text } = await compareFusion(withJournals(sampleFusionBooks()));
  expect(kinds).toEqual([]);
  expect(exitCode).toBe(0);
  expect(text).toContain('Direct costs: 3. In the ledger: 2, 129.50.');
  expect(text).toContain('Change orders in the ledger: 1, 200.00.');
  expect(text).toContain('Payments in Procore: 1, 3600.00.');
});

const linesOf = ({ batches }: SampleFusionBooks, at: number) => batches[at]!.journalHeaders[0]!.journalLines;
const stageOf = (books: SampleFusionBooks, id: string, stage: string | null) =>
  Object.assign(
    books.documents.find(({ procoreId }) => procoreId === id)!,
    { stage },
  );

/** The journal of change order 601 is taken back by so much of its first line. */
function tookBack(books: SampleFusionBooks, amount: string): void {
  const like = books.documents.find(({ procoreId }) => procoreId === '601')!;
  books.documents.push({ ...like, kind: 'memoRelief', procoreId: 'CO-601' });
  books.batches.push(
    batch(key('M'), [
      ['memoRelief/CO-601/111', `-${amount}`],
      ['memoRelief/CO-601', amount],
    ]),
  );
}

/** Somebody enters a bill of the supplier in Payables. */
function billed(books: SampleFusionBooks, number: string, account: string, supplier = 'Lee Supplies'): void {
  const like = books.invoices.find(({ InvoiceNumber }) => InvoiceNumber === 'AP-1')!;
  const line = { LineAmount: '108.25', PurchaseOrderNumber: null, DistributionCombination: account };
  const called = { InvoiceId: `40010${number}`, InvoiceNumber: number, InvoiceAmount: '108.25', Supplier: supplier };
  books.invoices.push({ ...like, ...called, invoiceLines: [line] });
}

/** Requisition 6, which waits, is accrued in batches of so much each; `against`: of the accrued liability, where it is not as much. */
function accrued(
  books: SampleFusionBooks,
  amounts: readonly string[],
  { against, stage = 'posted' }: { readonly against?: string; readonly stage?: string } = {},
): void {
  const like = books.documents.find(({ procoreId }) => procoreId === '601')!;
  books.documents.push({ ...like, kind: 'accrual', procoreId: '6-2026-10-31', stage });
  amounts.forEach((amount, index) => {
    const other = amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
    books.batches.push(
      batch(key('NOPQ'.charAt(index)), [
        ['accrual/6-2026-10-31/3129856', amount],
        ['accrual/6-2026-10-31', against ?? other],
      ]),
    );
  });
}

/** Change order 601 is accrued by so much of its first line. */
function changeAccrued(books: SampleFusionBooks, ...amounts: readonly string[]): void {
  accrued(books, []);
  books.documents.at(-1)!['procoreId'] = 'CO-601-2026-10-31';
  amounts.forEach((amount, index) => {
    const other = amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
    books.batches.push(
      batch(key('NOPQ'.charAt(index)), [
        ['accrual/CO-601-2026-10-31/111', amount],
        ['accrual/CO-601-2026-10-31', other],
      ]),
    );
  });
}

test.each<[string, (books: SampleFusionBooks) => unknown, string[]]>([
  [
    'more accrued of a change order than its line is',
    (books) => changeAccrued(books, '300', '0.01'),
    ['journalLine accrual/CO-601-2026-10-31'],
  ],
  [
    'more of an accrual of a change order reversed than was accrued',
    (books) => changeAccrued(books, '200', '-200.01'),
    ['journalLine accrual/CO-601-2026-10-31'],
  ],
  [
    'an accrual of a change order that has no journal',
    (books) => changeAccrued(books),
    ['missingJournal accrual/CO-601-2026-10-31'],
  ],
  [
    'a cent more on a line and on what clears it',
    (books) => {
      linesOf(books, 0)[0]!['EnteredDr'] = '100.01';
      linesOf(books, 0)[2]!['EnteredCr'] = '108.26';
    },
    ['journalLine directCost/301'],
  ],
  [
    'a journal that does not balance',
    (books) => (linesOf(books, 0)[1]!['EnteredDr'] = '8.26'),
    ['distribution directCost/301'],
  ],
  [
    'a batch that was imported twice',
    (books) => books.batches.push(books.batches[1]!),
    ['journalLine directCost/302', 'journalLine changeOrder/601', 'journalLine changeOrder/601'],
  ],
  [
    'a batch that is not posted, though we say so',
    (books) => (books.batches[0]!['Status'] = 'U'),
    ['stageAhead directCost/301', 'stageAhead directCost/302'],
  ],
  ['a cost whose journal is gone', (books) => linesOf(books, 0).splice(0, 3), ['missingJournal directCost/301']],
  [
    'a cost that is not approved any more',
    (books) => (books.directCosts[0]!['status'] = 'draft'),
    ['postedWithoutApproval directCost/301'],
  ],
  [
    'a line that Procore has no more',
    (books) => books.directCosts[1]!.line_items.pop(),
    ['journalLine directCost/302'],
  ],
  [
    'a line that Procore has besides',
    (books) => books.directCosts[0]!.line_items.push({ id: '3012', amount: '1.00', total_amount: '1.00' }),
    ['journalLine directCost/301'],
  ],
  [
    'a journal of a cost that counts as not posted',
    (books) => stageOf(books, '301', 'recorded'),
    ['notConfirmed directCost/301'],
  ],
  [
    'a journal that nobody of ours knows',
    (books) =>
      books.batches.push(
        batch(key('L'), [
          ['directCost/399/1', '5'],
          ['directCost/399', '-5'],
        ]),
      ),
    ['unknownJournal directCost/399'],
  ],
  [
    'an approved cost that is no document',
    (books) => (books.documents = books.documents.filter(({ procoreId }) => procoreId !== '303')),
    ['noDocument directCost/303'],
  ],
  [
    'a memo of a change order that is void',
    (books) => (books.packages[1]!['status'] = 'void'),
    [
      'orderLines commitment/82',
      'billedLine commitment/82',
      'billedLine commitment/82',
      'postedWithoutApproval changeOrder/601',
    ],
  ],
  [
    'an accrual that was imported twice',
    (books) => accrued(books, ['300', '300']),
    ['journalLine accrual/6-2026-10-31'],
  ],
  [
    'an accrual of which less was reversed',
    (books) => accrued(books, ['300', '-299']),
    ['journalLine accrual/6-2026-10-31'],
  ],
  [
    'an accrual that does not balance',
    (books) => accrued(books, ['300'], { against: '-299' }),
    ['distribution accrual/6-2026-10-31'],
  ],
  [
    'an accrual that counts as posted and has no journal',
    (books) => accrued(books, []),
    ['missingJournal accrual/6-2026-10-31'],
  ],
  [
    'an accrual that a person gave up and that stands',
    (books) => accrued(books, ['300'], { stage: 'recorded' }),
    ['notConfirmed accrual/6-2026-10-31'],
  ],
  [
    'a requisition that was passed over when others were accrued',
    (books) => {
      accrued(books, ['300']);
      books.documents.at(-1)!['procoreId'] = '7-2026-10-31';
      books.batches.pop();
      books.documents.at(-1)!['stage'] = 'held';
    },
    ['notAccrued requisition/6'],
  ],
  [
    'a bill that is the cost of a direct cost once more',
    (books) => billed(books, 'B 301', '200.6100'),
    ['costTwice directCost/301'],
  ],
  ['a bill that is not coded', (books) => billed(books, 'b-301', ''), ['costTwice directCost/301']],
  ['more taken back of a memo than was booked', (books) => tookBack(books, '301'), ['journalLine memoRelief/CO-601']],
  [
    'a payment that Procore does not have',
    (books) => (books.contractPayments = []),
    ['missingPayment payment/71-40010INV-2'],
  ],
  [
    'a payment of another amount',
    (books) => (books.contractPayments[0]!['amount'] = '3599.99'),
    ['payment payment/71-40010INV-2'],
  ],
  [
    'a payment that stands twice',
    (books) => books.contractPayments.push({ ...books.contractPayments[0]!, id: '2' }),
    ['duplicatePayment payment/71-40010INV-2', 'payment payment/71-40010INV-2'],
  ],
  [
    'a record of what was voided',
    (books) => books.contractPayments.push({ id: '2', origin_id: '9102', amount: '450.00' }),
    ['payment payment/72-40010INV-3'],
  ],
  [
    'a record of no payment of Payables',
    (books) => books.contractPayments.push({ id: '2', origin_id: '9999', amount: '1.00' }),
    ['unknownPayment contract payment 2'],
  ],
])('%s is a difference that names its documents', async (_what, tamper, expected) => {
  const books = withJournals(sampleFusionBooks());
  tamper(books);
  const { exitCode, kinds } = await compareFusion(books);
  expect(kinds).toEqual(expected);
  expect(exitCode).toBe(1);
});

test('a direct cost that a bill must clear is cleared by one, or that is a difference', async () => {
  const books = withJournals(sampleFusionBooks());
  Object.assign(books.expectations, {
    direct_costs: [
      { id: '301', in_ledger: '108.25', mended_by: null, cleared_by: 'bill' },
      { id: '302', in_ledger: '29.50', mended_by: null },
      { id: '303', in_ledger: '7.00', mended_by: 'never' },
    ],
  });
  const not = async (...done: string[]) =>
    (await compareFusion(books, ...done.flatMap((word) => ['--mended', word]))).kinds.filter((kind) =>
      kind.startsWith('not'),
    );
  expect(await not()).toEqual([]);
  expect(await not('bill')).toEqual(['notCleared directCost/301']);
  billed(books, 'B-301', '200.4411');
  expect(await not('bill')).toEqual([]);
  expect((await compareFusion(books)).text).toContain('Direct costs that a bill of Payables clears: 1, 108.25.');
});

test.each<[string, (books: SampleFusionBooks) => unknown]>([
  ['a bill that clears a direct cost', (books) => billed(books, 'B-301', '200.4411')],
  ['a bill of another supplier', (books) => billed(books, 'B-301', '200.6100', 'Lee & Sons')],
  ['a bill of another number', (books) => billed(books, 'B-310', '200.6100')],
  [
    'a bill that holds its direct cost',
    (books) => {
      billed(books, 'B-301', '200.6100');
      stageOf(books, '301', 'held');
    },
  ],
  [
    'a bill that a person told apart',
    (books) => {
      billed(books, 'B-301', '200.6100');
      books.documents.find(({ procoreId }) => procoreId === '301')!['toldApart'] = ['invoice/40010B-301'];
    },
  ],
  [
    'a bill of a direct cost that is older than anybody looks',
    (books) => {
      billed(books, 'B-301', '200.6100');
      books.directCosts[0]!['direct_cost_date'] = daysAgo(380);
    },
  ],
  ['an accrual that a person gave up and that does not stand', (books) => accrued(books, [], { stage: 'recorded' })],
  ['an accrual that is not reversed yet', (books) => accrued(books, ['300'])],
  [
    'of an accrual of a change order a part is taken out, and requisitions are not looked for beside it',
    (books) => changeAccrued(books, '300', '-120'),
  ],
  [
    'an accrual that is reversed, taken out, and that reversed',
    (books) => accrued(books, ['300', '-300', '-300', '300']),
  ],
  ['a memo of which a part was taken back stands with the rest', (books) => tookBack(books, '120')],
  [
    'a batch that is reversed nets out, and its cost is withdrawn',
    (books) => {
      books.directCosts[0]!['status'] = 'draft';
      stageOf(books, '301', 'withdrawn');
      const opposite = linesOf(books, 0)
        .slice(0, 3)
        .map((line) => ({ ...line, EnteredDr: line['EnteredCr'], EnteredCr: line['EnteredDr'] }));
      books.batches.push({ BatchName: 'Reverses it', Status: 'P', journalHeaders: [{ journalLines: opposite }] });
    },
  ],
  [
    'a batch that is reversed by one that names nothing',
    (books) => {
      books.directCosts[0]!['status'] = 'draft';
      books.documents = books.documents.filter(({ procoreId }) => procoreId !== '301');
      linesOf(books, 0).splice(3);
      Object.assign(books.batches[0]!, { JeBatchId: '1', ReversedByBatchId: '9' });
      const opposite = linesOf(books, 0).map(({ EnteredDr, EnteredCr }) => ({
        EnteredDr: EnteredCr,
        EnteredCr: EnteredDr,
      }));
      books.batches.push({
        JeBatchId: '9',
        BatchName: 'R 9',
        Status: 'P',
        journalHeaders: [{ journalLines: opposite }],
      });
      stageOf(books, '302', 'held');
    },
  ],
  [
    'of a cost that was in the books before only the difference is a journal',
    (books) => {
      books.directCosts[0]!.line_items[0]!['amount'] = '1100.00';
      const own = books.documents.find(({ procoreId }) => procoreId === '301')!;
      own.postings.push({
        step: 'cost',
        ordinal: 1,
        state: 'confirmed',
        key: key('T'),
        reference: null,
        stage: 'posted',
      });
    },
  ],
  [
    'a held cost may stand otherwise, as its hold says',
    (books) => {
      books.directCosts[0]!.line_items[0]!['amount'] = '99.00';
      stageOf(books, '301', 'held');
    },
  ],
  [
    "a person's record in Procore is nobody's business",
    (books) => books.contractPayments.push({ id: '2', origin_id: null, amount: '5.00' }),
  ],
  [
    'a payment that is held is told by its hold',
    (books) => {
      books.contractPayments = [];
      stageOf(books, '71-40010INV-2', 'held');
    },
  ],
])('%s', async (_what, change) => {
  const books = withJournals(sampleFusionBooks());
  change(books);
  expect((await compareFusion(books)).kinds).toEqual([]);
});
