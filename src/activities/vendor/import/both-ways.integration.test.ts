import { MockActivityEnvironment } from '@temporalio/testing';
import { array, constantFrom, record, sample } from 'fast-check';
import { testContext } from '../../../../test/stack/test-context';
import { carryVendor } from '../../../application/vendors/carry/carry-vendor';
import { chooseSide } from '../../../application/vendors/choose-side';
import type { Target } from '../../../clients/erp-adapter';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import { createPostStep, type StepOutcome } from '../../steps/post-step';
import { createFetchVendor } from '../fetch-vendor';
import { createMatchVendor } from '../match-vendor';
import { LEE } from '../../../sandbox/fusion/testing/test-company.fixture';
import { openFeed, type FeedUnderTest } from './feed-under-test.fixture';
import { openImport, type ImportUnderTest } from './import-under-test.fixture';

// A linked vendor and its supplier in JD Edwards, edited on both sides: over the feed, the vendor's workflow, the ledger, and both sandboxes.

const yard = { AN8: 8001, ALPH: 'Lakeside Yard', AT1: 'V', ATP: 'Y', EFTB: '20260101' };
const jde = {
  F0101: [yard, { AN8: 1, ALPH: 'Financial Company', AT1: 'O' }],
  F0111: [{ AN8: 8001, IDLN: 0, MLNM: 'Lakeside Yard Limited' }],
  F0116: [{ AN8: 8001, EFTB: '20260101', ADD1: '1 Pier Road', CTY1: 'Denver', ADDS: 'CO', ADDZ: '80202', CTR: 'US' }],
  F0115: [{ AN8: 8001, IDLN: 0, CNLN: 0, RCK7: 1, PHTP: '', AR1: '', PH1: '555-0101' }],
  F01151: [{ AN8: 8001, IDLN: 0, RCK7: 1, ETP: 'E', EMAL: 'ap@yard.example' }],
  F0401: [{ AN8: 8001 }],
};
const actor = { identity: 'A. Payable', role: 'operator' } as const;

let on: ImportUnderTest;
let feed: FeedUnderTest;
let vendorId: string;
afterEach(() => on.close());

async function open(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  on = await openImport({ import: { byItself: true, ...settings }, sides: { jde, jdeSuppliers: {} } });
  feed = await openFeed(on);
  await feed.poll();
  vendorId = String((await on.vendor('8001'))?.['id']);
  await feed.quiet();
  await on.jde.control('DELETE', 'calls');
}

/** The workflow of the vendor, until it rests. */
async function vendorRests(): Promise<PassEnd> {
  const ports = {
    ...on.ports,
    target: async (connection: Parameters<typeof on.ports.erp>[0], system: string) =>
      system === 'jde' ? on.ports.erp(connection) : ({ system, kinds: new Map() } as unknown as Target),
  };
  const party = await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.parties.ofVendor(on.scope, vendorId));
  const ref = { ...on.scope, kind: 'vendor', sourceId: party.id, projectId: '' };
  for (;;) {
    const end = await pass(ports, ref);
    if (end.next !== 'again') return end;
  }
}

async function pass(
  ports: typeof on.ports,
  ref: Parameters<ReturnType<typeof createMatchVendor>>[0],
): Promise<PassEnd> {
  const fetched = await createFetchVendor(ports)(ref);
  if (fetched.next !== 'go') return fetched;
  const matched = await createMatchVendor(ports)(ref);
  if (matched.next !== 'go') return matched;
  const { planId } = matched;
  let { stage, then } = matched;
  const post = createPostStep(ports);
  while (then !== null) {
    const step = { ref, planId, id: then.id };
    const done = await new MockActivityEnvironment().run<[], StepOutcome, () => Promise<StepOutcome>>(() => post(step));
    if (done.next !== 'go') return done;
    ({ stage, then } = done);
  }
  return { next: 'close', stage };
}

