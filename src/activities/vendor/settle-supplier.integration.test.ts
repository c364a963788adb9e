import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import type { ErpAdapter, SupplierFound, Target } from '../../clients/erp-adapter';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { Found } from '../../domain/posting/look';
import type { PostingKind } from '../../domain/posting/posting-kind';
import type { Tx } from '../../store/unit-of-work';
import type { ActivityPorts } from '../ports';
import { createFetchVendor } from './fetch-vendor';
import { createMatchVendor } from './match-vendor';

// A supplier was sent and its answer was lost; before the next pass it is found otherwise, or linked by a person.

const key = 'PCSUPPLIER0000000001';
const supplier = { number: '43117', name: 'Sparks Electric', taxId: '91-2047719', isSupplier: true } as SupplierFound;
const standing = { reference: { an8: '43117' }, stage: 'stands', stageWord: '', facts: {}, missing: [], shown: null };

let acme: TestStore;
let partyId: string;
/** What stands in the ERP under our key. */
let found: Found[];
beforeEach(async () => {
  acme = await createTestStore();
  partyId = (await inTenant((tx) => tx.parties.ofVendor(acme, '1'))).id;
  found = [];
});
afterEach(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);

/** Sent, and nobody knows; `settleAfterMs` until nothing of it can arrive any more. */
async function sent(settleAfterMs: number): Promise<void> {
  await inTenant(async (tx) => {
    const document = await tx.documents.see(acme, { kind: 'vendor', sourceId: partyId });
    const reserved = await tx.postings.reserve(acme, {
      ...{ documentId: document.id, step: 'vendor', ordinal: 1, key, origin: 'sent', leaseMs: 60_000 },
      ...{ system: 'jde', kind: 'vendor', subject: 'vendor:1', occupies: false, supplier: '', number: '' },
      ...{ because: null, planStep: 'vendor', planId: null },
    });
    const body = await tx.sealed.seal('posting', { name: 'Sparks Electric' });
    const now = await tx.postings.move(reserved, 'sent', { body, sends: 1, sendWithinMs: 0, settleAfterMs });
    if (now === null) throw new Error('the posting was not sent');
    await tx.postings.move(now, 'uncertain', { leaseMs: null });
  });
}
const posting = () =>
  inTenant(async (tx) => {
    const document = await tx.documents.find(acme, { kind: 'vendor', sourceId: partyId });
    const [only] = await tx.postings.of(document?.id ?? '');
    return { state: only?.state, reference: only?.reference, open: document?.open };
  });

const kind = {
  ...{ name: 'vendor', system: 'jde', nature: 'adds', occupiesUntil: null },
  parse: (stored: unknown) => stored,
  compare: () => [],
  entries: () => [],
} as unknown as PostingKind;
const port = { look: () => Promise.resolve([{ key, found, running: false, strangers: [] }]) };
const target = {
  system: 'jde',
  words: { name: 'JD Edwards', reference: () => 'supplier' },
  kinds: new Map([['vendor', { kind, port }]]),
} as unknown as Target;
const ports = (): ActivityPorts => ({
  store: acme.store,
  procore: () =>
    Promise.resolve({
      findVendor: ({ vendorId: id }: { vendorId: string }) =>
        Promise.resolve({ id, name: 'Sparks Electric', businessRegister: { identifier: supplier.taxId } }),
    } as unknown as ProcorePort),
  erp: () =>
    Promise.resolve({
      ...{ system: 'jde', planners: {} },
      findSuppliers: () => Promise.resolve([{ supplier, by: 'taxId' }]),
    } as unknown as ErpAdapter),
  target: (_connection, system) => Promise.resolve(system === 'jde' ? target : { ...target, system }),
});
async function pass() {
  const ref = {
    tenantId: acme.tenantId,
    connectionId: acme.connectionId,
    kind: 'vendor',
    sourceId: partyId,
    projectId: '',
  };
  const fetched = await createFetchVendor(ports())(ref);
  return fetched.next === 'go' ? createMatchVendor(ports())(ref) : fetched;
}
const number = async () => (await inTenant((tx) => tx.parties.load(partyId))).erpNumber;

test('a supplier of which the call committed late is adopted, and its posting is confirmed', async () => {
  await sent(900_000);
  found = [standing as unknown as Found];
  await expect(pass()).resolves.toEqual({ next: 'close', stage: 'recorded' });
  expect(await number()).toBe('43117');
  expect(await posting()).toEqual({ state: 'confirmed', reference: { an8: '43117' }, open: false });
});

test('while what was sent may still arrive, another supplier is not linked in its place', async () => {
  await sent(900_000);
  await expect(pass()).resolves.toMatchObject({ next: 'wait', why: 'a supplier was sent and may still arrive' });
  expect([await number(), (await posting()).state]).toEqual([null, 'uncertain']);
});

test('when it can arrive no more, its name is given up, and the one that was found is linked', async () => {
  await sent(0);
  await expect(pass()).resolves.toEqual({ next: 'close', stage: 'recorded' });
  expect([await number(), (await posting()).state]).toEqual(['43117', 'rejected']);
});

test('a vendor that a person links meanwhile is done only when what was sent for it is settled', async () => {
  await sent(900_000);
  await inTenant((tx) => tx.parties.link(acme, partyId, supplier));
  await expect(pass()).resolves.toMatchObject({ next: 'wait' });
  expect((await posting()).open).toBe(true);
  found = [standing as unknown as Found];
  await expect(pass()).resolves.toEqual({ next: 'close', stage: 'recorded' });
  expect(await posting()).toMatchObject({ state: 'confirmed', open: false });
});
