import type { CsvRow } from '../read-csv';
import { readChoices, type choiceColumns, type FindOlder } from './read-choices';

type Cells = Partial<Record<(typeof choiceColumns)[number], string>>;

const find: FindOlder = (_project, commitment) =>
  commitment === 'SC-1' ? { id: '9001', lineIds: ['71', '72'] } : { fault: `${commitment} is not known` };

function read(...rows: readonly Cells[]) {
  const csv = rows.map((cells, index): CsvRow => ({
    line: index + 2,
    cells: { project: '4411', commitment: 'SC-1', ...cells },
  }));
  return readChoices(csv, find);
}
const faultsOf = (...rows: readonly Cells[]) => {
  const result = read(...rows);
  return 'faults' in result ? result.faults : [];
};

test('an order is linked line by line', () => {
  const link = { choice: 'link', order: '300100574829561' };
  expect(read({ ...link, line_id: '71', order_line: '1' }, { ...link, line_id: '72', order_line: '4' })).toEqual({
    choices: [
      {
        commitmentId: '9001',
        choice: {
          choice: 'link',
          order: '300100574829561',
          lines: { 'contract_item:71': '1', 'contract_item:72': '4' },
        },
      },
    ],
  });
});

test('a balance is named line by line, behind an apostrophe where a spreadsheet would take it for a formula', () => {
  const rows = [
    { choice: 'balance', line_id: '71', left: '1000.50' },
    { choice: 'balance', line_id: '72', left: "'-200.00" },
  ];
  expect(read(...rows)).toMatchObject({
    choices: [{ choice: { choice: 'balance', left: { 'contract_item:71': '1000.5', 'contract_item:72': '-200' } } }],
  });
});

test('left as it is, it needs nothing else; without a choice it is passed over', () => {
  expect(read({ choice: 'leave', line_id: '71' })).toMatchObject({ choices: [{ choice: { choice: 'leave' } }] });
  expect(faultsOf({ line_id: '71' })).toEqual(['line 1: no row has a choice']);
});

test.each<[string, readonly Cells[], string]>([
  ['another word', [{ choice: 'post' }], 'line 2: choice "post" is none of link, balance, leave'],
  ['two choices', [{ choice: 'leave' }, { choice: 'link' }], 'line 3: choice differs from "leave" on line 2'],
  ['a commitment that is not known', [{ choice: 'leave', commitment: 'SC-9' }], 'line 2: SC-9 is not known'],
  ['a line that it has not', [{ choice: 'balance', line_id: '99', left: '1' }], 'line_id "99" is no line'],
  ['a line that is missing', [{ choice: 'balance', line_id: '71', left: '1' }], 'the lines 72 are missing'],
  ['no amount', [{ choice: 'balance', line_id: '71', left: 'much' }], 'left "much" is not an amount'],
  ['no order', [{ choice: 'link', line_id: '71', order_line: '1' }], 'order "" is not the id of an order'],
  [
    'no line of the order',
    [{ choice: 'link', order: '1', line_id: '71' }],
    'order_line "" is not the number of a line',
  ],
])('%s is a fault with its line', (_what, rows, fault) => {
  expect(faultsOf(...rows).join('\n')).toContain(fault);
});

describe('with lines of change orders that are approved already', () => {
  const known: FindOlder = () => ({ id: '9001', lineIds: ['71', 'CO-77'] });
  const chosen = (...rows: readonly Cells[]) =>
    readChoices(
      rows.map((cells, index): CsvRow => ({
        line: index + 2,
        cells: { project: '4411', commitment: 'SC-1', ...cells },
      })),
      known,
    );

  test('a balance says what is left of each', () => {
    const rows = [
      { choice: 'balance', line_id: '71', left: '1000.00' },
      { choice: 'balance', line_id: 'CO-77', left: '250.00' },
    ];
    expect(chosen(...rows)).toMatchObject({
      choices: [{ choice: { left: { 'contract_item:71': '1000', 'change_order_item:77': '250' } } }],
    });
    expect(chosen({ choice: 'balance', line_id: '71', left: '1000.00' })).toMatchObject({
      faults: [expect.stringContaining('the lines CO-77 are missing')],
    });
  });

  test('one that a linked order does not have yet is left empty, and comes onto it as a change', () => {
    const link = { choice: 'link', order: '300100574829561' };
    expect(
      chosen({ ...link, line_id: '71', order_line: '1' }, { ...link, line_id: 'CO-77', order_line: '' }),
    ).toMatchObject({
      choices: [{ choice: { lines: { 'contract_item:71': '1' } } }],
    });
    expect(
      chosen({ ...link, line_id: '71', order_line: '1' }, { ...link, line_id: 'CO-77', order_line: '2' }),
    ).toMatchObject({
      choices: [{ choice: { lines: { 'contract_item:71': '1', 'change_order_item:77': '2' } } }],
    });
  });
});