const edit = (change: object) => on.changeVendor(vendorId, change);
const supplier = async () => {
  const row = async (table: string) =>
    ((await on.jde.control('GET', `tables/${table}?AN8=8001`)).json as Readonly<Record<string, string>>[])[0] ?? {};
  return {
    name: (await row('F0111'))['MLNM'],
    phone: (await row('F0115'))['PH1'],
    email: (await row('F01151'))['EMAL'],
    city: (await row('F0116'))['CTY1'],
  };
};
const upserts = async (): Promise<number> => {
  const { counts } = (await on.jde.control('GET', 'calls')).json as unknown as {
    readonly counts: Record<string, string>;
  };
  return Number(counts['orchestrator:PC_UPSERT_VENDOR'] ?? '0');
};
const problems = () =>
  on.acme.store.inTenant(on.scope.tenantId, async (tx) =>
    (await tx.holds.list(on.scope)).flatMap((held) => held.problems),
  );
const phoneInJde = (PH1: string) => feed.patch('F0115', { AN8: '8001' }, { PH1 });
const choose = async (take: 'erp' | 'procore', shown?: string, field = 'phone') => {
  const [problem] = await problems();
  const remedy = problem?.remedies.find((one) => one.act === 'takeSide');
  const context = await testContext(on.acme, actor, { erp: on.ports.erp, procore: on.ports.procore });
  const mark = shown ?? (remedy?.act === 'takeSide' ? remedy.shown : '');
  return chooseSide(context, { vendorId, field, take, shown: mark, note: 'called them' });
};
/** Another day and another poll write nothing on either side. */
const nothingMore = async (): Promise<void> => {
  const [syncs, sent] = [await on.syncs(), await upserts()];
  await feed.nextDay();
  await vendorRests();
  await feed.quiet();
  await vendorRests();
  expect([await on.syncs(), await upserts()]).toEqual([syncs, sent]);
};

test('a phone that was changed in Procore alone is set in JD Edwards once, and comes back as no change; a name waits for a person', async () => {
  await open();
  await edit({ business_phone: '555-0177', name: 'Lakeside Yard & Sons' });
  expect(await feed.nextDay()).toMatchObject({ done: 1, forPeople: 1 });
  expect(await vendorRests()).toMatchObject({ next: 'close', stage: 'recorded' });
  expect(await supplier()).toMatchObject({ phone: '555-0177', name: 'Lakeside Yard Limited' });
  await nothingMore();
  expect(await upserts()).toBe(1);

  const context = await testContext(on.acme, actor, { erp: on.ports.erp, procore: on.ports.procore });
  await carryVendor(context, vendorId, ['name']);
  await vendorRests();
  expect(await supplier()).toMatchObject({ name: 'Lakeside Yard & Sons' });
  await nothingMore();
});

test('with remitChanges carry a name and an e-mail flow too', async () => {
  await open({ remitChanges: 'carry' });
  await edit({ email_address: 'pay@yard.example', name: 'Lakeside Yard & Sons' });
  await feed.nextDay();
  await vendorRests();
  expect(await supplier()).toMatchObject({ email: 'pay@yard.example', name: 'Lakeside Yard & Sons' });
  await nothingMore();
});

test('changed on both sides it is held with what was agreed and what each shows; the side that a person takes comes to stand on both', async () => {
  await open();
  await edit({ business_phone: '555-0177' });
  await phoneInJde('555-0188');
  expect(await feed.nextDay()).toMatchObject({ toDo: 0, forPeople: 1 });
  expect(await vendorRests()).toMatchObject({ next: 'hold', hold: { reason: 'vendorConflict', kind: 'person' } });
  expect(await problems()).toMatchObject([
    {
      ...{ field: 'phone', value: vendorId },
      facts: {
        ...{ 'phone: agreed on, Procore': '5550101', 'phone: agreed on, ERP': '5550101' },
        ...{ 'phone: Procore': '555-0177', 'phone: ERP': '555-0188' },
      },
    },
  ]);
  await expect(choose('procore', 'ANOTHER1')).rejects.toThrow('is not how it was shown');
  expect(await choose('procore')).toMatchObject({ becomes: 'toErp' });
  await expect(choose('procore', 'ANOTHER1')).rejects.toThrow('nobody is asked about phone');
  expect(await vendorRests()).toMatchObject({ next: 'close' });
  expect(await supplier()).toMatchObject({ phone: '555-0177' });
  await nothingMore();

  await edit({ business_phone: '555-0111' });
  await phoneInJde('555-0122');
  await feed.nextDay();
  await vendorRests();
  expect(await choose('erp')).toMatchObject({ becomes: 'toProcore' });
  await feed.poll();
  await vendorRests();
  expect(await on.vendor('8001')).toMatchObject({ business_phone: '555-0122' });
  await nothingMore();
  expect(await problems()).toEqual([]);
});

