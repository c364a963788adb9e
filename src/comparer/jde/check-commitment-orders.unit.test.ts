import { Decimal } from 'decimal.js';
import type { Contract } from '../read-contracts';
import type { ListedDocument } from '../read-documents';
import type { Requisition } from '../read-procore';
import { checkCommitmentOrders } from './check-commitment-orders';
import type { JdeBooks, Order } from './jde-books';

const amount = (text: string): Decimal => new Decimal(text);
const contract: Contract = {
  ...{ id: '9', projectId: '7', number: 'SC-1', status: 'Approved', originId: '' },
  lines: [
    { id: '71', amount: amount('1000') },
    { id: '72', amount: amount('-50') },
  ],
  changeOrders: [{ packageId: '500', lines: [{ id: '77', amount: amount('200') }] }],
  lineOfDetail: new Map(),
};
const line = (mark: string, open: string): Order['lines'][number] => ({
  ...{ mark, open: amount(open), amount: amount(open), account: '4411.1340.26010', isClosed: false },
});
const document = (kind: string, id: string, stage: string, more: Partial<ListedDocument> = {}): ListedDocument => ({
  ...{ kind, procoreId: id, projectId: '7', stage, sourceStatus: 'approved', hold: null, postings: [] },
  ...more,
});
const order = { step: 'order', ordinal: 1, state: 'confirmed', key: 'PCA' };
const bill = {
  ...{ id: '5', commitmentId: '9', number: 1, periodEnd: '2026-10-31' },
  items: [{ type: 'contract_item', lineId: '71', total: amount('300'), gross: amount('300') }],
} as unknown as Requisition;

const closing = { step: 'orderClose', ordinal: 1, state: 'confirmed', key: 'PCB' };
const closedDocuments = [
  document('commitment', '9', 'posted', { postings: [order, closing] }),
  document('changeOrder', '500', 'posted'),
  document('requisition', '5', 'posted'),
];

interface Given {
  readonly lines?: Order['lines'];
  readonly documents?: readonly ListedDocument[];
}

function compared({ lines, documents }: Given = {}) {
  const jde: JdeBooks = {
    orders: [
      {
        erpKey: 'PCA',
        name: 'order 5012',
        supplier: '7004',
        lines: lines ?? [line('71', '700'), line('72', '-50'), line('CO-77', '200')],
      },
    ],
    vouchers: [],
    payments: null,
  };
  const facts = {
    procore: { projects: new Map([['7', 'P']]), requisitions: [bill] },
    documents: documents ?? [
      document('commitment', '9', 'posted', { postings: [order] }),
      document('changeOrder', '500', 'posted'),
      document('requisition', '5', 'posted'),
    ],
    booksFrom: null,
    heldCommitments: new Set<string>(),
  } as unknown as Parameters<typeof checkCommitmentOrders>[2];
  const { differences, says } = checkCommitmentOrders([contract], jde, facts);
  return { kinds: differences.map(({ kind }) => kind), says };
}

test('open of each line is what is carried to it less what is posted', () => {
  expect(compared()).toEqual({ kinds: [], says: ['Orders that must stand: 1. Stand: 1.'] });
});

test.each<[string, Given, readonly string[]]>([
  [
    'a line that was not relieved',
    { lines: [line('71', '1000'), line('72', '-50'), line('CO-77', '200')] },
    ['orderLines'],
  ],
  ['a line that is missing', { lines: [line('71', '700'), line('CO-77', '200')] }, ['orderLines']],
  [
    'a line that nobody knows',
    { lines: [line('71', '700'), line('72', '-50'), line('CO-77', '200'), line('X', '1')] },
    ['orderLines'],
  ],
  [
    'a change order that is not on the order yet, and has no line there',
    {
      lines: [line('71', '700'), line('72', '-50')],
      documents: [document('commitment', '9', 'posted', { postings: [order] }), document('requisition', '5', 'posted')],
    },
    [],
  ],
  [
    'a bill that is only delivered',
    {
      documents: [
        document('commitment', '9', 'posted', { postings: [order] }),
        document('changeOrder', '500', 'posted'),
        document('requisition', '5', 'delivered'),
      ],
    },
    ['orderLines'],
  ],
  [
    'one that a person closed, with what came back on a line of its own',
    {
      lines: [line('71', '0'), line('72', '0'), line('CO-77', '0'), line('71/2', '650')],
      documents: closedDocuments,
    },
    [],
  ],
  [
    'one that was closed, on whose new line more is open than is left',
    {
      lines: [line('71', '0'), line('72', '0'), line('CO-77', '0'), line('71/2', '701')],
      documents: closedDocuments,
    },
    ['orderLines'],
  ],
  [
    'one that was not closed, with a line of its own for what is left',
    { lines: [line('71', '0'), line('72', '-50'), line('CO-77', '200'), line('71/2', '700')] },
    ['orderLines', 'orderLines'],
  ],
  ['a commitment without a document', { documents: [] }, ['noDocument']],
  [
    'one that waits for its order',
    { documents: [document('commitment', '9', 'checking')] },
    ['notPosted', 'missingOrder'],
  ],
  ['one that a person left', { documents: [document('commitment', '9', 'left')] }, []],
])('%s', (_what, given, kinds) => {
  expect(compared(given).kinds).toEqual(kinds);
});
