import { sameBooks } from '../../posting/books/same-books';
import type { Stands } from '../../posting/plan/planner';
import { billed, history, requisition } from '../../procore/procore-documents.fixture';
import type { InvoiceDraft } from '../bodies/invoice-body';
import { caseA, planned, problemsOf, retainagePayable, type Situation } from './planner.fixture';

const other = (total: string, held: string): Situation => ({
  ...caseA,
  requisition: requisition([billed('26-010.S', '1', total, '1000.00', held)], '9000.00'),
});
const posted = planned(caseA).steps[0]!.entries;
const stands = (fields: Partial<Stands> = {}): Stands => ({
  because: '7',
  entries: posted,
  totals: { released: '0', tax: '0' },
  hasOrder: false,
  ownKeys: [],
  ...fields,
});
/** What stands of the document itself is billed on the order. */
const billing = {
  invoices: [
    {
      invoiceId: '1',
      key: 'PCOWN',
      number: 'ABC-1234',
      date: '2026-10-31',
      lines: [{ orderLine: '1', amount: '10000.00', quantity: null }],
    },
  ],
};
const missing = (given: Situation, of: Stands = stands()) =>
  planned({ ...given, billing, input: { missingTo: of, postedOn: '2026-11-20' } } as unknown as Situation);

test('example H: a credit memo of the difference on the same order line, with its retainage turned round', () => {
  const [step, ...others] = missing(other('19000.00', '900.00')).steps;
  const draft = step?.draft as InvoiceDraft;
  expect(step).toMatchObject({ because: '7', asks: ['live', 'predecessor', 'decision'] });
  expect(draft).toMatchObject({ type: 'Credit memo', amount: '-900.00', accountingDate: '2026-11-20' });
  expect(draft.invoiceDate).toBe('2026-10-31');
  expect(
    draft.lines.map((line) => (line.role === 'matched' ? [line.orderLine, line.amount] : [line.account, line.amount])),
  ).toEqual([
    ['1', '-1000.00'],
    [retainagePayable, '100.00'],
  ]);
  expect(others.map(({ id }) => id)).toEqual(['settleInvoice', 'validateInvoice']);
  const whole = planned(other('19000.00', '900.00')).steps[0]!.entries;
  expect(sameBooks([...posted, ...step!.entries], whole)).toBe(true);
});

test('an item that bills nothing any more is credited on its order line', () => {
  const given = {
    ...other('10000.00', '0.00'),
    history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
  };
  const draft = missing(given).steps[0]?.draft as InvoiceDraft;
  expect(draft).toMatchObject({ type: 'Credit memo', amount: '-9000.00' });
  expect(draft.lines[0]).toMatchObject({ orderLine: '1', amount: '-10000.00' });
});

test('what stands of the document counts as billed: no more than is left on the order line', () => {
  const reasons = problemsOf({
    ...other('120000.00', '11000.00'),
    billing,
    input: { missingTo: stands(), postedOn: '2026-11-20' },
  } as unknown as Situation).map(({ field }) => field);
  expect(reasons).toContain('LineAmount');
});

test('nothing is missing, nothing is planned', () => {
  expect(missing(caseA).steps).toEqual([]);
});
