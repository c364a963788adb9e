import type { ProcorePort } from '../../clients/procore/procore-port';
import { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { ProcoreCommitmentChangeOrder } from '../../domain/procore/procore-change-orders';
import { changeOrderLine, commitment } from '../../domain/procore/procore-documents.fixture';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { readWithoutPackage } from './read-without-package';

const shown: ProcoreCommitmentChangeOrder = {
  ...{ id: '7', contractId: commitment.id, batchId: null, legacyPackageId: null, legacyRequestId: null, number: '001' },
  ...{ revision: null, title: 'Extras', status: 'approved', grandTotal: '10.00', type: null, executed: null },
  ...{ reviewedAt: null, updatedAt: '2026-11-05T10:00:00Z', currency: { iso: null, baseIso: null, rate: null } },
};
const document = {
  ...{ id: 'd', tenantId: 't', connectionId: 'c', projectId: '1', sourceId: 'cco-7', commitmentId: commitment.id },
} as unknown as DocumentRow;
const lines = [changeOrderLine('71', '03-300.S', '10.00', 1)];

interface Given {
  readonly row?: Partial<ProcoreCommitmentChangeOrder> | null;
  readonly fault?: string;
  readonly commitmentShown?: boolean;
  /** What is kept of it is up to date. */
  readonly commitmentKept?: boolean;
  readonly stands?: boolean;
  readonly known?: boolean;
  readonly listRefused?: boolean;
}

function read(given: Given) {
  const { row = {}, fault, commitmentShown = true, commitmentKept = false } = given;
  const { stands = false, known = true, listRefused = false } = given;
  const procore = {
    commitmentChangeOrdersByIds: ({ ids }: { ids: readonly string[] }) => {
      expect(ids).toEqual(['7']);
      const unreadable = fault === undefined ? [] : [{ id: '7', fault, raw: {} }];
      return Promise.resolve({ found: row === null || fault !== undefined ? [] : [{ ...shown, ...row }], unreadable });
    },
    commitmentChangeOrders: () => (listRefused ? Promise.reject(new Error('refused')) : Promise.resolve([])),
    commitmentChangeOrderLines: () => Promise.resolve(lines),
    showCommitment: () => Promise.resolve(commitmentShown ? commitment : null),
  } as unknown as ProcorePort;
  const posting = { state: 'confirmed' } as never;
  const effects = new PostedEffects(stands ? [{ documentId: 'd', step: 'orderChange', entries: [], posting }] : []);
  const commitments = {
    named: () => Promise.resolve([]),
    upToDate: () => Promise.resolve(commitmentKept ? { commitment, askedAt: new Date(), asOf: new Date() } : null),
  };
  const tx = { effects: { of: () => Promise.resolve(effects) }, commitments };
  const store = { inTenant: (_id: string, work: (tx: unknown) => unknown) => Promise.resolve(work(tx)) };
  return readWithoutPackage(store as unknown as Store, procore, document, known);
}

test('it is read with its lines and its commitment, under a name of its own', async () => {
  await expect(read({})).resolves.toMatchObject({
    changeOrder: { id: 'cco-7', projectId: '1', contractId: commitment.id, status: 'approved', lineItems: lines },
    commitment: { id: commitment.id },
  });
});

test('a commitment that is kept and up to date is not asked for', async () => {
  await expect(read({ commitmentKept: true, commitmentShown: false })).resolves.toMatchObject({
    changeOrder: { id: 'cco-7' },
    commitment: null,
  });
});

test('in a package by now, it is gone as such while nothing of it stands, and itself where something does', async () => {
  const row = { legacyPackageId: '500', batchId: '5' };
  await expect(read({ row })).resolves.toBe('gone');
  await expect(read({ row, stands: true })).resolves.toMatchObject({ changeOrder: { id: 'cco-7' } });
});

test('what is not shown is gone only beside its commitment and the list of that', async () => {
  await expect(read({ row: null })).resolves.toBe('gone');
  await expect(read({ row: null, commitmentShown: false })).resolves.toBe('notVisible');
  await expect(read({ row: null, listRefused: true })).rejects.toThrow('refused');
  await expect(read({ row: null, known: false })).resolves.toBe('neverSeen');
  await expect(read({ commitmentShown: false, known: false })).resolves.toBe('neverSeen');
});

test.each<[string, Given, RegExp]>([
  ['a member is not as documented', { fault: 'status' }, /status/],
  ['it does not say when it changed', { row: { updatedAt: null } }, /updated_at/],
  ['it is in a batch that names no package', { row: { batchId: '5' } }, /legacy_package_id.*batch 5/],
])('it cannot be read where %s', async (_name, given, why) => {
  const found = await read(given);
  expect(found).toBeInstanceOf(Error);
  expect((found as Error).message).toMatch(why);
});
