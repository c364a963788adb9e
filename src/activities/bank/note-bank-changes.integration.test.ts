import { openImport, type ImportUnderTest } from '../vendor/import/import-under-test.fixture';
import { openFeed, type FeedUnderTest } from '../vendor/import/feed-under-test.fixture';
import { createNoteBankChanges } from './note-bank-changes';

// Bank details that change in JD Edwards are noted on the vendor in Procore. Of what may happen in between: the answer is lost, the run is
// killed before it is written down, two runs go on at once, people wrote notes, a person edits or removes them, the vendor is gone.

const yard = { AN8: 8001, ALPH: 'Lakeside Yard', AT1: 'V', ATP: 'Y', EFTB: '20260101' };
const other = { AN8: 8002, ALPH: 'Northern Steel', AT1: 'V', ATP: 'Y', EFTB: '20260101' };
const account = (id: number, AN8: number, fields: object = {}) => ({
  ...{
    UKID: id,
    AN8,
    BKTP: 'V',
    TNST: '021000021',
    CBNK: `98765400${id}`,
    UPMJ: '20260102',
    UPMT: '101500',
    ...fields,
  },
});
const jde = {
  F0101: [yard, other, { AN8: 1, ALPH: 'Financial Company', AT1: 'O' }],
  F0401: [{ AN8: 8001 }, { AN8: 8002 }],
  F0030: [account(11, 8001), account(12, 8002)],
};
const keywords = 'yard, marina; preferred';
const firstNote = expect.stringMatching(
  /^Bank account \*{4}0011 \(V\) was entered or changed in JD Edwards on \d{4}-\d\d-\d\d\. .* \[bank \w{8}\]$/,
) as string;

let on: ImportUnderTest;
let feed: FeedUnderTest;
let vendor: string;
let seconds: number;
afterEach(() => on.close());

const open = async (posting: Parameters<typeof openImport>[0] = {}, notes: string | null = keywords): Promise<void> => {
  on = await openImport({
    import: { byItself: true },
    sides: { jde, jdeSuppliers: {}, jdePosting: { bankNotes: true } },
    ...posting,
  });
  feed = await openFeed(on);
  await feed.poll();
  await feed.quiet();
  await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.feeds.ensure(on.scope, '', 'bankNotes', { every: '15m' }));
  vendor = String((await on.vendor('8001'))?.['id']);
  if (notes !== null) await on.changeVendor(vendor, { notes });
  seconds = 0;
};
const look = () => createNoteBankChanges(on.ports)(on.scope);
const notes = async (): Promise<readonly string[]> => String((await on.vendor('8001'))?.['notes'] ?? '').split('\n');
/** Somebody changes the account in JD Edwards, each time a second later. */
const change = async (UKID = 11, set: object = {}): Promise<void> => {
  seconds += 1;
  const now = new Date();
  const UPMJ = now.toISOString().slice(0, 10).replaceAll('-', '');
  await feed.patch('F0030', { UKID: String(UKID) }, { UPMJ, UPMT: String(120000 + seconds), ...set });
};
const writes = async (): Promise<number> => {
  const { counts } = (await on.procore.control('GET', '/calls')).json as { counts: Record<string, string> };
  const written = Object.entries(counts).filter(([call]) => /^PATCH \/rest\/v1\.0\/vendors\/(?!sync)/.test(call));
  return written.reduce((sum, [, count]) => sum + Number(count), 0);
};
const audited = async (): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const told: Readonly<Record<string, unknown>>[] = [];
  await on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
    for await (const { act, facts } of tx.auditTrail.entries('100000'))
      if (act === 'vendor.bankNoted') told.push(facts);
  });
  return told;
};

test('a change that is seen in JDE is noted once behind what people wrote, masked; what stood before the first look is not, and an idle look writes nothing', async () => {
  await open();
  expect(await look()).toEqual({ noted: 0 });
  expect(await notes()).toEqual([keywords]);
  const before = await writes();
  await change();
  expect(await look()).toEqual({ noted: 1 });
  expect(await notes()).toEqual([keywords, firstNote]);
  expect(await look()).toEqual({ noted: 0 });
  expect(await writes()).toBe(before + 1);
});

test.each([
  ['the answer is lost', { kind: 'commitThenLose', match: { method: 'PATCH', path: `.*v1.0/vendors/\\d+` } }],
  ['the call never arrives', { kind: 'refuse', match: { method: 'PATCH', path: `.*v1.0/vendors/\\d+` } }],
])('%s: the next attempt reads first, and one note stands', async (_what, fault) => {
  await open();
  await look();
  await change();
  await on.fault(fault);
  await expect(look()).rejects.toThrow();
  expect(await look()).toEqual({ noted: 1 });
  expect(await notes()).toEqual([keywords, firstNote]);
});

