import type { CloseReport } from '../../application/close/close-report';
import { paymentBlocks, paymentSections } from './close-payments';

type Payments = NonNullable<CloseReport['payments']>;
const row = (number: number, amount: string, commitment = 'SC-1'): Payments['requisitions'][number] => ({
  ...{ commitment, currency: 'USD', requisition: { id: `90${number}`, number } },
  ...{ procore: amount, ledger: amount, erp: amount },
});
const differs = (more: Partial<Payments['differing'][number]>): Payments['differing'][number] => ({
  ...row(1, '5.00'),
  ...{ name: 'payment/7-1', number: '1004', causes: ['unknown'], why: [] },
  ...more,
});
const report = (payments: CloseReport['payments']): CloseReport =>
  ({ through: '2026-10-31', payments }) as Partial<CloseReport> as CloseReport;
const text = (more: Partial<Payments>): string =>
  paymentBlocks(report({ unread: null, requisitions: [], differing: [], ...more })).join('\n');

test('a commitment with several requisitions has its sum, several commitments have one in all', () => {
  const said = text({ requisitions: [row(1, '5'), row(2, '6.5'), row(1, '1', 'SC-2')] });
  expect(said.match(/^(SC-\S+|In all) .*$/gm)?.map((line) => line.split(/ {2,}/).slice(0, 2).join(' '))).toEqual([
    'SC-1/1 5.00 USD',
    'SC-1/2 6.50 USD',
    'SC-1 11.50 USD',
    'SC-2/1 1.00 USD',
    'In all 12.50 USD',
  ]);
  expect(said).toContain('Every payment stands alike in the ERP, in Procore and here.');
});

test.each<[string, Partial<Payments['differing'][number]>, RegExp]>([
  [
    'held, as its hold says',
    { causes: ['held'], why: [{ reason: 'possibleDuplicate', message: 'It may be\nrecorded.' }] },
    /possibleDuplicate: It may be recorded\.$/,
  ],
  [
    'by hand',
    { causes: ['byHand'], number: '', name: 'contract payment 77', requisition: null },
    /^contract payment 77 .*SC-1, no requisition named .*recorded in Procore by hand/,
  ],
  ['on its way', { causes: ['inFlight'] }, /on its way: the ERP paid or changed it after the last poll/],
  ['in another period', { causes: ['period'] }, /dated after 2026-10-31 on one side/],
  ['not explained, and somebody has to look', { causes: ['unknown'] }, /1004 .*NOT EXPLAINED: somebody changed it/],
])('a payment that is %s', (_what, more, said) => {
  const line = text({ differing: [differs(more)] })
    .trimEnd()
    .split('\n')
    .at(-1);
  expect(line?.trimEnd()).toMatch(said);
});

test('what could not be read is said, on the page too, and of what is not written from here nothing is', () => {
  expect(text({ unread: 'fusion: no answer\nwithin 30 s' })).toBe(
    'Payments could not be read, so nothing is said of them: fusion: no answer within 30 s\n',
  );
  const page = paymentSections(report({ unread: 'no answer', requisitions: [], differing: [] })).join('');
  expect(page).toContain('nothing is said of them: no answer');
  expect([paymentBlocks(report(null)), paymentSections(report(null))]).toEqual([[], []]);
});
