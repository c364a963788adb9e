import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmVoided } from '../../src/application/holds/confirm-voided';
import { findDocumentNamed } from '../../src/application/documents/find-document';
import type { ErpAdapter } from '../../src/clients/erp-adapter';
import type { Problem } from '../../src/domain/holds/hold-reason';
import type { Look } from '../../src/domain/posting/look';
import type { DocumentRow } from '../../src/store/documents/documents';
import type { Tx } from '../../src/store/unit-of-work';
import { addContracts, type AddedItem } from '../system/support/added-contracts';
import { startRig, type Rig } from '../system/support/rig';
import type { KontorErp } from './erp/kontor-erp.fixture';
import { kontorChart } from './chart.fixture';
import { sampleKontor, sampleSettings } from './sample-kontor.fixture';
import { kontorSystem } from './system.fixture';

// Requisitions that are booked together with others, through the whole product: each waits for a run, and a run is a document
// of its own with one posting of which each member has its part.

let rig: Rig;
let erp: KontorErp;
/** Happens once, between the search for a journal and the decision to send it. */
let meanwhile: (() => Promise<unknown>) | null = null;
/** Whose part the next journal that was sent is refused for, as some systems only tell once they are asked. */
let refusedFor: readonly string[] = [];
const timing = { sendWindowMs: 2_000, settleMs: 4_000, planMaxAgeMs: 900_000, leaseMs: 1_500, visibilityLagMs: 50 };
const october = 'NORD 2026-10 USD';
const billed = (total: string, code: AddedItem['code'] = '26-010.S'): AddedItem => ({
  code,
  total,
  withheld: String(Number(total) / 10),
});
const later = { ...billed('2500.00'), totalBefore: '2000.00', withheldBefore: '200.00' };

function interrupted(adapter: ErpAdapter): ErpAdapter {
  const group = adapter.kinds.get('group');
  if (group === undefined) throw new Error('the adapter books no journals');
  const port: typeof group.port = {
    ...group.port,
    look: async (of) => {
      const looks = (await group.port.look(of)).map((look, index) =>
        of[index]?.firstSentAt != null && look.found.length === 0 && refusedFor.length > 0
          ? { ...look, refused: refusal('the journal'), refusedFor: takeRefused() }
          : look,
      );
      // The feed looks at the earlier journals too: only one that is not there yet is about to be sent.
      if (looks.some(({ found }) => found.length > 0)) return looks;
      const happens = meanwhile;
      meanwhile = null;
      await happens?.();
      return looks;
    },
  };
  return { ...adapter, kinds: new Map([...adapter.kinds, ['group', { kind: group.kind, port }]]) };
}

const refusal = (what: string): Problem => ({
  reason: 'accountMissing',
  kind: 'person',
  field: 'account',
  value: what,
  message: `Kontor refused ${what}: the account is closed.`,
  remedies: [{ act: 'resume' }],
});

function takeRefused(): NonNullable<Look['refusedFor']> {
  const names = refusedFor;
  refusedFor = [];
  return names.map((name) => ({ name, problems: [refusal(name)] }));
}

