import { key } from '../sample-books.fixture';
import { compareFusion } from './compare-fusion.fixture';
import { contract, sampleFusionBooks, type SampleFusionBooks } from './fusion-books.fixture';

test('books that agree end with 0: orders of what is left, of change orders too, invoices on them, what must be posted and held by number', async () => {
  const { exitCode, kinds, text, projects } = await compareFusion(sampleFusionBooks());
  expect(kinds).toEqual([]);
  expect(exitCode).toBe(0);
  expect(projects[0]).toMatchObject({
    approvedRequisitions: 8,
    payable: { posted: '4510.00', waiting: '90.00', takenOver: '6750.01' },
    ...{ gross: '4900.00', costLines: '4900.00', orderLines: '4900.00' },
  });
  expect(text).toContain('Orders that must be open: 2. Are open: 2.');
  expect(text).toContain('Requisitions that must be posted: 4. Are posted: 4.');
  expect(text).toContain('Must be held: 2. Are held: 2 (orderNotOpen 1, unmappedCostCode 1).');
  expect(text).toMatch(/of these on our orders +4900\.00/);
});

/** A buyer made it. */
const byHandOrder = 1;

test("a commitment that was made of a buyer's order agrees when its lines do, and asks for no order of ours", async () => {
  const books = sampleFusionBooks();
  books.contracts.push({
    ...contract('83', 'PO-900', [['111', '7.00']]),
    origin_id: books.orders[byHandOrder]!['POHeaderId'],
  });
  const { kinds, text } = await compareFusion(books);
  expect(kinds).toEqual([]);
  expect(text).toContain('Orders of buyers that are commitments in Procore: 1.');
});

test('an order that was closed from here is closed in Fusion, unless it was opened again', async () => {
  const told = async (status: string, ...steps: string[]): Promise<readonly string[]> => {
    const books = sampleFusionBooks();
    books.orders[order]!['StatusCode'] = status;
    const { postings } = ofDocument(books, 'commitment', '77') as { postings: object[] };
    steps.forEach((step, at) => postings.push({ step, ordinal: 1, state: 'confirmed', key: key('QRS'.charAt(at)) }));
    return (await compareFusion(books)).kinds;
  };
  expect(await told('OPEN', 'orderClose')).toEqual(['orderStands commitment/77']);
  expect(await told('CLOSED', 'orderClose')).toEqual([]);
  expect(await told('OPEN', 'orderClose', 'orderReopen')).toEqual([]);
});

const [order, first, second, release, byHand] = [0, 0, 1, 2, 3];
/** The order and the invoice that have lines of change orders, and those: 602 was approved after 601, 603 is not approved. */
const [changed, onChanged] = [2, 4];
const [later, earlier, pending] = [0, 1, 2];
const ofDocument = (books: SampleFusionBooks, kind: string, id: string) =>
  books.documents.find((one) => one['kind'] === kind && one['procoreId'] === id)!;

