import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import { toOrderReference } from '../../domain/jde/bodies/order-reference';
import type {
  AddedLinesBody,
  CommitmentOrderBody,
  OrderReliefBody,
} from '../../domain/jde/bodies/order-of-commitment-body';
import type { OrderReference } from '../../domain/jde/bodies/posting-body';
import { connectJde } from './connect';
import { checkOrderType } from './check-order-type';
import { jdeUnderTest, nothingOf, posted, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';
import { settings } from '../../domain/jde/requisition/plan.fixture';
import { sampleOrder } from './postings/sample-bodies.fixture';

// Orders of commitments, lines of change orders on them and what is open of them: client and sandbox meet here.

const account = { businessUnit: '4411', object: '1340', subsidiary: '26010' };
const line = (key: string, amount: string) => ({ key, item: key, account, amount, description: `Work ${key}` });
const { lines: _, kind: _kind, ...terms } = sampleOrder;
const order: CommitmentOrderBody = {
  ...{ ...terms, kind: 'commitmentOrder', branchPlant: '4411', glDate: '2026-03-31', orderDate: '2026-03-10' },
  ...{ lines: [line('71', '900.00'), line('72', '100.00')], total: '1000.00' },
};

let sandbox: TestSandbox;
let jde: JdeUnderTest;
let reference: OrderReference;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  jde = jdeUnderTest(sandboxSettings(sandbox.url));
  reference = toOrderReference((await jde.send(order)) ?? {});
});
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

const key = () => ({
  DOCO: reference.orderNumber,
  DCTO: reference.orderType,
  KCOO: reference.orderCompany,
  SFXO: '000',
});
const hold = (row: Readonly<Record<string, string>>) => sandbox.control('POST', 'tables/F4209', [{ ...key(), ...row }]);
const added = (): AddedLinesBody => ({
  ...{ kind: 'addedLines', erpKey: 'PCADDED', supplier: '7004', order: reference, glDate: '2026-03-31' },
  ...{ foreign: false, lines: [line('CO-77', '50.00'), line('CO-78', '-5.00')] },
});
const relief = (mark: string, base: string, target: string): OrderReliefBody => ({
  ...{ kind: 'orderRelief', erpKey: 'PCRELIEF', order: reference, glDate: '2026-03-31', currency: 'USD' },
  foreign: false,
  lines: [{ mark, base, target }],
});
const open = async () => (await sandbox.rows('F4311', key())).map(({ VR01, AOPN }) => `${VR01} ${AOPN}`);

test('an order is found under its key with its lines by the mark of each, in force where nobody has to approve it', async () => {
  const { found } = await jde.look(order);
  expect(found).toMatchObject([
    {
      ...{ reference, stage: 'posted', missing: [] },
      shown: {
        ...{ company: '00200', supplier: '7004', currency: 'USD' },
        lines: [
          { mark: '71', account: '4411.1340.26010', amount: '900' },
          { mark: '72', account: '4411.1340.26010', amount: '100' },
        ],
      },
    },
  ]);
  await expect(jde.look({ ...order, erpKey: 'PCOTHER' })).resolves.toEqual(nothingOf({ ...order, erpKey: 'PCOTHER' }));
});

test.each([
  ['an open approval', { HCOD: '**', ASTS: '2N' }, 'delivered'],
  ['a hold', { HCOD: 'B1' }, 'delivered'],
  ['a refusal', { HCOD: '**', ASTS: '1R' }, 'returned'],
  ['an approval that was given', { HCOD: '**', ASTS: '2A' }, 'posted'],
])('with %s it is %s', async (_what, row, stage) => {
  await hold(row);
  expect((await jde.look(order)).found).toMatchObject([{ stage }]);
});

test('with all lines canceled it is voided', async () => {
  await sandbox.control('PATCH', 'tables/F4311', {
    where: key(),
    set: { LTTR: '980', NXTR: '999', AOPN: '0', UOPN: '0' },
  });
  expect((await jde.look(order)).found).toMatchObject([{ stage: 'voided' }]);
});

