import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../domain/posting/books/entry';
import type { SyncStage } from '../domain/posting/stages/sync-stage';
import {
  addConnectionOf,
  openCliWithDatabase,
  projectId,
  scope,
  type CliWithDatabase,
} from './cli-with-database.fixture';

// What a controller reads at the close of a project.

interface Billed {
  readonly through?: string | null;
  readonly claimed?: string | null;
  readonly currency?: string;
  readonly project?: string;
}

let on: CliWithDatabase;
beforeEach(async () => {
  on = await openCliWithDatabase();
  await addConnectionOf(on);
});
afterEach(() => on.close());

/** A requisition of SC-1 by number, standing so. */
async function billed(number: number, stage: SyncStage | null, of: Billed = {}) {
  const { through = '2026-10-31', claimed = '900.00', currency = 'USD', project = projectId } = of;
  return on.inTenant(async (tx) => {
    const seen = {
      projectId: project,
      commitmentId: '700',
      number,
      sourceStatus: stage === null ? 'under_review' : 'approved',
    };
    const money = { claimed, claimedCurrency: currency, billedThrough: through };
    const document = await tx.documents.see(
      scope,
      { kind: 'requisition', sourceId: String(number) },
      { ...seen, ...money },
    );
    await tx.documents.setStage(document.id, stage, stage === 'held');
    return tx.documents.load(document.id);
  });
}

type Line = Partial<Entry> & { readonly account: string; readonly amount: string };

/** As `billed`, with a confirmed posting of these lines, or one in another state. */
async function booked(
  number: number,
  lines: readonly Line[],
  of: Billed & { stage?: SyncStage; state?: 'rejected' } = {},
) {
  const document = await billed(number, of.stage ?? 'posted', of);
  await on.inTenant(async (tx) => {
    const reserved = await tx.postings.reserve(scope, {
      ...{ documentId: document.id, step: 'voucher', ordinal: 1, key: `PC${number}`, origin: 'sent', leaseMs: 60_000 },
      ...{ system: 'jde', kind: 'voucher', subject: `voucher:${number}`, occupies: false, supplier: '1', number: '' },
      ...{ because: null, planStep: 'voucher', planId: null },
    });
    const moved = await tx.postings.move(reserved, of.state ?? 'confirmed');
    const entries = lines.map((line): Entry => ({
      ...{
        book: 'cost',
        supplier: '1',
        orderLine: '',
        item: '',
        gross: '0',
        withheld: '0',
        tax: '0',
        period: '2026-10',
      },
      ...line,
    }));
    await tx.effects.write(moved!, [{ document, entries }]);
  });
}

/** Gross and 10 % of it withheld, as a voucher has them. */
const tenPercent = (gross: string, withheld: string, period = '2026-10'): Line[] => [
  { account: '4411.1340.03300', amount: gross, gross, withheld, period },
  { account: '200.4110', amount: `-${withheld}`, period },
];

async function heldFor(number: number, message: string) {
  const document = await billed(number, 'held');
  await on.inTenant(async (tx) => {
    const problem = {
      reason: 'unmappedCostCode',
      kind: 'person',
      field: 'x',
      value: 'x',
      message,
      remedies: [{ act: 'resume' }],
    } as const;
    await tx.holds.open(document, { problems: [problem], asOf: await tx.versionRows.clockNow(scope) });
  });
}

const report = (...words: string[]) =>
  on.cli.run(['project', 'close-report', '4411', '--through', '2026-10-31', ...words]);
const json = async () =>
  (await report('--json')).json as {
    groups: { name: string; documents: number; sums: object[]; withoutAmount: number }[];
    documents: { name: string; group: string; difference: string | null }[];
    accounts: object[];
    later: number;
  };
const groups = async () => (await json()).groups.filter(({ name }) => name !== 'approved');

