import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { PROJECT } from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import { createSweepRequisitions } from '../feeds/sweep-requisitions';
import { openFeed, type FeedUnderTest } from './import/feed-under-test.fixture';
import { openImport, type ImportUnderTest } from './import/import-under-test.fixture';
import { createLinkVendor } from './link-vendor';
import { createMatchVendor } from './match-vendor';
import { newPerSecond } from './name-new-vendors';

// New vendors of Procore become suppliers of JD Edwards. Of what may happen in between: it stood before the matching was closed, a person
// decided about it, it is inactive or merged away before its turn, a supplier is like it, two new ones are one company, the reading is
// repeated, a document comes to wait for it while it is left, many come at once.

const jde = {
  F0101: [
    { AN8: 8001, ALPH: 'Lakeside Yard', AT1: 'V', ATP: 'Y', EFTB: '20260101' },
    { AN8: 1, ALPH: 'Financial Company', AT1: 'O' },
  ],
  F0401: [{ AN8: 8001 }],
};

/** Of the tiny company. */
const approvedContract = '562949953460001';
const ernie = '562949953450001';

let on: ImportUnderTest;
let feed: FeedUnderTest;
afterEach(() => on.close());

async function open(made: object = {}): Promise<void> {
  const jdeSuppliers = { createSuppliers: 'all', ...made };
  on = await openImport({ sides: { jde, jdeSuppliers } });
  feed = await openFeed(on);
  await closedIn(-1);
}
/** Hours from now. */
const closedIn = (hours: number) =>
  on.acme.database.inTenant(tenant(), (trx) =>
    trx
      .updateTable('matchRun')
      .set({ closedAt: new Date(Date.now() + hours * 3_600_000) })
      .execute(),
  );
const add = (name: string, more: object = {}) => on.addVendor({ name, ...more });
/** The daily reading of all. */
const read = () => feed.nextDay();
const inTenant: typeof on.acme.store.inTenant = (tenantId, work) => on.acme.store.inTenant(tenantId, work);
const tenant = () => on.scope.tenantId;
const named = () =>
  inTenant(tenant(), async (tx) => {
    const documents = await tx.documents.listOfKind(on.scope, 'vendor');
    const vendors = await Promise.all(documents.map(({ sourceId }) => tx.parties.load(sourceId)));
    return vendors.map(({ procoreVendorId }) => procoreVendorId).sort();
  });
const documentOf = (vendor: string) =>
  inTenant(tenant(), async (tx) => {
    const { id } = await tx.parties.ofVendor(on.scope, vendor);
    return tx.documents.see(on.scope, { kind: 'vendor', sourceId: id });
  });
async function pass(vendor: string): Promise<{ readonly next: string; readonly problems: readonly Problem[] }> {
  const document = await documentOf(vendor);
  const { next } = await createMatchVendor(on.ports)({
    ...on.scope,
    kind: 'vendor',
    sourceId: document.sourceId,
    projectId: '',
  });
  const held = await inTenant(tenant(), (tx) => tx.holds.list(on.scope, { documentId: document.id }));
  return { next, problems: held.flatMap(({ problems }) => problems) };
}
/** A commitment comes to wait for the supplier of the vendor. */
async function await_(vendor: string): Promise<void> {
  const { sourceId: partyId } = await documentOf(vendor);
  await inTenant(tenant(), async (tx) => {
    const { clock } = await tx.connections.load(on.scope.connectionId);
    const document = await tx.documents.see(on.scope, { kind: 'commitment', sourceId: `9${vendor}` });
    const problem = {
      reason: 'vendorUnknown',
      kind: 'waiting',
      field: 'vendor_id',
      value: vendor,
      message: 'not yet',
    } as const;
    const remedies = [{ act: 'byItself', text: 'it goes on' }] as const;
    const problems = [{ ...problem, remedies, causeKey: causeKey.vendor(partyId) }];
    await tx.holds.open(document, { problems: problems, asOf: clock });
  });
  const ref = { ...on.scope, kind: 'commitment', sourceId: `9${vendor}`, projectId: '' } as const;
  await createLinkVendor(on.ports)({ ref, partyId });
}

