import type { BookLine } from '../../clients/erp-sources';
import { changeOrderLine } from '../../domain/procore/procore-documents.fixture';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { TiedEntry } from '../../store/documents/tie-out-documents';
import { documentSides, type TiedDocument } from './document-sides';

// Direct costs and requisitions are tied out through the whole product (tie-out.unit.test.ts, direct-costs.integration.test.ts).

const entry = (book: TiedEntry['book'], item: string, account: string, amount: string): TiedEntry => ({
  ...{ documentId: 'd1', postingKey: 'PC1', system: 'fusion', kind: 'journalImport', state: 'confirmed' },
  ...{ stage: 'posted', origin: 'sent', reference: null, currency: null, gross: '0', tax: '0', period: '2026-11' },
  ...{ book, item, account, amount },
});
const line = (account: string, amount: string): BookLine => ({
  ...{ posting: 'PC1', document: 'changeOrder/9001', account, amount, booked: amount },
  ...{ date: '2026-11-04', isInBooks: true, added: null },
});

function sidesOf(book: TiedEntry['book'], given: { stage?: string; status?: string } = {}) {
  const { stage = 'posted', status = 'approved' } = given;
  const tied = {
    ...{ document: { kind: 'changeOrder', sourceId: '9001', stage }, name: 'changeOrder/9001', currency: 'USD' },
    ...{ approvedOn: '2026-11-04', previous: null, commitment: null, notBooked: null },
    content: {
      ...{ status, deletedAt: null, lineItems: [changeOrderLine('71', '03-300.S', '500.00', 1)] },
    } as unknown as ProcoreChangeOrder,
    entries: [entry(book, 'change_order_item:71', 'A', '500.00'), entry(book, '', 'B', '-500.00')],
  } as unknown as TiedDocument;
  return documentSides(tied, [], [line('A', '500.00'), line('B', '-500.00')]);
}
const placed = (amounts: readonly { code?: string | null; account: string; period: string; amount: string }[]) =>
  amounts.map(({ code, account, period, amount }) => [code ?? '', account, period, amount]);

test.each(['memo', 'encumbrance'] as const)(
  'a change order that is booked as %s stands on its accounts on all three sides',
  (book) => {
    const { procore, ledger, erp, standing } = sidesOf(book);
    const expected = [
      ['', 'A', '2026-11', '500.00'],
      ['', 'B', '2026-11', expect.stringMatching(/^-500(\.00)?$/)],
    ];
    expect([placed(procore), placed(ledger), placed(erp)]).toEqual([expected, expected, expected]);
    expect(ledger.map(({ role }) => role)).toEqual(['memo', 'memo']);
    expect(standing).toBeNull();
  },
);

test('an encumbrance is in no balance of actual amounts, so nothing of it is taken off one', () => {
  expect(sidesOf('memo').erp.map(({ booked }) => booked)).toEqual(['500.00', '-500.00']);
  expect(sidesOf('encumbrance').erp.map(({ booked }) => booked)).toEqual(['0', '0']);
});

test('of one whose approval was taken back Procore says nothing, and what stands is told as held', () => {
  const { procore, ledger, standing } = sidesOf('memo', { status: 'void', stage: 'held' });
  expect([procore, ledger.length, standing]).toEqual([[], 2, 'held']);
});
