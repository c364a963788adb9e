import { amountOf } from './amount';
import { checkByHand } from './entered-by-hand';
import type { ListedDocument } from './read-documents';

const line = (account: string, amount: string, orderLine = '') => ({ account, orderLine, amount });
const posting = (documentNumber: string, ordinal: number) => ({
  ...{ step: 'voucher', ordinal, state: 'confirmed', key: `K${documentNumber}`, origin: 'byHand' },
  reference: { documentNumber },
});

/** What the comparer says where these are entered, and those lines count. */
function said(
  there: Readonly<Record<string, ReturnType<typeof line>[]>>,
  counted: ReturnType<typeof line>[],
): string[] {
  const placeOf = ({ account, orderLine }: { account: string; orderLine: string }): string =>
    orderLine === '' ? `account ${account}` : `line ${orderLine}`;
  const document = {
    ...{ kind: 'requisition', procoreId: '1', projectId: '2', stage: 'byHand', sourceStatus: 'approved' },
    ...{ postings: Object.keys(there).map(posting), enteredByHand: counted },
  } as ListedDocument;
  return checkByHand(document, {
    ...{ erp: 'JDE', listed: [], placeOf },
    find: ({ documentNumber = '' }) => {
      const lines = there[documentNumber]?.map((one) => ({
        place: placeOf(one),
        amount: amountOf(one.amount, 'line'),
      }));
      return lines && { name: `voucher ${documentNumber}`, amount: amountOf('0', 'sum'), lines };
    },
  }).map(({ kind, message }) => `${kind}: ${message}`);
}

test('an account or a line on which something else stands than counts is a difference, though the sum is the same', () => {
  expect(said({ '71': [line('A', '60.00'), line('B', '40.00')] }, [line('B', '40'), line('A', '60')])).toEqual([]);
  expect(said({ '71': [line('A', '70.00'), line('B', '30.00')] }, [line('A', '60.00'), line('B', '40.00')])).toEqual([
    'byHand: voucher 71 was entered by hand with 70.00 on account A, of which 60.00 counts',
    'byHand: voucher 71 was entered by hand with 30.00 on account B, of which 40.00 counts',
  ]);
  expect(said({ '71': [line('A', '9.00', '1')] }, [line('A', '9.00', '2')])).toEqual([
    'byHand: voucher 71 was entered by hand with 9.00 on line 1, of which 0.00 counts',
    'byHand: voucher 71 was entered by hand with 0.00 on line 2, of which 9.00 counts',
  ]);
});

test('several that were entered for one requisition count together', () => {
  const two = { '71': [line('A', '60.00')], '72': [line('A', '-10.00')] };
  expect(said(two, [line('A', '50.00')])).toEqual([]);
  expect(said(two, [line('A', '60.00')])).toEqual([
    'byHand: voucher 71, voucher 72 was entered by hand with 50.00 on account A, of which 60.00 counts',
  ]);
});
