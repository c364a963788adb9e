import { journal, type JournalDraft } from './journal';
import { billed, requisition } from '../../procore/procore-documents.fixture';
import { settings } from '../requisition/plan.fixture';
import { knownAtSending, planned, stepOf } from '../requisition/planner.fixture';
import { taxProblem } from './tax-problem';

const untaxed = {
  foreign: false,
  currency: 'USD',
  total: '9000',
  payItems: [{ payItem: '001', amount: '9000.00', payStatus: 'H' }],
};
const foreign = { ...untaxed, foreign: true };
const taxed = (tax: string, isForeign: boolean) => ({
  foreign: isForeign,
  currency: 'USD',
  total: '9720',
  payItems: [{ payItem: '001', amount: '9720.00', payStatus: 'H', tax }],
});

test.each([
  ['none was sent and none is there', untaxed, '0.00'],
  ['what was sent is there', taxed('720.00', false), '720'],
  ['nothing was read back yet', taxed('720.00', false), null],
  ['a foreign one has none and none was sent', foreign, '0'],
  ['a foreign one shows its tax in the company’s currency', taxed('720.00', true), '525.60'],
])('all is well where %s', (_, of, readBack) => {
  expect(taxProblem(of, 'PC1', readBack)).toBeNull();
});

test.each([
  ['JDE gave a tax by default', untaxed, '5.25'],
  ['JDE gave another tax', taxed('720.00', false), '720.01'],
  ['JDE dropped the tax', taxed('720.00', false), '0'],
  ['JDE gave a foreign voucher a tax by default', foreign, '3.83'],
  ['JDE dropped the tax of a foreign voucher', taxed('720.00', true), '0'],
])('it is a problem where %s', (_, of, readBack) => {
  expect(taxProblem(of, 'PC1', readBack)).toMatchObject({ reason: 'tax', field: 'STAM', value: readBack });
});

test('the tax hold shows the payable and both taxes with their decimals and their currency', () => {
  const problem = taxProblem(taxed('720', false), 'PC1', '720.5');
  expect(problem?.message).toBe(
    'The voucher PC1 of 9,720.00 USD carries a tax of 720.50 USD in JDE (F0411), but 720.00 USD was sent.',
  );
  expect(problem?.facts).toEqual({ payable: '9,720.00 USD', sent: '720.00 USD', readBack: '720.50 USD' });
  // What JDE shows of a foreign one is in the company's currency.
  expect(taxProblem(foreign, 'PC1', '3.8')?.message).toContain("a tax of 3.80 in the company's currency in JDE");
});

test('all is well where no voucher was made: a journal carries no tax', () => {
  const items = [billed('26-010.S', '1', '1000.00', '0.00', '1000.00')];
  const first = { number: 1, previousRequisitionId: null };
  const plan = planned({
    requisition: requisition(items, '0.00', first),
    settings: { ...settings, zeroPayable: 'journal' },
  });
  const body = journal.complete(stepOf(plan, 'voucher').draft as JournalDraft, knownAtSending());
  const standing = { key: 'PC1', stage: 'posted', stageWord: '', reference: {}, facts: { tax: '5.25' } } as const;
  expect(journal.review?.(body, standing)).toEqual([]);
});