const tampered: [string, (books: SampleFusionBooks) => unknown, string[]][] = [
  [
    'an amount of a matched line',
    ({ invoices }) => (invoices[second]!.invoiceLines[0]!['LineAmount'] = '501'),
    ['distribution requisition/3', 'gross requisition/3', 'sum requisition/3', 'billedLine commitment/77'],
  ],
  [
    'a cent more on the invoice, and on its retainage',
    ({ invoices }) => {
      invoices[second]!['InvoiceAmount'] = '450.01';
      invoices[second]!.invoiceLines[1]!['LineAmount'] = '-49.99';
    },
    ['payable requisition/3', 'sum requisition/3'],
  ],
  [
    'retainage on another account',
    ({ invoices }) => (invoices[release]!.invoiceLines[0]!['DistributionCombination'] = '200.0000.1110.000000.000'),
    ['accounts requisition/5'],
  ],
  [
    'the other line of the order',
    ({ invoices }) => (invoices[second]!.invoiceLines[0]!['PurchaseOrderLineNumber'] = '2'),
    ['billedLine commitment/77', 'billedLine commitment/77'],
  ],
  [
    "somebody else's order",
    ({ invoices }) => (invoices[second]!.invoiceLines[0]!['PurchaseOrderNumber'] = '900'),
    ['otherOrder requisition/3', 'sum requisition/3', 'billedLine commitment/77'],
  ],
  [
    'another supplier',
    ({ invoices }) => (invoices[first]!['Supplier'] = 'Other'),
    Array(2).fill('otherSupplier requisition/2'),
  ],
  ['another source', ({ invoices }) => (invoices[first]!['InvoiceSource'] = 'Manual'), ['source requisition/2']],
  [
    'an invoice that is canceled',
    ({ invoices }) => (invoices[second]!['CanceledFlag'] = 'true'),
    [
      ...['missingInvoice requisition/3', 'payable requisition/3', 'gross requisition/3', 'sum requisition/3'],
      ...['sum requisition/3', 'billedLine commitment/77'],
    ],
  ],
  [
    'an invoice whose key is gone',
    ({ invoices }) => (invoices[second]!['Description'] = 'by hand'),
    [
      ...[
        'unknownInvoice invoice INV-3',
        'missingInvoice requisition/3',
        'payable requisition/3',
        'gross requisition/3',
      ],
      ...['sum requisition/3', 'sum requisition/3', 'billedLine commitment/77', 'billedByOthers commitment/77'],
    ],
  ],
  [
    'a second invoice under one key',
    ({ invoices }) => invoices.push({ ...invoices[release]!, InvoiceNumber: 'INV-5-R2' }),
    ['duplicateInvoice requisition/5', 'payable requisition/5', 'sum requisition/5'],
  ],
  [
    'an invoice under a key of nobody',
    ({ invoices }) => invoices.push({ ...invoices[release]!, Description: `${key('Z')} 26-010` }),
    ['unknownInvoice invoice INV-5'],
  ],
  ['an invoice that is held', ({ holds }) => (holds[0]!['InvoiceNumber'] = 'INV-2'), ['stageAhead requisition/2']],
  [
    'an invoice that was never validated',
    ({ invoices }) => (invoices[first]!['ValidationStatus'] = 'Not validated'),
    ['stageAhead requisition/2'],
  ],
  [
    'a posting that was given up, and stands',
    (books) => (ofDocument(books, 'requisition', '5').postings[0]!['state'] = 'rejected'),
    ['notConfirmed requisition/5'],
  ],
  [
    'an amount in our own list',
    (books) => (ofDocument(books, 'requisition', '3')['payable'] = '449.99'),
    ['listedAmount requisition/3'],
  ],
  [
    'a requisition that is not approved any more',
    ({ requisitions }) => (requisitions[2]!['status'] = 'draft'),
    ['postedWithoutApproval requisition/3'],
  ],
  [
    'an order line',
    ({ orders }) => (orders[order]!.lines[0]!['Amount'] = '4001'),
    ['orderLines commitment/77', 'distribution commitment/77'],
  ],
  ['a line that is not on the order', ({ orders }) => orders[order]!.lines.pop(), ['orderLines commitment/77']],
  [
    "a commitment of a buyer's order in which an amount differs",
    ({ contracts, orders }) =>
      contracts.push({ ...contract('83', 'PO-900', [['111', '7.01']]), origin_id: orders[byHandOrder]!['POHeaderId'] }),
    ['orderLines commitment/83'],
  ],
  [
    'an order that is gone',
    ({ orders }) => orders.splice(order, 1),
    [
      ...[
        'otherOrder requisition/2',
        'otherOrder requisition/2',
        'otherOrder requisition/3',
        'sum requisition/2 requisition/3',
      ],
      'missingOrder commitment/77',
    ],
  ],
  [
    'a second order under one key',
    ({ orders }) => orders.push({ ...orders[order]!, OrderNumber: '502' }),
    ['duplicateOrder commitment/77'],
  ],
  [
    'an order under a key of nobody',
    ({ orders }) => orders.push({ ...orders[order]!, OrderNumber: '502', Description: `${key('Z')} 26-010` }),
    ['unknownOrder order 502'],
  ],
  [
    'an order that is not open',
    ({ orders }) => (orders[order]!['StatusCode'] = 'REJECTED'),
    ['stageAhead commitment/77'],
  ],
  [
    'a commitment whose order still waits',
    (books) => (ofDocument(books, 'commitment', '77')['stage'] = 'delivered'),
    ['notPosted commitment/77'],
  ],
  [
    'a commitment that we never saw',
    ({ documents }) => documents.splice(0, 1),
    [
      ...['unknownOrder order 501', 'otherOrder requisition/2', 'otherOrder requisition/2', 'otherOrder requisition/3'],
      ...['sum requisition/2 requisition/3', 'noDocument commitment/77'],
    ],
  ],
  [
    'an order for what was billed before',
    (books) => {
      books.orders.push({ ...books.orders[order]!, OrderNumber: '502', Description: `${key('E')} 26-010` });
      const { postings } = ofDocument(books, 'commitment', '78');
      postings.push({ ...ofDocument(books, 'commitment', '77').postings[0]!, key: key('E') });
    },
    ['orderStands commitment/78'],
  ],
  [
    'a bill by hand on our order',
    ({ invoices }) => (invoices[byHand]!.invoiceLines[0]!['PurchaseOrderNumber'] = '501'),
    ['billedByOthers commitment/77'],
  ],
  [
    'a bill by hand that is more than was ordered',
    ({ invoices }) =>
      Object.assign(invoices[byHand]!.invoiceLines[0]!, { PurchaseOrderNumber: '501', LineAmount: '500.01' }),
    ['overBilled commitment/77', 'billedByOthers commitment/77'],
  ],
  [
    'a hold of a commitment that must not be',
    (books) =>
      Object.assign(ofDocument(books, 'commitment', '77'), {
        hold: { kind: 'person', reasons: ['needsPerson'], problems: [] },
      }),
    ['unexpectedHold commitment/77'],
  ],
  [
    'a commitment that must be held and is not',
    (books) => Object.assign(ofDocument(books, 'commitment', '79'), { hold: null, stage: 'recorded' }),
    ['notHeld commitment/79', 'notPosted commitment/79', 'missingOrder commitment/79'],
  ],
  [
    'a line of a change order that is not on the order',
    ({ orders }) => orders[changed]!.lines.pop(),
    ['orderLines commitment/82'],
  ],
  [
    'an amount of a line of a change order on the order',
    ({ orders }) => (orders[changed]!.lines[1]!['Amount'] = '300'),
    ['orderLines commitment/82', 'distribution commitment/82'],
  ],
  [
    'a line of a change order that is not approved any more',
    ({ packages }) => (packages[earlier]!['status'] = 'pending'),
    ['orderLines commitment/82', ...Array<string>(2).fill('billedLine commitment/82')],
  ],
  [
    'a change order that is approved and not on the order',
    ({ packages }) => (packages[pending]!['status'] = 'approved'),
    ['orderLines commitment/82'],
  ],
  [
    'a change order that is deleted, and on the order',
    ({ packages }) => (packages[later]!['deleted_at'] = '2026-10-01T10:00:00Z'),
    ['orderLines commitment/82', ...Array<string>(2).fill('billedLine commitment/82')],
  ],
  [
    'change orders on the order in another order than that of their approval',
    ({ packages }) => (packages[later]!['reviewed_at'] = '2026-07-01T10:00:00Z'),
    ['orderLines commitment/82', ...Array<string>(2).fill('billedLine commitment/82')],
  ],
  [
    'what a change order was billed with before the books',
    ({ requisitions }) => (requisitions[6]!.items[1]!['total_completed_and_stored_to_date'] = '0'),
    [
      ...['listedAmount requisition/8', 'gross requisition/8', 'sum requisition/8'],
      ...['orderLines commitment/82', 'billedLine commitment/82'],
    ],
  ],
  [
    'what is billed of a line of a change order, on another line',
    ({ invoices }) => (invoices[onChanged]!.invoiceLines[1]!['PurchaseOrderLineNumber'] = '1'),
    Array<string>(2).fill('billedLine commitment/82'),
  ],
  [
    'a cent of a whole change order on the wrong line of it',
    ({ invoices }) =>
      ['50.01', '49.99'].forEach((amount, at) => (invoices[onChanged]!.invoiceLines[2 + at]!['LineAmount'] = amount)),
    Array<string>(2).fill('billedLine commitment/82'),
  ],
  [
    'another change order that is billed as a whole',
    ({ changeOrderItems }) => (changeOrderItems['8']![0]!['change_order_package_id'] = '601'),
    [
      ...['listedAmount requisition/8', 'gross requisition/8', 'sum requisition/8'],
      ...Array<string>(3).fill('billedLine commitment/82'),
    ],
  ],
];