beforeAll(async () => {
  erp = sampleKontor();
  erp.levers.addBooks({ code: 'NORD', currency: 'USD', openFrom: '2026-01', openTo: '2026-12' });
  const system = kontorSystem(erp);
  rig = await startRig({
    erp: { ...system, createAdapter: (...args) => interrupted(system.createAdapter(...args)) },
    erpSettings: { kontor: { ...sampleSettings, runPrefix: 'J-', guardedNatures: ['6200'] } },
    chart: kontorChart,
    timing,
    shape: (folder) => {
      const columns = 'project,sub_job,cost_code,cost_type,site,cost_centre,nature';
      const rows = ['*,*,*,S,S-{project},400,6150', '*,*,03-300,S,S-{project},400,6200'];
      writeFileSync(join(folder, 'mapping.csv'), [columns, ...rows, ''].join('\n'));
      addContracts(folder, [
        { number: 'J-ONE', requisitions: [{ items: [billed('1000.00')] }] },
        { number: 'J-TWO', requisitions: [{ items: [billed('2000.00')] }, { items: [later] }] },
        { number: 'J-THREE', requisitions: [{ items: [billed('3000.00')] }] },
        { number: 'J-FOUR', requisitions: [{ items: [billed('4000.00')] }] },
        { number: 'J-FIVE', requisitions: [{ items: [billed('5000.00')] }] },
        { number: 'J-GOOD', requisitions: [{ items: [billed('5100.00')] }] },
        { number: 'J-BAD', requisitions: [{ items: [billed('5200.00')] }] },
        { number: 'J-SIX', requisitions: [{ items: [billed('6000.00')] }] },
        { number: 'J-SEVEN', requisitions: [{ items: [billed('9000.00')] }] },
        { number: 'KEEP', requisitions: [{ items: [billed('7000.00', '03-300.S')] }] },
        { number: 'J-KEEP', requisitions: [{ items: [billed('8000.00', '03-300.S')] }] },
      ]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

const poll = () => rig.activities.pollStanding(rig.scope);
const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  rig.test.store.as('controller').inTenant(rig.scope.tenantId, work);

/** Hints the requisition and waits until it waits for its run. */
async function waiting(contract: string, number = 1): Promise<DocumentRow> {
  const { sourceId } = await rig.requisition(contract, number);
  await rig.hintOne(sourceId);
  await rig.until(`${contract} ${number} waits for its run`, async () => (await rig.document(sourceId)).runs !== null);
  return rig.document(sourceId);
}

/** Whose lines stand in which journal, by the journal's number; voided ones are left out. */
function booked(): Record<string, string[]> {
  const standing = erp.levers.journals().filter(({ state }) => state === 'booked');
  return Object.fromEntries(
    standing.map(({ number, lines }) => [number, [...new Set(lines.map(({ member }) => member))].sort()]),
  );
}

const nameOf = ({ kind, sourceId }: DocumentRow): string => `${kind}/${sourceId}`;
const untilPosted = async (...documents: DocumentRow[]): Promise<void> => {
  for (const { sourceId } of documents) await rig.untilStage(sourceId, ['posted']);
};
/** What of the document stands, by account. */
const standing = async ({ id }: DocumentRow) =>
  Object.fromEntries((await inTenant((tx) => tx.effects.of(id))).standing().byAccount('cost'));
const runs = () => rig.documents('journalRun');
const holdOf = async ({ sourceId }: DocumentRow) =>
  (await rig.holds()).find((one) => one.document.sourceId === sourceId);

let one: DocumentRow;
let two: DocumentRow;

test('what is booked by a run rests until one takes it in; one journal covers all, and each has its part of it', async () => {
  one = await waiting('J-ONE');
  two = await waiting('J-TWO');
  expect([one.stage, one.open, one.runs]).toEqual(['waiting', false, [october]]);
  expect(erp.levers.journals()).toEqual([]);

  await poll();
  await untilPosted(one, two);
  expect(Object.values(booked())).toEqual([[nameOf(one), nameOf(two)].sort()]);
  expect((await runs()).map(({ sourceId, stage, open }) => [sourceId, stage, open])).toEqual([
    [`${october}/1`, 'posted', false],
  ]);
  expect(await standing(one)).toEqual({ 'S-4411/400/6150': '1000', 'S-0/100/3300': '-100' });
  expect(await standing(two)).toEqual({ 'S-4411/400/6150': '2000', 'S-0/100/3300': '-200' });
  expect(await standing((await runs())[0]!)).toEqual({});

  await poll();
  expect(Object.keys(booked())).toHaveLength(1);
  expect(await runs()).toHaveLength(1);
});

test('the next number of a commitment counts what a run has booked; an answer that is lost makes no second journal', async () => {
  const next = await waiting('J-TWO', 2);
  const three = await waiting('J-THREE');
  erp.failNext('answerLost', { call: 'bookJournal' });
  await poll();
  await untilPosted(next, three);
  expect(Object.values(booked())).toEqual([[nameOf(one), nameOf(two)].sort(), [nameOf(next), nameOf(three)].sort()]);
  expect(await standing(next)).toEqual({ 'S-4411/400/6150': '500', 'S-0/100/3300': '-50' });
});

test('a refusal frees all; resumed, the run is made anew of those that wait, under a new name', async () => {
  const four = await waiting('J-FOUR');
  erp.failNext('refused', { call: 'bookJournal' });
  await poll();
  const run = await rig.untilStage(`${october}/3`, ['held']);
  expect((await holdOf(run))?.hold.reasons).toEqual(['erpRejected']);
  expect(await standing(four)).toEqual({});

  const five = await waiting('J-FIVE');
  await rig.hintOne(run.sourceId);
  await untilPosted(four, five);
  expect(Object.values(booked()).at(-1)).toEqual([nameOf(four), nameOf(five)].sort());
  const postings = await inTenant((tx) => tx.postings.of(run.id));
  expect(postings.map(({ step, ordinal, state }) => [step, ordinal, state])).toEqual([
    ['group', 1, 'rejected'],
    ['group', 2, 'confirmed'],
  ]);
});

test('refused for some alone: these are held with what it was, once; the others go on by themselves under a new name', async () => {
  const good = await waiting('J-GOOD');
  const bad = await waiting('J-BAD');
  refusedFor = [nameOf(bad)];
  erp.failNext('lateCommit', { call: 'bookJournal' });
  await poll();
  await untilPosted(good);
  expect(Object.values(booked()).at(-1)).toEqual([nameOf(good)]);
  await rig.untilStage(bad.sourceId, ['held']);
  expect((await holdOf(bad))?.problems).toEqual([refusal(nameOf(bad))]);
  expect(await standing(bad)).toEqual({});
  const run = (await runs()).at(-1);
  const postings = await inTenant((tx) => tx.postings.of(run!.id));
  expect(postings.map(({ ordinal, state }) => [ordinal, state])).toEqual([
    [1, 'rejected'],
    [2, 'confirmed'],
  ]);
  const again = await holdOf(bad);
  await inTenant((tx) => tx.holds.release(again!));
  await rig.until('it waits for the next one', async () => (await rig.document(bad.sourceId)).runs !== null);
  await poll();
  await untilPosted(bad);

  // What was refused comes after all: both are in it.
  const before = Object.keys(booked());
  erp.arriveLate();
  const [late] = Object.keys(booked()).filter((number) => !before.includes(number));
  await rig.reconcile();
  for (const document of [good, bad, run!]) {
    await rig.untilStage(document.sourceId, ['held']);
    expect((await holdOf(document))?.hold.reasons).toEqual(['possibleDuplicate']);
  }
  erp.levers.voidIt(late ?? '');
  for (const document of [good, bad, run!]) await inTenant(async (tx) => tx.holds.release((await holdOf(document))!));
  await untilPosted(good, bad, run!);
});

test('a member that was heard of meanwhile is dropped under the lock, and comes with the next run', async () => {
  const six = await waiting('J-SIX');
  const seven = await waiting('J-SEVEN');
  meanwhile = () => rig.hintOne(seven.sourceId);
  await poll();
  await untilPosted(six);
  expect(Object.values(booked()).at(-1)).toEqual([nameOf(six)]);
  await rig.until('it waits for the next one', async () => (await rig.document(seven.sourceId)).runs !== null);
  await poll();
  await untilPosted(seven);
  expect(Object.values(booked()).at(-1)).toEqual([nameOf(seven)]);
});

test('a journal that is voided reaches all its members, and one decision is about all of them', async () => {
  const [number] = Object.entries(booked()).find(([, members]) => members.includes(nameOf(one))) ?? [];
  erp.levers.voidIt(number ?? '');
  await poll();
  const [run] = await runs();
  for (const document of [one, two, run!]) {
    await rig.untilStage(document.sourceId, ['held']);
    expect((await holdOf(document))?.hold.reasons).toEqual(['erpVoided']);
  }
  expect((await holdOf(one))?.problems[0]?.remedies).toEqual([
    { act: 'seeDocument', document: { kind: 'journalRun', sourceId: run?.sourceId } },
  ]);
  const named = await inTenant((tx) => findDocumentNamed(tx, rig.scope, `journalRun/${october}/1`));
  expect(named.id).toBe(run?.id);
  const adapter = await rig.erp(await inTenant((tx) => tx.connections.load(rig.scope.connectionId)));
  const deps = { store: rig.test.store.as('controller'), erp: adapter, note: 'by AP', kind: 'confirmVoided' } as const;
  await confirmVoided(deps, await rig.document(run!.sourceId));
  const held = await holdOf(run!);
  if (held !== undefined) await inTenant((tx) => tx.holds.release(held));
  const decisions = await Promise.all([one, two, run!].map(({ id }) => inTenant((tx) => tx.decisions.of(id))));
  expect(new Set(decisions.map(([first]) => first?.id)).size).toBe(1);
  for (const document of [one, two]) {
    await rig.until('it says who confirmed it', async () =>
      ((await holdOf(document))?.problems ?? []).some(({ message }) => message.includes('as controller confirmed')),
    );
    expect(await standing(document)).toEqual({});
  }
  await rig.untilStage(run!.sourceId, ['withdrawn']);
  await poll();
  expect(Object.values(booked()).flat()).not.toContain(nameOf(one));
});

test('a run waits for an order that keeps what it writes to, for as long as that takes', async () => {
  const { sourceId } = await rig.requisition('KEEP', 1);
  await rig.hintOne(sourceId);
  const order = await rig.untilStage(sourceId, ['ordered']);
  const member = await waiting('J-KEEP');
  await poll();
  const name = `${october} 6200/1`;
  await rig.until('the run is held', async () => (await holdOf(await rig.document(name)))?.hold.reasons.length === 1);
  expect((await holdOf(await rig.document(name)))?.problems).toMatchObject([
    { reason: 'changePending', kind: 'waiting', causeKey: 'subject:nature:6200' },
  ]);
  expect(Object.values(booked()).flat()).not.toContain(nameOf(member));

  const [posting] = await inTenant((tx) => tx.postings.of(order.id));
  erp.levers.approve(posting?.reference?.['order'] ?? '');
  await poll();
  await untilPosted(member);
  await rig.untilStage(sourceId, ['delivered']);
});