test('a conflict ends by itself once both sides say the same', async () => {
  await open();
  await edit({ business_phone: '555-0177' });
  await phoneInJde('555-0188');
  await feed.nextDay();
  await vendorRests();
  await edit({ business_phone: '555 0188' });
  await feed.nextDay();
  expect(await vendorRests()).toMatchObject({ next: 'close' });
  expect(await problems()).toEqual([]);
  await nothingMore();
});

test('changed in JD Edwards right after it was set there it is a change of JD Edwards, also where the pass was killed before it said so', async () => {
  await open();
  await edit({ business_phone: '555-0177' });
  await feed.nextDay();
  // The reads before it is sent, and the one that reads it back; the next one comes once it stands in the ledger.
  await on.jde.control('POST', 'faults', { kind: 'status', status: 503, match: { table: 'F0101' }, skip: 5 });
  await expect(vendorRests()).rejects.toThrow();
  expect(await upserts()).toBe(1);
  await vendorRests();
  expect(await upserts()).toBe(1);
  await phoneInJde('555-0199');
  await feed.poll();
  expect(await on.vendor('8001')).toMatchObject({ business_phone: '555-0199' });
  expect(await problems()).toEqual([]);
  await nothingMore();
});

test('a reading that was asked for before a supplier was set, and comes after that, takes the place of nothing', async () => {
  await open();
  const shown = async () => (await on.records('erp')).filter(({ id }) => id === '8001');
  const inTenant: typeof on.acme.store.inTenant = (...given) => on.acme.store.inTenant(...given);
  const readAt = await inTenant(on.scope.tenantId, (tx) => tx.vendorBases.now());
  const late = await shown();
  await edit({ business_phone: '555-0177' });
  await feed.nextDay();
  await vendorRests();
  await inTenant(on.scope.tenantId, async (tx) => {
    const sweep = await tx.companySweeps.newestWhole(on.scope, 'erp');
    await tx.companyRecords.keep(on.scope, 'erp', { sweep: sweep?.number ?? 0, readAt }, late);
  });
  expect(await shown()).toMatchObject([{ phone: '555-0177' }]);
});

test('set in JD Edwards three times within an hour without a person it is held', async () => {
  await open();
  for (const digit of [1, 2, 3]) {
    await edit({ business_phone: `555-017${String(digit)}` });
    await feed.nextDay();
    await vendorRests();
  }
  expect(await upserts()).toBe(3);
  await edit({ business_phone: '555-0174' });
  expect(await feed.nextDay()).toMatchObject({ toDo: 0, forPeople: 1 });
  expect(await vendorRests()).toMatchObject({ next: 'hold', hold: { reason: 'vendorConflict' } });
  expect(await choose('procore')).toMatchObject({ becomes: 'toErp' });
  await vendorRests();
  expect(await supplier()).toMatchObject({ phone: '555-0174' });
  await nothingMore();
});

interface Event {
  readonly act: 'inErp' | 'inProcore' | 'poll' | 'nextDay' | 'vendorRests';
  readonly field: 'name' | 'contact';
}

/** As they are drawn; each edit is of a value that nobody wrote before. */
function eventsOf(seed: number): readonly Event[] {
  const act = constantFrom<Event['act']>('inErp', 'inErp', 'inProcore', 'inProcore', 'poll', 'nextDay', 'vendorRests');
  const field = constantFrom<Event['field']>('name', 'contact');
  return sample(array(record({ act, field }), { minLength: 14, maxLength: 14 }), { seed, numRuns: 1 })[0] ?? [];
}