test.each(tampered)('%s is a difference that names its documents', async (_what, tamper, expected) => {
  const books = sampleFusionBooks();
  tamper(books);
  const { exitCode, kinds, text } = await compareFusion(books);
  expect(kinds).toEqual(expected);
  expect(exitCode).toBe(1);
  expect(text).toContain(`The books differ (${expected.length}):`);
});

test('a bill by hand is no difference while a requisition of that commitment waits for a person to say what it is', async () => {
  const books = sampleFusionBooks();
  books.invoices[byHand]!.invoiceLines[0]!['PurchaseOrderNumber'] = '501';
  Object.assign(ofDocument(books, 'requisition', '6'), {
    commitmentId: '77',
    hold: { kind: 'person', reasons: ['orderElsewhere'], problems: [] },
  });
  books.expectations.requisitions[0]!['reasons'] = ['orderElsewhere'];
  expect((await compareFusion(books)).kinds).toEqual([]);
});

test('a bill by hand that a person said to be other work is no difference; said of another one, it is', async () => {
  const kindsWith = async (invoiceId: unknown): Promise<readonly string[]> => {
    const books = sampleFusionBooks();
    books.invoices[byHand]!.invoiceLines[0]!['PurchaseOrderNumber'] = '501';
    Object.assign(ofDocument(books, 'requisition', '2'), { otherWork: [invoiceId] });
    return (await compareFusion(books)).kinds;
  };
  expect(await kindsWith(sampleFusionBooks().invoices[byHand]!['InvoiceId'])).toEqual([]);
  expect(await kindsWith('0')).toEqual(['billedByOthers commitment/77']);
});