test('each requisition stands in one group, with what is due in Procore beside what our postings come to', async () => {
  await booked(1, tenPercent('1000', '100'));
  await booked(2, tenPercent('500', '50'), { stage: 'delivered', claimed: '450.00' });
  await billed(3, 'waiting');
  await heldFor(4, 'Cost code 26-010.S has no account');
  await billed(5, 'takenOver');
  await billed(6, null, { claimed: '10.10' });
  const sums = (claimed: string, posted: string) => [{ currency: 'USD', claimed, posted }];
  expect(await groups()).toMatchObject([
    { name: 'posted', documents: 1, sums: sums('900', '900') },
    { name: 'delivered', documents: 1, sums: sums('450', '450') },
    { name: 'onItsWay', documents: 1, sums: sums('900', '0') },
    { name: 'held', documents: 1, sums: sums('900', '0') },
    { name: 'takenOver', documents: 1, sums: sums('900', '0') },
    { name: 'notApproved', documents: 1, sums: sums('10.1', '0') },
  ]);
  expect((await json()).groups.find(({ name }) => name === 'approved')).toMatchObject({
    documents: 5,
    sums: sums('4050', '1350'),
  });
  const { out } = await report();
  expect(out).toMatch(/Not in the books, and why:/);
  expect(out).toMatch(/4 .*900\.00 USD.*unmappedCostCode: Cost code 26-010\.S has no account/);
  expect(out).not.toMatch(/Posted otherwise/);
});

test('what bills beyond the day is left out and counted; what does not say until when is shown', async () => {
  await billed(1, 'waiting', { through: '2026-11-01' });
  await billed(2, 'waiting', { through: null });
  const { later, documents } = await json();
  expect([later, documents.map(({ name }) => name.split('/').at(-1))]).toEqual([1, ['2']]);
  expect((await report()).out).toContain('1 more bill beyond 2026-10-31');
});

test('what is posted otherwise than Procore says now is named with the difference; what a person left too', async () => {
  await booked(1, tenPercent('1000', '100'), { claimed: '850.00', stage: 'left' });
  await booked(2, tenPercent('1000', '100'), { claimed: '900.0' });
  expect((await json()).documents.map(({ difference }) => difference)).toEqual(['50', null]);
  expect((await report()).out).toMatch(
    /Posted otherwise than Procore says now:\n.*\n.*\n.*850\.00 USD +900\.00 USD +50\.00 USD/,
  );
});

test('tax counts as posted; what was refused does not', async () => {
  await booked(1, [{ account: '4411.1340.03300', amount: '1000', gross: '1000', withheld: '100', tax: '82.5' }], {
    claimed: '982.50',
  });
  await booked(2, tenPercent('7', '0'), { stage: 'held', state: 'rejected' });
  expect(await groups()).toMatchObject([
    { name: 'posted', sums: [{ claimed: '982.5', posted: '982.5' }] },
    { name: 'held', sums: [{ posted: '0' }] },
  ]);
});

test('accounts are told in the month and to date; another month behind it and another project are not counted', async () => {
  await booked(1, tenPercent('1000', '100', '2026-09'));
  await booked(2, tenPercent('500', '50'));
  await booked(3, tenPercent('70', '7', '2026-11'), { through: '2026-10-20' });
  await booked(4, tenPercent('9', '0'), { project: '562949953443399' });
  expect((await json()).accounts).toEqual([
    { account: '200.4110', inMonth: '-50', toDate: '-150' },
    { account: '4411.1340.03300', inMonth: '500', toDate: '1500' },
  ]);
});

test('currencies are never added up, and an amount that is not known is counted as such', async () => {
  await billed(1, 'waiting', { currency: 'CAD' });
  await billed(2, 'waiting', { claimed: null });
  await billed(3, 'waiting');
  const [waiting] = await groups();
  expect(waiting).toMatchObject({
    withoutAmount: 1,
    sums: [
      { currency: 'CAD', claimed: '900' },
      { currency: 'USD', claimed: '900' },
    ],
  });
});

