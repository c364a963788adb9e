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
const ends = ['unmappedCostCode', 'vendorsToCreate', 'rejectedOrder', 'billedByHand', 'directCosts', 'accruals'];
const compare = () =>
  demo.compare(
    ...['--fusion', demo.control('items'), ...expectations()],
    ...ends.flatMap((kind) => ['--mended', kind]),
  );

test('the demo orders, posts and holds what the sample company says, before and after its holds are ended', () => {
  const { output } = demo;
  expect(demo.differences()).toEqual([]);
  expect(output.match(/The books agree\./g)).toHaveLength(3);
  expect(output).toContain('Orders that must be open: 35. Are open: 35.');
  expect(output).toContain('Requisitions that must be posted: 41. Are posted: 41.');
  expect(output).toContain('Orders that must be open: 44. Are open: 44.');
  expect(output).toContain('Requisitions that must be posted: 55. Are posted: 55.');
  expect(output).toMatch(/purchase orders, of which \d+ are open, 42 invoices/);
  expect(output).toMatch(/reject one: that of 4425\/SC-4425-012/);
  expect(output).toMatch(/4425\/SC-4425-011\/8: orderElsewhere/);
  expect(output).toMatch(/\$ ml-connector hold resume --reason orderElsewhere/);
});

test('who is who is asked before anything is made: exact pairs at once, the others by a file, and then vendors of the rest', () => {
  const { output } = demo;
  expect(output).toContain('30 vendors, 29 suppliers: 22 exact pairs, 2 candidates, 0 conflicts');
  expect(output.match(/^ {2}candidate,.*,accept$/gm)).toHaveLength(2);
  expect(output).toContain('closed: 24 pairs linked, 0 findings open');
  expect(output).toMatch(/plan 1: 29 done, 0 changed meanwhile and left, 0 refused/);
  // Nobody is linked by hand any more, and nothing of a balance stayed unchecked.
  expect(output).not.toContain('vendor link');
  expect(output).not.toContain('not checked');
});

test('direct costs become journals, a row that Fusion refuses waits for its account, and what is not billed is accrued and reversed, of a change order too', () => {
  const { output } = demo;
  expect(output).toMatch(/Direct costs that must be in the ledger: 4\. Are in it: 4\./);
  expect(output).toMatch(/Direct costs that must be in the ledger: 8\. Are in it: 8\./);
  expect(output).toContain('Accruals that must be made and reversed: 3. Are: 3.');
  expect(output).toContain('Direct costs that a bill of Payables clears: 1, 2166.75.');
  const [refused] = /directCost\/\d+(?= {2}payroll)/.exec(output) ?? [''];
  expect(refused).not.toBe('');
  const held = output.slice(output.indexOf(`$ ml-connector hold show ${refused}`));
  expect(held).toMatch(/200\.0000\.4240\.000000\.000/);
  const rows = [...output.matchAll(/^ {2}((?:directCost|accrual)\/\S+) +(\S+) +(\S+) +(\S+) +posted /gm)];
  const of = (kind: string) => rows.filter(([, name]) => name?.startsWith(`${kind}/`)).map(([, ...cells]) => cells);
  expect(
    of('directCost')
      .map(([, , , debits]) => debits)
      .sort(),
  ).toEqual(['2,166.75', '326.75', '4,215.50', '1,325.00', '700.00', '150.00', '3,980.25', '705.50'].sort());
  const accruals = of('accrual');
  const names = [...new Set(accruals.map(([name]) => name))];
  expect([names.length, accruals.length]).toEqual([3, 6]);
  for (const name of names) {
    const [accrual, reversal] = accruals.filter(([other]) => other === name);
    expect(name).toContain(accrual?.[1]);
    expect([reversal?.[1]?.slice(8), reversal?.[3]]).toEqual(['01', accrual?.[3]]);
  }
  const ofChangeOrder = accruals.filter(([name]) => name?.startsWith('accrual/CO-'));
  expect(ofChangeOrder.map(([, , , debits]) => debits)).toEqual(['6,480.00', '6,480.00']);
});

test('the month ties out: every difference of every project is explained', () => {
  const { output } = demo;
  expect(output.match(/ties out: \d+ documents, .*every difference is explained\./g)).toHaveLength(2);
  expect(output).not.toContain('UNKNOWN');
  const [, period = ''] = /tie-out --all --period (\S+)/.exec(output) ?? [];
  const { stdout } = demo.command('tie-out', '4425', '--period', period);
  expect(stdout).toContain('every difference is explained.');
});

test('accounts of two projects become cost codes before going live, after they were shown', () => {
  const { output } = demo;
  expect(output.indexOf('cost-code apply')).toBeLessThan(output.indexOf('connection go-live'));
  const shown = [...output.matchAll(/^ {2}(standard list|4425|4440) +create +(standard|project|combination) /gm)];
  const count = (place: string, what: string) => shown.filter((row) => row[1] === place && row[2] === what).length;
  expect(count('standard list', 'standard')).toBe(35);
  expect(['4425', '4440'].map((project) => [count(project, 'project'), count(project, 'combination')])).toEqual([
    [17, 17],
    [10, 10],
  ]);
  expect(output).toContain('plan 1: 89 done, 0 changed meanwhile and left, 0 refused');
  // Those of 4440 have rows of people already.
  expect(output).toContain('mapping version 2: 17 generated rows; 0 held documents go on');
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

test('the comparer notices that the journals of direct costs were reversed by somebody, and names each', async () => {
  expect(compare().stdout).not.toContain('inLedger');
  // While it ran nothing else did here: that a sandbox has let go of a connection meanwhile is still to be noticed.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const control = `${demo.control('items')}/control`;
  const batches = (await (await fetch(`${control}/items/journalBatches`)).json()) as {
    BatchName: string;
    journalHeaders: { journalLines: { Description: string | null }[] }[];
  }[];
  const own = batches.filter(
    ({ BatchName, journalHeaders }) =>
      BatchName.startsWith('PC') && (journalHeaders[0]?.journalLines[0]?.Description ?? '').startsWith('directCost/'),
  );
  const response = await fetch(`${control}/gl/reverse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ batch: own[0]?.BatchName, post: true }),
  });
  expect(response.status).toBe(200);
  const { status, stdout } = compare();
  expect(status).toBe(1);
  expect(stdout.match(/inLedger: directCost\/\d+: .* stands in posted journals; it must be/g)).toHaveLength(
    own[0]?.journalHeaders.length ?? 0,
  );
});
