import { join } from 'node:path';
import { DemoProgram } from '../support/demo-program';

let demo: DemoProgram;
beforeAll(async () => {
  demo = await DemoProgram.start(600_000, '--erp', 'fusion');
}, 620_000);
afterAll(() => demo.end(), 60_000);

const expectations = (): string[] => [
  '--expectations',
  join(demo.folder, '.ml-connector/demo/.ml-connector/company/fusion-expectations.json'),
];
const ends = ['unmappedCostCode', 'vendorsByExternalKey', 'vendorsWrittenOtherwise', 'vendorsToCreate'];
const compare = () =>
  demo.compare(
    ...['--fusion', demo.control('items'), ...expectations()],
    ...[...ends, 'rejectedOrder', 'billedByHand'].flatMap((kind) => ['--mended', kind]),
  );

test('the demo orders, posts and holds what the sample company says, before and after its holds are ended', () => {
  const { output } = demo;
  expect(demo.differences()).toEqual([]);
  expect(output.match(/The books agree\./g)).toHaveLength(3);
  expect(output).toContain('Orders that must be open: 33. Are open: 33.');
  expect(output).toContain('Requisitions that must be posted: 37. Are posted: 37.');
  expect(output).toContain('Orders that must be open: 44. Are open: 44.');
  expect(output).toContain('Requisitions that must be posted: 55. Are posted: 55.');
  expect(output).toMatch(/purchase orders, of which \d+ are open, 38 invoices/);
  expect(output).toMatch(/reject one: that of 4425\/SC-4425-012/);
  expect(output).toMatch(/4425\/SC-4425-011\/8: orderElsewhere/);
  expect(output).toMatch(/\$ ml-connector hold resume --reason orderElsewhere/);
});

test('accounts of two projects become cost codes after they were shown, and a second run has nothing to do', () => {
  const { output } = demo;
  const shown = [...output.matchAll(/^ {2}(standard list|4425|4440) +create +(standard|project|combination) /gm)];
  const count = (place: string, what: string) => shown.filter((row) => row[1] === place && row[2] === what).length;
  expect(count('standard list', 'standard')).toBe(35);
  expect(['4425', '4440'].map((project) => [count(project, 'project'), count(project, 'combination')])).toEqual([
    [17, 17],
    [10, 10],
  ]);
  expect(output).toContain('plan 1: 89 done, 0 changed meanwhile and left, 0 refused');
  // Those of 4440 have rows of people already.
  expect(output).toContain('mapping version 3: 17 generated rows; 0 held documents go on');
  expect(output).toContain('plan 2: 0 to do, 13 refused or listed for a person');
});

test('a command typed in the same folder finds the demo and shows what is held and why', () => {
  const { status, stdout } = demo.command('hold', 'list', '--json');
  expect(status).toBe(0);
  const { holds } = JSON.parse(stdout) as { holds: { hold: { reasons: string[] } }[] };
  expect(new Set(holds.flatMap((one) => one.hold.reasons))).toEqual(
    new Set(['amountsDiffer', 'tax', 'accountInactive', 'orderNotOpen', 'earlierRequisition', 'vendorUnknown']),
  );
  expect(demo.command('audit', 'verify').status).toBe(0);
});

test('the close report of a project says to the cent what the comparer reads in both systems', () => {
  const { stdout } = compare();
  for (const project of ['4411', '4425', '4440']) {
    const beside = demo.closeBeside(stdout, project);
    expect(Object.keys(beside).length).toBeGreaterThanOrEqual(4);
    expect(beside['approved payable in Procore']?.[1]).not.toBe('0');
    for (const [row, [ours, its]] of Object.entries(beside)) expect([project, row, ours]).toEqual([project, row, its]);
  }
});

test('the comparer notices a tampered row of Fusion, of a contract or of a change order, and names its document', async () => {
  expect(compare()).toMatchObject({ status: 0 });
  const items = `${demo.control('items')}/control/items`;
  const orders = (await (await fetch(`${items}/purchaseOrders`)).json()) as {
    POHeaderId: string;
    Description: string;
    lines: { POLineId: string }[];
  }[];
  const tamper = async (number: string, at: number, amount: string): Promise<void> => {
    const order = orders.find(({ Description }) => Description.includes(` ${number} `));
    const line = `purchaseOrders/${order?.POHeaderId}/lines/${order?.lines[at]?.POLineId}`;
    const response = await fetch(`${items}/${line}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ Amount: amount }),
    });
    expect(response.status).toBe(200);
  };
  await tamper('SC-4411-001', 0, '50000.01');
  // Line 2 is of a change order that takes away.
  await tamper('SC-4411-006', 1, '-1200.01');
  const after = compare();
  expect(after.status).toBe(1);
  expect(after.stdout).toMatch(
    /orderLines: commitment\/\d+: order \d+ is of 50000.01; left of the contract is 50000.00/,
  );
  expect(after.stdout).toMatch(
    /orderLines: commitment\/\d+: order \d+ is of 15000.00, -1200.01; left of the contract is 15000.00, -1200.00/,
  );
});
