import { parseAccountName } from '../account';
import type { AccountUse } from './check-accounts';
import { checkAccounts } from './check-accounts';
import { businessUnit, erpAccount } from './plan.fixture';
import type { ErpAccount, ErpBusinessUnit } from '../erp-facts';

const account = parseAccountName('4411.1340.26010');
const use = { account, takesAmount: true, quantity: null, uom: '' };

function check(
  row: Partial<ErpAccount> | null,
  unit: Partial<ErpBusinessUnit> | null = {},
  own: Partial<AccountUse> = {},
  units: Readonly<Record<string, string>> = {},
) {
  return checkAccounts({
    uses: [{ ...use, ...own }],
    accounts: row === null ? [] : [erpAccount('4411.1340.26010', row)],
    businessUnits: unit === null ? [] : [businessUnit('4411', unit)],
    currency: 'USD',
    settings: { units },
  });
}

test('the company is that of the business unit', () => {
  expect(check({})).toEqual({ company: '00200', problems: [] });
});

test.each([
  ['accountMissing', null, {}],
  ['accountMissing', {}, null],
  ['accountInactive', { rule: 'inactive', code: 'I' }, {}],
  ['accountInactive', { rule: 'noPosting', code: 'M' }, {}],
  ['subledgerRequired', { rule: 'subledgerRequired', code: 'L' }, {}],
  ['unitsRequired', { rule: 'unitsRequired', code: 'U' }, {}],
  ['businessUnitClosed', {}, { open: false, code: 'N' }],
  ['currency', { currency: 'CAD' }, {}],
  ['twoCompanies', { company: '00300' }, {}],
] as const)('%s', (reason, row, unit) => {
  const { problems } = check(row, unit);
  expect(problems.map((problem) => problem.reason)).toEqual([reason]);
  expect(problems[0]!.causeKey).toMatch(/^account:4411/);
});

test('field and value name what JDE says, and the message which account', () => {
  expect(check({ rule: 'inactive', code: 'I' }).problems[0]).toMatchObject({
    field: 'PEC',
    value: 'I',
    message: 'Account 4411.1340.26010 is inactive (posting edit code PEC is "I").',
    causeKey: 'account:4411.1340.26010',
  });
});

test('a subledger is refused where none may be, and taken where one must be', () => {
  const withSubledger = { account: { ...account, subledger: '1001', subledgerType: 'A' } };
  expect(check({ rule: 'subledgerForbidden', code: 'X' }, {}, withSubledger).problems[0]?.reason).toBe(
    'subledgerForbidden',
  );
  expect(check({ rule: 'subledgerRequired', code: 'S' }, {}, withSubledger).problems).toEqual([]);
});

test('units of this period satisfy an account that requires them', () => {
  const row = { rule: 'unitsRequired', code: 'U', unitOfMeasure: 'CY' } as const;
  expect(check(row, {}, { quantity: '12.5' }).problems).toEqual([]);
});

const units = { 'Cubic Yards': 'CY', Each: 'EA', Ton: 'TON' };
test.each([
  ['the same unit in another case is that unit', 'CY', 'cy', []],
  ['a unit of Procore goes by the mapping, in any case', 'CY', 'cubic yards', []],
  ['a mapped unit serves an account that counts in none of its own', '', 'Each', []],
  ['a unit without a mapping holds, however short it is', '', 'LF', ['unitsRequired']],
  ['a long unit without a mapping holds', 'CY', 'linear feet', ['unitsRequired']],
  ['a mapped unit in which the account does not count holds', 'CY', 'Each', ['unitsRequired']],
  [
    'a mapped unit that is longer than its column holds, whatever the account counts in',
    'TON',
    'Ton',
    ['unitsRequired'],
  ],
  ['no unit on either side holds', '', '', ['unitsRequired']],
])('units: %s', (_rule, unitOfMeasure, uom, reasons) => {
  const row = { rule: 'unitsRequired', code: 'U', unitOfMeasure } as const;
  const { problems } = check(row, {}, { quantity: '12.5', uom }, units);
  expect(problems.map(({ reason, field }) => [reason, field])).toEqual(reasons.map((reason) => [reason, 'UM']));
  for (const problem of problems) expect(problem.causeKeys).toEqual(['account:4411.1340.26010', 'connection']);
});

test('two units that no account takes are two problems', () => {
  const row = { rule: 'unitsRequired', code: 'U' } as const;
  const of = (uom: string): AccountUse => ({ ...use, quantity: '1', uom });
  const { problems } = checkAccounts({
    uses: [of('LF'), of('SF'), of('LF')],
    accounts: [erpAccount('4411.1340.26010', row)],
    businessUnits: [businessUnit('4411')],
    currency: 'USD',
    settings: { units: {} },
  });
  expect(problems.map(({ value }) => value)).toEqual(['LF', 'SF']);
});

test('a line that takes no amount needs neither an open job nor an account', () => {
  expect(check(null, { open: false }, { takesAmount: false })).toEqual({ company: '00200', problems: [] });
});

test('lines in two companies hold, and no company is chosen', () => {
  const other = { ...use, account: parseAccountName('5511.1340') };
  const result = checkAccounts({
    uses: [use, other],
    accounts: [erpAccount('4411.1340.26010'), erpAccount('5511.1340', { company: '00300' })],
    businessUnits: [businessUnit('4411'), businessUnit('5511', { company: '00300' })],
    currency: 'USD',
    settings: { units: {} },
  });
  expect(result.company).toBeNull();
  expect(result.problems.map((problem) => problem.reason)).toEqual(['twoCompanies']);
  expect(result.problems[0]?.causeKeys).toEqual(['account:4411', 'account:5511']);
});

test('one problem per account, however many lines use it', () => {
  const result = checkAccounts({
    uses: [use, use],
    accounts: [],
    businessUnits: [businessUnit('4411')],
    currency: 'USD',
    settings: { units: {} },
  });
  expect(result.problems).toHaveLength(1);
});