interface Sides {
  readonly inErp: (field: Event['field'], no: number) => Promise<void>;
  readonly inProcore: (field: Event['field'], no: number) => Promise<void>;
}

async function walk(seed: number, sides: Sides): Promise<void> {
  let no = 0;
  for (const { act, field } of eventsOf(seed)) {
    no += 1;
    if (act === 'poll' || act === 'nextDay') await feed[act]();
    else if (act === 'vendorRests') await vendorRests();
    else await sides[act](field, no);
  }
  for (let day = 0; day < 2; day += 1) {
    await feed.nextDay();
    await vendorRests();
  }
}

test.each([11, 12])(
  'random edits on both sides (seed %s): once they are settled another run writes nothing, and both say the same or a person is asked',
  async (seed) => {
    await open({ remitChanges: 'carry' });
    await walk(seed, {
      inErp: (field, no) =>
        field === 'name'
          ? feed.patch('F0111', { AN8: '8001' }, { MLNM: `Yard ${String(no)}` })
          : phoneInJde(`555-${String(1000 + no)}`),
      inProcore: (field, no) =>
        edit(field === 'name' ? { name: `Yard ${String(no)}` } : { business_phone: `555-${String(1000 + no)}` }),
    });
    await nothingMore();
    const [shown, there] = [await on.vendor('8001'), await supplier()];
    const asked = (await problems()).map(({ field }) => field);
    expect(asked.includes('name') || shown?.['name'] === there.name).toBe(true);
    expect(asked.includes('phone') || shown?.['business_phone'] === there.phone).toBe(true);
  },
);

async function openFusion(): Promise<void> {
  on = await openImport({ import: { byItself: true } });
  feed = await openFeed(on);
  await feed.poll();
  vendorId = String((await on.vendor('1252'))?.['id']);
}
const nothingMoreInProcore = async (): Promise<void> => {
  const syncs = await on.syncs();
  await feed.nextDay();
  await vendorRests();
  expect(await on.syncs()).toBe(syncs);
};

test.each([21, 22])(
  'random edits of a vendor and its supplier in Fusion (seed %s): once they are settled another run writes nothing, and what differs is told',
  async (seed) => {
    await openFusion();
    const change = { name: 'Supplier', contact: 'CorporateWebsite' } as const;
    const member = { name: 'name', contact: 'website' } as const;
    await walk(seed, {
      inErp: (field, no) => on.changeSupplier(LEE, { [change[field]]: `lee-${String(no)}.example` }),
      inProcore: (field, no) => edit({ [member[field]]: `lee-${String(no)}.example` }),
    });
    await nothingMoreInProcore();
    const { plan } = await on.plan();
    const words = (await on.words(plan)).join('; ');
    const shown = await on.vendor('1252');
    const [there] = (await on.records('erp')).filter(({ id }) => id === LEE);
    for (const field of ['name', 'website'] as const) {
      expect(words.includes(`${field}: `) || String(shown?.[field]) === there?.[field]).toBe(true);
    }
  },
);

test("of a field that was changed in Fusion too a person takes Fusion's value, which is written, or Procore's, and both stay", async () => {
  await openFusion();
  const bothChange = async (no: number): Promise<void> => {
    await on.changeSupplier(LEE, { CorporateWebsite: `erp-${String(no)}.example` });
    await edit({ website: `procore-${String(no)}.example` });
    await feed.nextDay();
    expect(await vendorRests()).toMatchObject({ next: 'hold', hold: { reason: 'vendorConflict' } });
  };
  await bothChange(1);
  expect(await choose('procore', undefined, 'website')).toMatchObject({ becomes: 'agreedToDiffer' });
  await nothingMoreInProcore();
  expect(await problems()).toEqual([]);
  await bothChange(2);
  expect(await choose('erp', undefined, 'website')).toMatchObject({ becomes: 'toProcore' });
  await feed.nextDay();
  expect(await vendorRests()).toMatchObject({ next: 'close' });
  expect(await on.vendor('1252')).toMatchObject({ website: 'erp-2.example' });
  await nothingMoreInProcore();
});
