import { createTestStore, testProjectId, type TestStore } from '../../../../test/stack/test-store';
import type { PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { PostingState } from '../../../domain/posting/stages/posting-state';
import type { SyncStage } from '../../../domain/posting/stages/sync-stage';
import type { DocumentRow } from '../../../store/documents/documents';
import { madeAgain } from './made-again';
import { seriesOf } from '../../../ledger/series-of';
import { mayGo } from '../may-go';
import type { Targets } from '../step-context';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

const targets = new Map([
  [
    'jde',
    {
      kinds: new Map([
        ['order', { kind: { nature: 'adds' } }],
        ['run', { kind: { nature: 'sets' } }],
      ]),
    },
  ],
]) as unknown as Targets;

async function requisition(sourceId: string, stage: SyncStage | null, number = 3): Promise<DocumentRow> {
  return acme.store.inTenant(acme.tenantId, async (tx) => {
    const place = { projectId: testProjectId, commitmentId: '700', number, sourceStatus: 'approved' };
    const seen = await tx.documents.see(acme, { kind: 'requisition', sourceId }, place);
    await tx.documents.setStage(seen.id, stage, false);
    return tx.documents.load(seen.id);
  });
}

async function posting(document: DocumentRow, state: PostingState, kind = 'order'): Promise<void> {
  const { tenantId, connectionId, id: documentId } = document;
  await acme.store.database.inTenant(tenantId, (trx) =>
    trx
      .insertInto('posting')
      .values({
        ...{ tenantId, connectionId, documentId, system: 'jde', kind, step: kind, ordinal: 1, state },
        key: `PC${documentId.slice(0, 8)}`,
      })
      .execute(),
  );
}

const blockedBy = async (document: DocumentRow): Promise<string | null> =>
  acme.store.inTenant(
    acme.tenantId,
    async (tx) => (await madeAgain(tx, document, { targets, series: await seriesOf(tx, document) }))?.sourceId ?? null,
  );

test.each<[PostingState, SyncStage | null, string | null]>([
  ['reserved', 'checking', '1'],
  ['sent', 'checking', '1'],
  ['uncertain', 'held', '1'],
  ['confirmed', 'held', '1'],
  ['confirmed', 'withdrawn', '1'],
  ['uncertain', null, '1'],
  ['rejected', 'held', null],
  ['voided', 'withdrawn', null],
  ['reserved', 'withdrawn', null],
])('a posting of the other that is %s while it is %s: the newcomer waits for %s', async (state, stage, expected) => {
  const other = await requisition('1', stage);
  await posting(other, state);
  expect(await blockedBy(await requisition('2', 'checking'))).toBe(expected);
});

test.each<[SyncStage, string | null]>([
  ['takenOver', '1'],
  ['byHand', '1'],
  ['left', '1'],
  ['recorded', '1'],
  ['held', null],
  ['withdrawn', null],
])('another that is %s with nothing posted: the newcomer waits for %s', async (stage, expected) => {
  await requisition('1', stage);
  expect(await blockedBy(await requisition('2', 'checking'))).toBe(expected);
});

test('another number, and what was only set on something, hold nobody', async () => {
  await posting(await requisition('1', 'posted', 4), 'confirmed');
  await posting(await requisition('3', 'withdrawn'), 'confirmed', 'run');
  expect(await blockedBy(await requisition('2', 'checking'))).toBeNull();
});

test('of two that are only named yet, the one known first goes on, and what was sent is settled whatever the other named', async () => {
  const first = await requisition('1', 'checking');
  const newcomer = await requisition('2', 'checking');
  await posting(first, 'reserved');
  await posting(newcomer, 'reserved');
  expect([await blockedBy(first), await blockedBy(newcomer)]).toEqual([null, '1']);
});

test('a decision lets the newcomer go beside that one, and beside no other', async () => {
  await posting(await requisition('1', 'posted'), 'confirmed');
  const newcomer = await requisition('2', 'held');
  await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.decisions.record([newcomer], { kind: 'notDuplicate', subject: 'requisition/1', note: 'both are right' }),
  );
  expect(await blockedBy(newcomer)).toBeNull();
  await posting(await requisition('3', 'posted'), 'confirmed');
  expect(await blockedBy(newcomer)).toBe('3');
});

test('it is asked again right before sending', async () => {
  const step = { asks: ['predecessor'] } as unknown as PlannedStep;
  const newcomer = await requisition('2', 'checking');
  const ask = (): Promise<boolean> =>
    acme.store.inTenant(acme.tenantId, (tx) => mayGo(tx, { document: newcomer, targets }, step));
  expect(await ask()).toBe(true);
  await posting(await requisition('1', 'held'), 'sent');
  expect(await ask()).toBe(false);
});
