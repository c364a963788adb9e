import { readCsv } from '../read-csv';
import { checkOpeningBalanceHeader, readOpeningBalances } from './read-opening-balances';

const header = 'project,commitment,last_number,certified,item_type,line_id,billed,stored,withheld';
const find = (_project: string, commitment: string) =>
  commitment === 'SC-1'
    ? { id: '9001' }
    : commitment === 'SC-2'
      ? { id: '9002' }
      : { fault: `commitment "${commitment}" is not known` };

function read(...lines: readonly string[]) {
  const csv = readCsv([header, ...lines].join('\n'), checkOpeningBalanceHeader);
  if ('faults' in csv) throw new Error(csv.faults.join());
  return readOpeningBalances(csv.rows, find);
}

test('rows of a commitment become one opening balance, keyed as requisition items are', () => {
  expect(
    read(
      '4411,SC-1,3,9000.00,contract_item,71,8000.00,500.00,800.00',
      '4411,SC-1,3,9000.00,whole_change_order_item,55,2000.00,0,200.00',
      '4411,SC-2,1,0,,,0,0,0',
    ),
  ).toEqual({
    balances: [
      {
        commitmentId: '9001',
        lastNumber: 3,
        certified: '9000',
        lines: [
          { itemKey: 'contract_item:71', billed: '8000', stored: '500', withheld: '800' },
          { itemKey: 'whole_change_order_item:55', billed: '2000', stored: '0', withheld: '200' },
        ],
      },
      { commitmentId: '9002', lastNumber: 1, certified: '0', lines: [] },
    ],
  });
});

test('certificates that are not billed less withheld name both numbers; a cent is let pass', () => {
  expect(read('4411,SC-1,3,9000.00,contract_item,71,10000.00,0,900.00')).toEqual({
    faults: ['line 2: commitment 4411/SC-1: certified is 9000, but billed less withheld of its lines is 9100'],
  });
  expect(read('4411,SC-1,3,9000.01,contract_item,71,10000.00,0,1000.00')).toHaveProperty('balances');
});

test('every bad cell of every row is told with its line', () => {
  expect(
    read(
      '4411,SC-9,0,1.000,contract_item,71,"1,0",0,0',
      '4411,SC-1,1,0,subcontract,7x,0,1e3,0',
      '4411,SC-2,1,5,,,5,0,0',
    ),
  ).toEqual({
    faults: [
      'line 2: commitment "SC-9" is not known',
      'line 2: last_number "0" is not a whole number from 1',
      'line 2: billed "1,0" is not an amount: digits with an optional sign and decimal point, as in 1234.50',
      'line 3: stored "1e3" is not an amount: digits with an optional sign and decimal point, as in 1234.50',
      'line 3: item_type "subcontract" is none of contract_item, contract_detail_item, change_order_item, whole_change_order_item',
      'line 3: line_id "7x" is not a Procore id (digits)',
      'line 4: billed is 5, but the row has no item_type and line_id it belongs to',
    ],
  });
});

test('rows of one commitment that contradict each other are told', () => {
  const result = read(
    '4411,SC-1,3,100,contract_item,71,50,0,0',
    '4411,SC-1,4,101,contract_item,71,50,0,0',
    '4411,SC-1,3,100,,,0,0,0',
  );
  expect(result).toEqual({
    faults: [
      'line 3: last_number 4 differs from 3 on line 2; all rows of commitment 4411/SC-1 carry the same',
      'line 3: certified 101 differs from 100 on line 2; all rows of commitment 4411/SC-1 carry the same',
      'line 3: contract_item:71 of commitment 4411/SC-1 stands on line 2 already',
      'line 4: a row without a line_id must be the only one of commitment 4411/SC-1',
    ],
  });
});
