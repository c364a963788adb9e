import type { CreditorBody } from './kinds/creditor.fixture';
import type { DraftOrderBody } from './kinds/draft-order.fixture';
import type { GroupBody } from './kinds/group.fixture';
import type { InvoiceBody } from './kinds/invoice.fixture';
import { keyOf } from './sample-kontor.fixture';

const common = { books: 'NORD', currency: 'EUR' };
const ernie = { ...common, creditor: 'K-70123' };

/** Bodies for the sample, of which each number gives one with a key and amounts of its own. */
export const orderBody = (number: number): DraftOrderBody => ({
  ...ernie,
  kind: 'draftOrder',
  key: keyOf('order', number),
  date: '2026-10-31',
  text: `4411 SC-001 #${number}`,
  positions: [
    position('10', 'S-4411/400/6150', `${number}000.00`),
    position('20', 'S-4411/400/6200', `${number}00.00`),
  ],
});

function position(number: string, account: string, amount: string): DraftOrderBody['positions'][number] {
  return { position: number, itemKey: `contract_item:${number}`, account, amount, text: `Work ${number}` };
}

/** Bills both positions of this order, a tenth held back. */
export const invoiceBody = (number: number, order: string): InvoiceBody => {
  const lines = [
    { order, position: '10', amount: `${number}000.00` },
    { order, position: '20', amount: `${number}00.00` },
  ];
  return {
    ...ernie,
    kind: 'invoice',
    key: keyOf('invoice', number),
    invoiceDate: '2026-10-31',
    invoiceNumber: `INV-${number}`,
    fullInvoiceNumber: `INV-${number}`,
    lines,
    items: lines.map(({ position: own, amount }, index) => ({
      itemKey: `contract_item:${own}`,
      account: index === 0 ? 'S-4411/400/6150' : 'S-4411/400/6200',
      position: own,
      gross: amount,
      netRetainage: index === 0 ? `${number}10.00` : '0.00',
    })),
    retention: `${number}10`,
    retentionAccount: 'S-0/100/3300',
    rounding: { account: '', amount: '0.00' },
  };
};

/** Two documents, each of which moves its cost from the head office to the site. */
export const groupBody = (number: number): GroupBody => ({
  ...common,
  kind: 'group',
  key: keyOf('group', number),
  date: '2026-10-31',
  text: `Costs ${number}`,
  members: ['direct-cost-1', 'direct-cost-2'].map((document, index) => ({
    document,
    lines: [
      { itemKey: `line:${index + 1}`, account: 'S-4411/400/6150', amount: `${number}${index}0.00` },
      { itemKey: '', account: 'S-0/100/6999', amount: `-${number}${index}0.00` },
    ],
  })),
});

export const creditorBody = (number: number): CreditorBody => ({
  kind: 'creditor',
  key: keyOf('creditor', number),
  books: 'NORD',
  sourceKey: `900${number}`,
  name: `Acme Drywall ${number}`,
  matchcode: `ACME DRYWALL ${number}`,
  vatId: `DE90000000${number}`,
  street: '2 Main St',
  postcode: '20095',
  city: 'Hamburg',
  country: 'DE',
});