test('killed after the answer and before it is written down: the next attempt finds the note, and writes nothing', async () => {
  await open();
  await look();
  await change();
  const before = await writes();
  const killed = { ...on.ports, procore: async () => killing(await on.ports.procore(undefined as never)) };
  await expect(createNoteBankChanges(killed)(on.scope)).rejects.toThrow('killed');
  expect(await look()).toEqual({ noted: 1 });
  expect(await notes()).toEqual([keywords, firstNote]);
  expect(await writes()).toBe(before + 1);

  function killing<Port extends object>(port: Port): Port {
    const writeVendorNotes = async (args: never): Promise<never> => {
      await (port as { writeVendorNotes(args: never): Promise<unknown> }).writeVendorNotes(args);
      throw new Error('killed');
    };
    return { ...port, writeVendorNotes };
  }
});

test('two runs at once, each with its answer: one note stands, and one of them has counted it', async () => {
  await open();
  await look();
  await change();
  const came = await Promise.all([look(), look()]);
  expect(came.reduce((sum, { noted }) => sum + noted, 0)).toBe(1);
  expect(await notes()).toEqual([keywords, firstNote]);
  expect(await audited()).toHaveLength(1);
});

test('a note that a person removed or changed is not written again; another change of the account is another note', async () => {
  await open();
  await look();
  await change();
  await look();
  await on.changeVendor(vendor, { notes: 'yard' });
  expect(await look()).toEqual({ noted: 0 });
  expect(await notes()).toEqual(['yard']);
  await change(11, { CBNK: '1234567890' });
  expect(await look()).toEqual({ noted: 1 });
  expect(await notes()).toEqual(['yard', expect.stringContaining('****7890')]);
});

test('two accounts that changed between two looks come with one call, into notes that were empty', async () => {
  await open({}, null);
  await look();
  await change();
  const row = { ...account(13, 8001), BKTP: 'X', UPMJ: new Date().toISOString().slice(0, 10).replaceAll('-', '') };
  await feed.add('F0030', row);
  const before = await writes();
  expect(await look()).toEqual({ noted: 1 });
  expect(await notes()).toEqual([firstNote, expect.stringContaining('****0013 (X)')]);
  expect(await writes()).toBe(before + 1);
});

test('the note is nothing to carry: the feed of suppliers finds no change of the vendor, and no plan has a row', async () => {
  await open();
  await look();
  await change();
  await look();
  const syncs = await on.syncs();
  await feed.quiet();
  await feed.nextDay();
  const { plan, toDo } = await on.plan();
  expect([toDo, await on.told(plan), await on.syncs()]).toEqual([0, [], syncs]);
  expect(await notes()).toEqual([keywords, firstNote]);
});

test.each([
  ['refused', { outcome: 'refused', said: expect.stringContaining('is too long') as string }],
  ['cut', { outcome: 'notKept' }],
])(
  'notes that have no room for it, %s: it is told in the audit trail, not tried again, and what people wrote stays',
  async (longVendorNotes, told) => {
    const long = 'k'.repeat(250);
    await open({}, long);
    await look();
    await on.answers({ longVendorNotes });
    await change();
    await change(12);
    expect(await look()).toEqual({ noted: 1 });
    expect((await notes())[0]).toContain(long);
    const changes = [{ account: '****0011', kind: 'V', changedOn: expect.any(String) }];
    expect(await audited()).toContainEqual({ vendor, supplier: '8001', changes, ...told });
    const before = await writes();
    expect(await look()).toEqual({ noted: 0 });
    expect(await writes()).toBe(before);
  },
);

test('a vendor that Procore does not show is told, and does not keep the others from their notes', async () => {
  await open();
  await look();
  await on.changeVendor(vendor, { is_active: false });
  await change();
  await change(12);
  expect(await look()).toEqual({ noted: 1 });
  expect((await audited()).map(({ outcome }) => outcome).sort()).toEqual(['notVisible', 'noted']);
});

test('off, nothing is read or written; what changed meanwhile is not noted once it is on again', async () => {
  await open();
  await look();
  const adapter = await on.ports.erp(undefined as never);
  const { notesBankChanges: _, ...without } = adapter;
  const off = { ...on.ports, erp: () => Promise.resolve(without as typeof adapter) };
  await change();
  expect(await createNoteBankChanges(off)(on.scope)).toEqual({ noted: 0 });
  expect(await look()).toEqual({ noted: 0 });
  expect(await notes()).toEqual([keywords]);
  await change();
  expect(await look()).toEqual({ noted: 1 });
});

test('where JDE shows no row of its table, the look fails and nothing is passed over', async () => {
  await open();
  await look();
  await change();
  await on.jde.control('PUT', 'settings', { deniedTables: ['F0030'] });
  await expect(look()).rejects.toThrow('F0030');
  await on.jde.control('PUT', 'settings', { deniedTables: [] });
  expect(await look()).toEqual({ noted: 1 });
});