test('all: what was made in Procore after the matching was closed comes to a supplier, once; what stood before does not', async () => {
  await open();
  await read();
  expect(await named()).toEqual([]);
  const zenith = await add('Zenith Roofing');
  expect(await named()).toEqual([]);
  await read();
  expect(await named()).toEqual([zenith]);
  const seen = () =>
    on.acme.database.inTenant(tenant(), (trx) =>
      trx.selectFrom('auditEntry').select('sourceId').where('act', '=', 'vendor.newSeen').execute(),
    );
  expect(await seen()).toEqual([{ sourceId: zenith }]);
  const { hintNo } = await documentOf(zenith);
  // As after a kill: the activity is tried again, and the next day's reading comes while the vendor is under way.
  await read();
  expect([(await documentOf(zenith)).hintNo, await seen()]).toEqual([hintNo, [{ sourceId: zenith }]]);
  expect(await pass(zenith)).toMatchObject({ next: 'go' });
});

test('onCommitment: nothing comes of a new vendor that no document names, and the daily reading is not even due', async () => {
  await open({ createSuppliers: 'onCommitment' });
  await add('Zenith Roofing');
  expect(await feed.look()).toBeNull();
  expect(await named()).toEqual([]);
});

test('onCommitment: the vendor of a commitment that was approved since the closing is looked at by the daily sweep, once; idle, that is a call a list', async () => {
  await open({ createSuppliers: 'onCommitment' });
  const sweep = () => createSweepRequisitions(on.ports)({ ...on.scope, projectId: PROJECT });
  await on.acme.store.inTenant(tenant(), (tx) =>
    tx.projects.save(on.scope, { id: PROJECT, number: '1', name: 'Tiny', timeZone: 'UTC' }),
  );
  await sweep();
  expect(await named()).toEqual([]);
  const contract = `/projects/${PROJECT}/work_order_contracts/${approvedContract}`;
  const { status } = await on.procore.control('PATCH', contract, { title: 'Electrical, again' });
  expect(status).toBe(200);
  await sweep();
  expect(await named()).toEqual([ernie]);
  const { hintNo } = await documentOf(ernie);
  await on.procore.control('DELETE', '/calls');
  await sweep();
  const { counts } = (await on.procore.control('GET', '/calls')).json as { counts: Readonly<Record<string, string>> };
  expect(Object.entries(counts).filter(([call]) => call.includes('contracts'))).toEqual([
    ['GET /rest/v1.0/purchase_order_contracts', '1'],
    ['GET /rest/v1.0/work_order_contracts', '1'],
  ]);
  expect((await documentOf(ernie)).hintNo).toBe(hintNo);
  expect(await pass(ernie)).toMatchObject({ next: 'go' });
});

test('before the connection is live, and between two daily readings, nothing is due and JDE is not asked', async () => {
  await open();
  await on.acme.database.inTenant(tenant(), (trx) => trx.updateTable('connection').set({ goLiveAt: null }).execute());
  await add('Zenith Roofing');
  await read();
  expect(await named()).toEqual([]);
  await on.jde.control('DELETE', 'calls');
  await on.procore.control('DELETE', '/calls');
  expect(await feed.look()).toBeNull();
  const [ofJde, ofProcore] = [await on.jde.control('GET', 'calls'), await on.procore.control('GET', '/calls')];
  expect([ofJde, ofProcore].map(({ json }) => (json as { counts?: object }).counts)).toEqual([{}, {}]);
});

test('of those that stood before only one that a person decided to make is made; one that is never to be, is not', async () => {
  await open();
  const [old, kept, zenith] = [await add('Old Bidder'), await add('Kept Bidder'), await add('Zenith Roofing')];
  await on.match();
  const decide = (vendor: string, decision: 'create' | 'never') =>
    inTenant(tenant(), async (tx) => {
      const known = (await tx.companyRecords.byIds(on.scope, 'procore', [vendor])).get(vendor);
      const decided = { vendor, supplier: '', decision, vendorIdentity: known?.identity ?? '', supplierIdentity: '' };
      await tx.matches.decide(on.scope, [decided]);
    });
  await closedIn(1);
  await decide(old, 'create');
  await read();
  expect(await named()).toEqual([old]);
  await closedIn(-1);
  await decide(zenith, 'never');
  await read();
  expect(await named()).toEqual([old, kept].sort());
});