test('lines of a change order are added once; what is missing of them is added alone', async () => {
  await expect(jde.look(added())).resolves.toEqual(nothingOf(added()));
  await jde.send({ ...added(), lines: added().lines.slice(0, 1) });
  expect((await jde.look(added())).found).toMatchObject([{ missing: ['CO-78'] }]);
  await jde.send(added(), ['CO-78']);
  await jde.send(added());
  expect((await jde.look(added())).found).toMatchObject([{ missing: [], stage: 'posted' }]);
  expect(await open()).toEqual(['71 900.00', '72 100.00', 'CO-77 50.00', 'CO-78 -5.00']);
  // They are none of the order's own lines.
  const [own] = (await jde.look(order)).found;
  expect((own?.shown as unknown as { lines: unknown[] }).lines).toHaveLength(2);
});

describe('what is open of a line', () => {
  test('is set to its target, also to 0 and back, and is found by that', async () => {
    for (const [base, target] of [
      ['900.00', '400.00'],
      ['400.00', '0.00'],
      ['0.00', '900.00'],
    ] as const) {
      const body = relief('71', base, target);
      expect((await jde.look(body)).found).toEqual([]);
      await expect(jde.port('orderRelief').ready?.(posted(body))).resolves.toEqual([]);
      await jde.send(body);
      expect((await jde.look(body)).found).toMatchObject([{ facts: { 'open 71': target } }]);
    }
    expect(await open()).toEqual(['71 900.00', '72 100.00']);
    expect((await jde.look(order)).found).toMatchObject([{ stage: 'posted' }]);
  });

  test('is set by number on an order that a person linked', async () => {
    await jde.send(relief('5012-OS-00200#2', '100.00', '25.00'));
    expect(await open()).toEqual(['71 900.00', '72 25.00']);
  });

  test.each([
    ['open otherwise', { AOPN: '850' }, 'is open with 850.00 USD in JDE'],
    ['received', { AREC: '10', UREC: '1' }, 'was received or matched'],
    ['closed', { NXTR: '999' }, 'and closed'],
  ])('of a line that is %s is not written over', async (_what, set, words) => {
    await sandbox.control('PATCH', 'tables/F4311', { where: { ...key(), VR01: '71' }, set });
    const body = relief('71', '900.00', '400.00');
    const [problem] = (await jde.port('orderRelief').ready?.(posted(body))) ?? [];
    expect(problem).toMatchObject({ reason: 'foundButDifferent', field: 'AOPN', value: '71' });
    expect(problem?.message).toContain(words);
    await expect(jde.send(body)).rejects.toMatchObject({ name: 'Rejected' });
  });

  test('waits while a change of the line waits for its release', async () => {
    await sandbox.control('PATCH', 'tables/F4311', { where: { ...key(), VR01: '71' }, set: { ACHG: '10' } });
    await expect(jde.look(relief('71', '900.00', '400.00'))).resolves.toMatchObject({
      found: [],
      waits: { reason: 'orderOnHold', field: 'ACHG' },
    });
  });
});

test('an order that a person named is read with what is open of its lines', async () => {
  const id = [reference.orderNumber, reference.orderType, reference.orderCompany, '000'].join(' ');
  expect(await jde.facts('order', id, '9999 OP 00200 000')).toEqual([
    {
      supplier: '7004',
      lines: [
        { lineNumber: '1', account, open: '900', state: 'open' },
        { lineNumber: '2', account, open: '100', state: 'open' },
      ],
    },
  ]);
});

test('the order type of commitments must stand in UDC 40/CT', async () => {
  await sandbox.control('POST', 'tables/F0005', [{ SY: '40', RT: 'CT', KY: '        OS', DL01: 'Subcontract' }]);
  const connection = connectJde(sandboxSettings(sandbox.url));
  const check = async (orderType: string) => {
    const of = { ...settings, purchaseOrderBasis: 'commitment' as const, orderType };
    return (await checkOrderType(connection.dataService, of)).map(({ name, ok }) => `${name}: ${String(ok)}`);
  };
  expect(await check('OS')).toEqual(['order type OS in UDC 40/CT: true']);
  expect(await check('OP')).toEqual(['order type OP in UDC 40/CT: false']);
  expect(await checkOrderType(connection.dataService, settings)).toEqual([]);
  await connection.close();
});