test('the page prints on its own, says that it is of a sandbox, and shows what people wrote as text', async () => {
  await heldFor(4, `<script>alert('x')</script> & "Sons"`);
  expect(await report('--file', 'close.html')).toMatchObject({ code: 0, out: 'written to close.html\n' });
  const file = join(on.cli.folder, 'close.html');
  const page = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(page).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Sons&quot;');
  expect(page).not.toContain('<script');
  expect(page).toContain('Sandbox: these are not the books.');
  expect(page).not.toMatch(/src=|href=|@import|url\(/);
});

test('direct costs, the journals that they stand in, and what they put onto clearing accounts have their own part', async () => {
  const clearing = '101.2999';
  const cost = async (id: string, stage: SyncStage, day: string, total: string) =>
    on.inTenant(async (tx) => {
      const seen = { projectId, sourceStatus: 'approved', claimed: total, claimedCurrency: 'USD', billedThrough: day };
      const document = await tx.documents.see(scope, { kind: 'directCost', sourceId: id }, seen);
      await tx.documents.setStage(document.id, stage, stage === 'held');
      return tx.documents.load(document.id);
    });
  const one = await cost('71', 'posted', '2026-10-05', '949.75');
  await cost('72', 'waiting', '2026-10-06', '10.00');
  await cost('73', 'posted', '2026-11-02', '5.00');
  await on.inTenant(async (tx) => {
    const run = await tx.documents.see(scope, { kind: 'journalRun', sourceId: 'GL Oct-26 USD document/1' }, {});
    const reserved = await tx.postings.reserve(scope, {
      ...{ documentId: run.id, step: 'group', ordinal: 1, key: 'PCRUN', origin: 'sent', leaseMs: 60_000 },
      ...{ system: 'fusion', kind: 'journalImport', subject: 'run:1', occupies: false, supplier: '', number: '' },
      ...{ because: null, planStep: 'group', planId: null },
    });
    const moved = await tx.postings.move(reserved, 'confirmed', {
      stage: 'posted',
      reference: { documentNumber: '9001', documentType: 'JE' },
    });
    const common = { book: 'cost', supplier: '', orderLine: '', withheld: '0', tax: '0', period: '2026-10' } as const;
    const entries: Entry[] = [
      { ...common, account: '4411.1340.03300', item: 'direct_cost_item:1', amount: '949.75', gross: '949.75' },
      { ...common, account: clearing, item: '', amount: '-949.75', gross: '0' },
    ];
    await tx.effects.write(moved!, [{ document: one, step: 'cost', entries }]);
  });
  const shown = (await report('--json')).json as Record<string, unknown>;
  expect(shown).toMatchObject({
    costGroups: [{ name: 'posted', documents: 1 }, { name: 'onItsWay' }, { name: 'approved', documents: 2 }],
    directCosts: [
      { name: 'directCost/71', claimed: '949.75', posted: '949.75', difference: null },
      { name: 'directCost/72', posted: null },
    ],
    laterCosts: 1,
    journals: [
      {
        name: 'GL Oct-26 USD document/1',
        reference: { documentNumber: '9001', documentType: 'JE' },
        stage: 'posted',
        period: '2026-10',
        documents: 1,
        debit: '949.75',
      },
    ],
    clearing: [{ account: clearing, inMonth: '-949.75', toDate: '-949.75' }],
  });
  const { out } = await report();
  for (const text of ['Direct costs through 2026-10-31', '9001 JE', 'Put onto clearing accounts', 'directCost/72']) {
    expect(out).toContain(text);
  }
  await report('--file', 'costs.html');
  const page = readFileSync(join(on.cli.folder, 'costs.html'), 'utf8');
  for (const text of ['Where the direct costs stand', '(JD Edwards)', '9001 JE', 'not read']) {
    expect(page).toContain(text);
  }
  await report('--file', 'costs.csv');
  expect(readFileSync(join(on.cli.folder, 'costs.csv'), 'utf8')).toContain('directCost/71,71,posted,posted,approved');
});

test('the CSV has a line for each requisition, and no cell that a spreadsheet would run', async () => {
  await heldFor(4, '=HYPERLINK("http://x")');
  await booked(1, tenPercent('1000', '100'));
  await report('--file', 'close.csv');
  const lines = readFileSync(join(on.cli.folder, 'close.csv'), 'utf8').split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('requisition,procore_id,stands');
  expect(lines[1]).toContain(',posted,posted,approved,2026-10-31,USD,900.00,900.00,,,');
  expect(lines[2]).toContain('unmappedCostCode: =HYPERLINK');
});

test.each([
  [['--through', '31.10.2026'], '--through "31.10.2026": a day, e.g. 2026-10-31'],
  [['--through', '2026-02-30'], '--through "2026-02-30": a day'],
  [['--file', 'close.pdf'], 'must end in .html, .csv, .txt'],
  [['--file', 'no/such/folder/close.html'], 'cannot be written (ENOENT)'],
])('%j is refused with what would be right', async (words, text) => {
  const run = await report(...words);
  expect(run.code).toBe(2);
  expect(run.err).toContain(text);
});

test('a project that is not known is named with those that are', async () => {
  const run = await on.cli.run(['project', 'close-report', '9999', '--through', '2026-10-31']);
  expect(run.code).not.toBe(0);
  expect(run.err).toContain('4411');
});