test.each([
  ['inactive', (vendor: string) => on.changeVendor(vendor, { is_active: false })],
  ['merged away', (vendor: string) => on.procore.control('DELETE', `/vendors/${vendor}`)],
])(
  'one that is %s before its turn is left; once a document waits for it, it is held and says why',
  async (_what, change) => {
    await open();
    const zenith = await add('Zenith Roofing');
    await read();
    await change(zenith);
    expect(await pass(zenith)).toEqual({ next: 'close', problems: [] });
    expect(await documentOf(zenith)).toMatchObject({ stage: 'withdrawn', open: false });
    await read();
    expect(await documentOf(zenith)).toMatchObject({ open: false });
    await await_(zenith);
    expect(await documentOf(zenith)).toMatchObject({ open: true });
    expect(await pass(zenith)).toMatchObject({ next: 'hold', problems: [{ reason: 'vendorUnknown', value: zenith }] });
  },
);

test('of the own company none is made: by itself it is not looked at, and where a commitment names it that is held', async () => {
  await open();
  const own = await add('Summit Builders');
  await on.close();
  await open({ ownVendors: [own] });
  expect(await add('Summit Builders')).toBe(own);
  await read();
  expect(await named()).toEqual([]);
  await await_(own);
  const { problems } = await pass(own);
  expect(problems).toMatchObject([{ reason: 'vendorUnknown' }]);
  expect(problems[0]?.message).toContain('your own company');
});

test.each([
  ['that a supplier is like', { name: 'Lakeside Yard LLC' }, 'vendorConflict'],
  ['of which a text is longer than its column', { name: 'Zenith Roofing', zip: '80202-0000-0000' }, 'doesNotFit'],
])('one %s is held, and not made', async (_what, vendor, reason) => {
  await open();
  const id = await on.addVendor(vendor);
  await read();
  expect(await pass(id)).toMatchObject({ next: 'hold', problems: [{ reason }] });
});

test('of two new vendors that may be one company neither is made before a person has looked; decided, it is', async () => {
  await open();
  const place = { zip: '80202', business_phone: '303 555-0101' };
  const [one, other] = [await add('Zenith Roofing', place), await add('Zenith Roofing', place)];
  await read();
  expect(await pass(one)).toMatchObject({
    next: 'hold',
    problems: [{ reason: 'vendorConflict', facts: { twins: other } }],
  });
  expect(await pass(other)).toMatchObject({
    next: 'hold',
    problems: [{ reason: 'vendorConflict', facts: { twins: one } }],
  });
  await inTenant(tenant(), async (tx) => {
    const known = (await tx.companyRecords.byIds(on.scope, 'procore', [one])).get(one);
    const about = { vendor: one, supplier: '', vendorIdentity: known?.identity ?? '', supplierIdentity: '' };
    await tx.matches.decide(on.scope, [{ ...about, decision: 'create' }]);
  });
  expect(await pass(one)).toMatchObject({ next: 'go' });
});

test('many that come at once are looked at a few a second', async () => {
  await open();
  const many = 2 * newPerSecond + 1;
  for (let number = 1; number <= many; number += 1) await add(`Bidder ${String(number)} ${'x'.repeat(number)}`);
  await read();
  const rows = await on.acme.database.shared.selectFrom('outbox').select(['notBefore', 'createdAt']).execute();
  const seconds = rows.map(({ notBefore, createdAt }) =>
    Math.round((notBefore.getTime() - createdAt.getTime()) / 1_000),
  );
  expect([0, 1, 2].map((second) => seconds.filter((one) => one === second).length)).toEqual([
    newPerSecond,
    newPerSecond,
    1,
  ]);
});
