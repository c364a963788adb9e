import { Decimal } from 'decimal.js';
import { decideHeld } from '../../../src/application/holds/decide-held';
import { Unavailable } from '../../../src/clients/http/client-error';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { workedProjectId } from '../support/added-contracts';
import { choose, lastMonthEnd, offered } from '../support/after-choices';
import { differencesInFusion } from '../support/compared';
import {
  addEarlierBatch,
  bookedInvoices,
  clearingAccount,
  costAccount,
  DirectCosts,
  directCostSections,
  today,
} from '../support/direct-costs';
import { fusionUnit, fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { linkSupplier } from '../support/imported-orders';
import type { Rig } from '../support/rig';
import { closedThrough, rowsOf, tiedOut, unexplainedRows, unknownOf } from '../support/tied-out';

// A direct cost that is approved in Procore's stand-in becomes a journal in Fusion's, to the cent. What may happen: an answer is lost;
// several wait for one run; a credit; a type that is off, then on; edited after it was booked, and chosen about; edited while it waits;
// its currency is not the ledger's; its approval is taken back, or it is deleted, before and after; what was approved at go-live; another program's.

interface Batch {
  /** The batch of before has none. */
  readonly journalHeaders?: readonly {
    readonly JournalName: string;
    readonly CurrencyCode: string;
    readonly journalLines: readonly JournalLine[];
  }[];
}
interface JournalLine {
  readonly AccountCombination: string;
  readonly EnteredDr: string | null;
  readonly EnteredCr: string | null;
  readonly Description: string;
}

let system: FusionRig;
let rig: Rig;
let procore: DirectCosts;

const [clearing, cost] = [clearingAccount, costAccount];

beforeAll(async () => {
  system = await startFusionRig({
    today,
    settings: { autoPost: true, essStepMs: 0 },
    before: addEarlierBatch,
    shape: () => undefined,
    sections: directCostSections,
  });
  ({ rig } = system);
  procore = new DirectCosts(rig);
  await rig.goLive(['4411']);
});
afterAll(() => system.close());

const poll = () => rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
/** As its feed does: what cannot be told now is asked again. */
const standing = () =>
  rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
  });

async function untilStage(id: string, ...stages: string[]): Promise<DocumentRow> {
  await rig.until(`${id} in ${stages.join(' or ')}`, async () => {
    await standing();
    const now = (await rig.documents('directCost')).find((one) => one.sourceId === id);
    return stages.includes(now?.stage ?? '');
  });
  return rig.document(id);
}

const waiting = (id: string) => rig.until(`${id} waits for a run`, async () => (await rig.document(id)).runs !== null);
const reasonsOf = async (id: string) =>
  (await rig.holds()).find((one) => one.document.sourceId === id)?.hold.reasons ?? [];

/** Lines of the document's journals in Fusion, as account and amount, those that were reversed or deleted aside. */
async function booked(id: string): Promise<string[]> {
  const batches = await system.items<Batch>('journalBatches');
  const journals = batches.flatMap(({ journalHeaders = [] }) => journalHeaders);
  const own = journals.filter(({ JournalName }) => JournalName.includes(id));
  return own.flatMap(({ journalLines }) => journalLines.map(lineText)).sort();
}

function lineText({ AccountCombination, EnteredDr, EnteredCr }: JournalLine): string {
  return `${AccountCombination} ${new Decimal(EnteredDr ?? '0').minus(EnteredCr ?? '0').toFixed(2)}`;
}

/** What stands of it by our ledger, by account. */
async function standingOf({ id, tenantId }: DocumentRow): Promise<Record<string, string>> {
  const effects = await rig.test.store.inTenant(tenantId, (tx) => tx.effects.of(id));
  const sums = [...effects.standing().byAccount('cost')].filter(([, amount]) => amount !== '0');
  return Object.fromEntries(sums);
}

test('costs and a credit become journals of one run, each balanced by itself, and the books come to Procore to the cent', async () => {
  const one = await procore.make(['1000.10', '200.20']);
  const credit = await procore.make(['-80.55']);
  await poll();
  await waiting(one);
  await waiting(credit);
  expect(await booked(one)).toEqual([]);
  await untilStage(one, 'posted');
  const document = await untilStage(credit, 'posted');
  expect(document).toMatchObject({ kind: 'directCost', projectId: workedProjectId, open: false });
  expect(await booked(one)).toEqual([`${clearing} -1200.30`, `${cost} 1000.10`, `${cost} 200.20`]);
  expect(await booked(credit)).toEqual([`${clearing} 80.55`, `${cost} -80.55`]);
  expect(await standingOf(document)).toEqual({ [cost]: '-80.55', [clearing]: '80.55' });
  const runs = await rig.documents('journalRun');
  expect(runs.map(({ sourceId }) => sourceId)).toEqual([
    expect.stringMatching(/^300000046975971 \w{3}-\d\d USD document\/1$/),
  ]);
});

/** Of one direct cost, as `fromErp 100`: why Procore, or the ERP, differs from our ledger. */
async function differencesOf(id: string): Promise<string[]> {
  const { projects } = await tiedOut(rig, '4411', today.slice(0, 7));
  const all = projects.flatMap(({ differences }) => differences);
  return all
    .filter(({ document }) => document === `directCost/${id}`)
    .map(({ of, cause, amount }) => `${of} ${cause} ${amount}`);
}

test("the tie-out finds them in Fusion's journals line by line, and what clears them against their totals", async () => {
  const report = await tiedOut(rig, '4411', today.slice(0, 7));
  expect(rowsOf(report)).toContain(`${clearing} -1119.75 -1119.75 -1119.75 |  |`);
  // And the close report what is open of the month, by the ledger's own balance.
  const close = await closedThrough(rig, '4411', `${today.slice(0, 7)}-28`);
  expect(close.clearing).toEqual([{ account: clearing, inMonth: '-1119.75', toDate: '-1119.75', booked: '-1119.75' }]);
  expect(unexplainedRows(report)).toEqual([]);
  const [project] = report.projects;
  expect(project?.differences.filter(({ document }) => document.startsWith('directCost/'))).toEqual([]);
  expect(report.compared).toMatchObject({ ledgerLines: 5, erpLines: 5 });
  expect(project?.notCodedByUs).toEqual([]);
});

test('an answer that is lost makes no second journal', async () => {
  await system.control('POST', 'faults', {
    ...{ match: { resource: 'erpintegrations', action: 'importBulkData' }, kind: 'commitThenLose', count: 1 },
  });
  const id = await procore.make(['77.00']);
  await poll();
  await waiting(id);
  await rig.until(`${id} is booked`, async () => {
    await standing();
    for (const { sourceId, stage } of await rig.documents('journalRun')) {
      if (stage === 'held') await rig.hintOne(sourceId);
    }
    return (await rig.document(id)).stage === 'posted';
  });
  expect(await booked(id)).toEqual([`${clearing} -77.00`, `${cost} 77.00`]);
});

test('what is not booked from here is recorded with its reason: another program has it, it is older than the start, its type is off', async () => {
  const erp = await procore.make(['10.00'], { origin_id: 'PAYABLES-1' });
  const old = await procore.make(['20.00'], { direct_cost_date: lastMonthEnd(today) });
  const off = await procore.make(['30.00'], { direct_cost_type: 'payroll' });
  await poll();
  for (const id of [erp, old, off]) await untilStage(id, 'recorded');
  const why = async (id: string) => {
    const { planId } = await rig.document(id);
    const { plan } = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.plans.load(planId ?? ''));
    return (plan as { head: { facts: Record<string, string> } }).head.facts['not booked'];
  };
  expect([await why(erp), await why(old), await why(off)]).toEqual(['fromErp', 'beforeStart', 'typeOff']);
  for (const id of [erp, old, off]) expect(await booked(id)).toEqual([]);
  expect([await differencesOf(erp), await differencesOf(off)]).toEqual([
    ['procore fromErp 10'],
    ['procore typeOff 30'],
  ]);

  // Switched on, it is booked once it is looked at again.
  await rig.changeSettings({
    posting: {
      directCosts: { types: { invoice: bookedInvoices, payroll: { ...bookedInvoices, clearedBy: 'payroll' } } },
    },
  });
  await rig.hintOne(off);
  await untilStage(off, 'posted');
  expect(await booked(off)).toEqual([`${clearing} -30.00`, `${cost} 30.00`]);
});

test('an edit after it was booked is held with the difference, and booked by a choice as a journal of its own', async () => {
  const id = await procore.make(['500.00']);
  await poll();
  await untilStage(id, 'posted');
  await procore.edit(id, ['450.00']);
  await poll();
  const { problems } = await offered(rig, await rig.document(id));
  expect(problems[0]).toMatchObject({ reason: 'changedAfterPosting', facts: { [cost]: '-50.00 USD' } });
  expect(await booked(id)).toHaveLength(2);
  await choose(rig, await rig.document(id), 'adjust');
  const document = await untilStage(id, 'posted');
  await rig.until('the difference is booked', async () => (await booked(id)).length === 4);
  expect(await booked(id)).toEqual([`${clearing} -500.00`, `${clearing} 50.00`, `${cost} -50.00`, `${cost} 500.00`]);
  expect(await standingOf(document)).toEqual({ [cost]: '450', [clearing]: '-450' });

  // Back to what it was is another difference, and needs another choice; left, nothing is sent.
  await procore.edit(id, ['500.00']);
  await poll();
  await choose(rig, await rig.document(id), 'leave');
  await untilStage(id, 'left');
  expect(await booked(id)).toHaveLength(4);
  // Said again as it stands, it is as booked.
  await procore.edit(id, ['450.00']);
  await poll();
  await untilStage(id, 'posted');
});

test('a cost in another currency is held until somebody says how it is converted; then it is booked, corrected and taken back as entered', async () => {
  const currency_configuration = {
    ...{ currency_iso_code: 'CAD', base_currency_iso_code: 'USD', currency_exchange_rate: '0.75' },
  };
  const id = await procore.make(['100.00'], { currency_configuration });
  await poll();
  await rig.until('it is held for its currency', async () => {
    const held = (await rig.holds()).find(({ document }) => document.sourceId === id);
    return held?.hold.releaseAskedAt === null && held.hold.reasons.includes('currency');
  });
  await system.control('PUT', 'settings', { conversionRates: { 'CAD/USD': '0.70' } });
  const { journals } = directCostSections.posting;
  await rig.changeSettings({ posting: { journals: { ...journals, conversionType: 'Corporate' } } });
  await untilStage(id, 'posted');
  await procore.edit(id, ['90.00']);
  await poll();
  const { problems } = await offered(rig, await rig.document(id));
  expect(problems[0]).toMatchObject({ reason: 'changedAfterPosting', facts: { [cost]: '-10.00 CAD' } });
  await choose(rig, await rig.document(id), 'adjust');
  await rig.until('the difference is booked', async () => {
    await standing();
    return (await booked(id)).length === 4;
  });
  await untilStage(id, 'posted');
  await procore.change(id, { status: 'pending' });
  await poll();
  await rig.until('a person is asked', async () => (await reasonsOf(id)).includes('withdrawnAfterPosting'));
  await choose(rig, await rig.document(id), 'adjust');
  await untilStage(id, 'withdrawn');
  const amounts = ['-100.00', '10.00', '90.00', '-10.00', '-90.00', '100.00'];
  expect(await booked(id)).toEqual(amounts.map((amount, at) => `${at < 3 ? clearing : cost} ${amount}`).sort());
  const headers = (await system.items<Batch>('journalBatches')).flatMap(({ journalHeaders = [] }) => journalHeaders);
  const own = headers.filter(({ JournalName }) => JournalName.includes(id));
  expect(own.map(({ CurrencyCode }) => CurrencyCode)).toEqual(['CAD', 'CAD', 'CAD']);
  expect(unknownOf(await tiedOut(rig, '4411', today.slice(0, 7)))).toEqual([]);
});

test('an edit while it waits for its run goes with the new content alone', async () => {
  const id = await procore.make(['60.00']);
  await poll();
  await waiting(id);
  await procore.edit(id, ['61.00']);
  await poll();
  await rig.until('it was read again', async () => {
    const { claimed, runs } = await rig.document(id);
    return claimed === '61.00' && runs !== null;
  });
  await untilStage(id, 'posted');
  expect(await booked(id)).toEqual([`${clearing} -61.00`, `${cost} 61.00`]);
});

test('approval taken back, or deleted: before it is booked nothing is, and after that a person is asked', async () => {
  const back = await procore.make(['11.00']);
  const gone = await procore.make(['12.00']);
  await poll();
  await waiting(back);
  await waiting(gone);
  await procore.change(back, { status: 'pending' });
  await procore.delete(gone);
  await poll();
  await rig.hintOne(gone);
  await untilStage(back, 'withdrawn');
  await untilStage(gone, 'withdrawn');
  expect([...(await booked(back)), ...(await booked(gone))]).toEqual([]);

  await procore.change(back, { status: 'approved' });
  await poll();
  await untilStage(back, 'posted');
  await procore.delete(back);
  await rig.hintOne(back);
  await untilStage(back, 'held');
  expect(await reasonsOf(back)).toEqual(['withdrawnAfterPosting']);
  expect(await booked(back)).toEqual([`${clearing} -11.00`, `${cost} 11.00`]);
});

test('edited or deleted while their run is under way: booked as they were, and then a person is asked; what comes meanwhile goes with the next run', async () => {
  const files = async () => ((await system.control('GET', 'ucm')) as unknown[]).length;
  const edited = await procore.make(['79.00']);
  const deleted = await procore.make(['74.00']);
  await poll();
  await waiting(edited);
  await waiting(deleted);
  const before = await files();
  await system.control('PUT', 'settings', { essFrozen: true });
  await rig.until('its file arrived', async () => {
    await standing();
    return (await files()) > before;
  });
  await procore.edit(edited, ['79.50']);
  await procore.delete(deleted);
  const next = await procore.make(['5.00']);
  await poll();
  await rig.hintOne(deleted);
  await waiting(next);
  await standing();
  await rig.until('the edit was read', async () => (await rig.document(edited)).claimed === '79.50');
  // One run of a name at a time: what waits for the next is in no file yet.
  expect([await files(), await booked(next)]).toEqual([before + 1, []]);
  await system.control('PUT', 'settings', { essFrozen: false });
  await untilStage(next, 'posted');
  for (const [id, reason] of [
    [edited, 'changedAfterPosting'],
    [deleted, 'withdrawnAfterPosting'],
  ] as const) {
    await rig.until(`a person is asked of ${id}`, async () => (await reasonsOf(id)).includes(reason));
  }
  const bookedAs = (amount: string) => [`${clearing} -${amount}`, `${cost} ${amount}`];
  expect([await booked(edited), await booked(deleted), await booked(next)]).toEqual(
    ['79.00', '74.00', '5.00'].map(bookedAs),
  );
  for (const id of [edited, deleted]) {
    await offered(rig, await rig.document(id));
    await choose(rig, await rig.document(id), 'adjust');
  }
  await untilStage(edited, 'posted');
  await untilStage(deleted, 'withdrawn');
  expect(await standingOf(await rig.document(edited))).toEqual({ [cost]: '79.5', [clearing]: '-79.5' });
  expect(await standingOf(await rig.document(deleted))).toEqual({});
});

describe('gone or approved no more after it was booked', () => {
  const untilOffered = async (id: string) => {
    await rig.until(`${id} offers a choice`, async () => {
      const held = (await rig.holds()).find((one) => one.document.sourceId === id);
      return held?.hold.releaseAskedAt === null && held.problems.some(({ offer }) => offer !== undefined);
    });
    return offered(rig, await rig.document(id));
  };
  const posted = async (...amounts: string[]): Promise<string> => {
    const id = await procore.make(amounts);
    await poll();
    await untilStage(id, 'posted');
    return id;
  };
  const deleteIt = async (id: string): Promise<void> => {
    await procore.delete(id);
    await rig.hintOne(id);
  };

  test('the opposite is booked by a choice as a journal of its own, once, though an answer is lost; then nothing is left of it', async () => {
    const id = await posted('71.00', '2.50');
    // Only beside others that are shown is one that is not shown gone.
    await procore.make(['1.00'], { status: 'pending' });
    await deleteIt(id);
    const { problems } = await untilOffered(id);
    expect(problems).toMatchObject([{ reason: 'withdrawnAfterPosting', facts: { [cost]: '-73.50 USD' } }]);
    await system.control('POST', 'faults', {
      ...{ kind: 'commitThenLose', count: 1 },
      match: { resource: 'erpintegrations', action: 'importBulkData' },
    });
    await choose(rig, await rig.document(id), 'adjust');
    const document = await untilStage(id, 'withdrawn');
    const [both, opposite] = [
      [`${clearing} -73.50`, `${cost} 71.00`, `${cost} 2.50`],
      [`${clearing} 73.50`, `${cost} -71.00`, `${cost} -2.50`],
    ];
    expect(await booked(id)).toEqual([...both, ...opposite].sort());
    expect(await standingOf(document)).toEqual({});
    await rig.hintOne(id);
    await rig.until('looked at again', async () => !(await rig.document(id)).open);
    expect([(await rig.document(id)).stage, (await booked(id)).length]).toEqual(['withdrawn', 6]);
    // What stood and was taken back comes to nothing in the tie-out.
    expect(unknownOf(await tiedOut(rig, '4411', today.slice(0, 7)))).toEqual([]);
  });

  test('approved again before anybody chose, it stands as it was; after that, it is booked again by a choice', async () => {
    const id = await posted('72.00');
    await procore.change(id, { status: 'pending' });
    await poll();
    await untilOffered(id);
    await procore.change(id, { status: 'approved' });
    await poll();
    await untilStage(id, 'posted');
    expect(await booked(id)).toHaveLength(2);

    await procore.change(id, { status: 'pending' });
    await poll();
    await untilOffered(id);
    await choose(rig, await rig.document(id), 'adjust');
    await untilStage(id, 'withdrawn');
    expect(await standingOf(await rig.document(id))).toEqual({});
    await procore.change(id, { status: 'approved' });
    await poll();
    await untilOffered(id);
    await choose(rig, await rig.document(id), 'adjust');
    const document = await untilStage(id, 'posted');
    expect(await standingOf(document)).toEqual({ [cost]: '72', [clearing]: '-72' });
  });

  test('the choice is of what was shown: approved again while the opposite waits for its run, nothing of it is sent', async () => {
    const id = await posted('73.00');
    await procore.change(id, { status: 'pending' });
    await poll();
    await untilOffered(id);
    await choose(rig, await rig.document(id), 'adjust');
    await waiting(id);
    await procore.change(id, { status: 'approved' });
    await poll();
    await untilStage(id, 'posted');
    expect(await booked(id)).toEqual([`${clearing} -73.00`, `${cost} 73.00`]);
  });

  test('deleted and made again: the new one waits until the old one is taken back, and is booked then', async () => {
    const bill = { vendor: { id: Number(fusionVendor.id) }, invoice_number: 'AGAIN-1' };
    const old = await procore.make(['75.00'], bill);
    await poll();
    await untilStage(old, 'posted');
    await deleteIt(old);
    await untilOffered(old);
    const again = await procore.make(['76.00'], bill);
    await poll();
    await untilStage(again, 'held');
    expect(await reasonsOf(again)).toEqual(['possibleDuplicate']);
    await choose(rig, await rig.document(old), 'adjust');
    await untilStage(old, 'withdrawn');
    await untilStage(again, 'posted');
    expect(await booked(again)).toEqual([`${clearing} -76.00`, `${cost} 76.00`]);
  });

  test('handled by hand, or left: nothing is sent', async () => {
    const [byHand, left] = [await posted('77.00'), await posted('78.00')];
    await deleteIt(byHand);
    await deleteIt(left);
    await untilOffered(byHand);
    await untilOffered(left);
    await choose(rig, await rig.document(byHand), 'byHand');
    await choose(rig, await rig.document(left), 'leave');
    await untilStage(byHand, 'byHand', 'withdrawn');
    await untilStage(left, 'left');
    expect([...(await booked(byHand)), ...(await booked(left))]).toHaveLength(4);
    expect(await standingOf(await rig.document(byHand))).toEqual({});
    expect(await standingOf(await rig.document(left))).toEqual({ [cost]: '78', [clearing]: '-78' });
  });
});

test('what was in the books before going live counts as booked; an edit is the difference against that', async () => {
  const id = await procore.make(['300.00'], { status: 'pending' });
  await procore.change(id, { status: 'approved' });
  await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
    tx.documents.see(
      rig.scope,
      { kind: 'directCost', sourceId: id },
      { projectId: workedProjectId, inBooksBefore: true },
    ),
  );
  await poll();
  const document = await untilStage(id, 'takenOver');
  expect(await standingOf(document)).toEqual({ [cost]: '300', [clearing]: '-300' });
  expect(await booked(id)).toEqual([]);
  await procore.edit(id, ['325.00']);
  await poll();
  await choose(rig, document, 'adjust');
  await rig.until('the difference is booked', async () => {
    await standing();
    return (await booked(id)).length === 2;
  });
  expect(await booked(id)).toEqual([`${clearing} -25.00`, `${cost} 25.00`]);
});

test('a line that cannot be coded, or does not add up, is held, and nothing of it waits for a run', async () => {
  const id = await procore.make(['40.00'], { grand_total: '41.00' });
  await poll();
  await untilStage(id, 'held');
  expect(await reasonsOf(id)).toEqual(['amountsDiffer']);
  expect((await rig.document(id)).runs).toBeNull();
  await procore.edit(id, ['40.00']);
  await poll();
  await untilStage(id, 'posted');
});

test('a cost is held for a code without an account, then for an account that is not there; each time the mapping lets it go on', async () => {
  const codes = { costCode: '05-120', costType: 'M' };
  const to = (account: string) => system.map(codes, { company: '200', project: '4411', account, costCode: '26010' });
  const heldFor = (id: string, reason: string) =>
    rig.until(`${id} is held for ${reason}`, async () => (await reasonsOf(id)).join() === reason);
  const id = await procore.make(['55.00'], {}, '05-120.M');
  await poll();
  await heldFor(id, 'unmappedCostCode');
  await to('9999');
  await heldFor(id, 'accountMissing');
  await to('1340');
  await untilStage(id, 'posted');
  expect(await booked(id)).toEqual([`${clearing} -55.00`, `${cost} 55.00`]);
});

test('two costs of one bill: the second is held, until the first is gone or a person says that they are two', async () => {
  const bill = (number: string) => ({ vendor: { id: Number(fusionVendor.id) }, invoice_number: number });
  const first = await procore.make(['61.00'], bill('TW-0012'));
  await poll();
  await untilStage(first, 'posted');
  const second = await procore.make(['62.00'], bill('tw 12'));
  await poll();
  await untilStage(second, 'held');
  expect(await reasonsOf(second)).toEqual(['possibleDuplicate']);
  const held = (await rig.holds()).find(({ document }) => document.sourceId === second);
  const { store } = rig.test;
  const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
  const decision = { kind: 'notDuplicate', note: 'two deliveries' } as const;
  await decideHeld({ store: store.as('AP'), erp: rig.erp }, connection, held!.document, decision);
  await untilStage(second, 'posted');
  // Of two that nobody booked yet the one that Procore had first goes; the other goes once that is withdrawn.
  const [sooner, later] = [
    await procore.make(['63.00'], { ...bill('TW-13'), grand_total: '64.00' }),
    await procore.make(['64.00'], bill('TW-13')),
  ];
  await poll();
  await untilStage(sooner, 'held');
  await untilStage(later, 'held');
  expect([await reasonsOf(sooner), await reasonsOf(later)]).toEqual([['amountsDiffer'], ['possibleDuplicate']]);
  await procore.change(sooner, { status: 'draft' });
  await poll();
  await untilStage(later, 'posted');
  expect(await booked(sooner)).toEqual([]);
});

describe('a bill that accounts payable enters after the cost was booked', () => {
  interface Supplier {
    readonly Supplier: string;
    readonly sites: readonly { readonly SupplierSite: string }[];
  }
  const bill = (number: string) => ({ vendor: { id: Number(fusionVendor.id) }, invoice_number: number });
  const enter = async (number: string, account: string): Promise<string> => {
    const path = `items/suppliers?SupplierNumber=${fusionVendor.supplierNumber}`;
    const [supplier] = (await system.control('GET', path)) as readonly Supplier[];
    const line = { LineNumber: 1, LineType: 'Item', LineAmount: 50, DistributionCombination: account };
    const made = await system.control('POST', 'ap/book', {
      body: {
        ...{ InvoiceNumber: number, InvoiceCurrency: 'USD', InvoiceAmount: 50, InvoiceType: 'Standard' },
        ...{ InvoiceDate: today, AccountingDate: today, BusinessUnit: fusionUnit.name },
        ...{ Supplier: supplier?.Supplier, SupplierSite: supplier?.sites[0]?.SupplierSite, invoiceLines: [line] },
      },
    });
    return (made as { InvoiceId: string }).InvoiceId;
  };
  const posted = async (number: string): Promise<string> => {
    const id = await procore.make(['50.00'], bill(number));
    await poll();
    await untilStage(id, 'posted');
    return id;
  };
  const untilHeld = async (id: string) => {
    await untilStage(id, 'held');
    await rig.until('its hold is kept', async () => {
      const held = (await rig.holds()).find((one) => one.document.sourceId === id);
      return held?.hold.releaseAskedAt === null;
    });
    expect(await reasonsOf(id)).toEqual(['postedElsewhere']);
  };
  const stays = async (id: string, stage: string) => {
    await standing();
    await rig.until('nothing is under way', async () => !(await rig.document(id)).open || stage === 'held');
    expect((await rig.document(id)).stage).toBe(stage);
  };
  beforeAll(() => linkSupplier(rig));

  test('coded to cost, it is held by the next poll; canceled, it is booked as it was', async () => {
    const id = await posted('TB-0001');
    const invoice = await enter('tb 1', cost);
    await untilHeld(id);
    await stays(id, 'held');
    await system.control('POST', 'ap/cancel', { invoice });
    await untilStage(id, 'posted');
    expect(await booked(id)).toHaveLength(2);
  });

  test('coded to what clears it, nothing is held', async () => {
    const id = await posted('TB-2');
    await enter('TB-2', clearing);
    await stays(id, 'posted');
  });

  test('a person says that both are costs: it is asked no second time, for that invoice alone', async () => {
    const id = await posted('TB-3');
    await enter('TB-3', cost);
    await untilHeld(id);
    const { store } = rig.test;
    const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
    const decision = { kind: 'notDuplicate', note: 'two deliveries' } as const;
    await decideHeld({ store: store.as('AP'), erp: rig.erp }, connection, await rig.document(id), decision);
    await untilStage(id, 'posted');
    await stays(id, 'posted');
    await enter('TB-03', cost);
    await untilHeld(id);
  });

  test('the invoice stays the cost: approval is taken back in Procore, and the opposite is booked', async () => {
    const id = await posted('TB-4');
    await enter('TB-4', cost);
    await untilHeld(id);
    await procore.change(id, { status: 'pending' });
    await poll();
    await rig.until('a choice is offered', async () => {
      const held = (await rig.holds()).find((one) => one.document.sourceId === id);
      return held?.hold.releaseAskedAt === null && held.problems.some(({ offer }) => offer !== undefined);
    });
    await choose(rig, await rig.document(id), 'adjust');
    const document = await untilStage(id, 'withdrawn');
    expect(await standingOf(document)).toEqual({});
  });

  test('what is older than the window is not looked at', async () => {
    await rig.changeSettings({ posting: { directCosts: { types: { invoice: bookedInvoices }, twinWindow: 0 } } });
    const id = await posted('TB-5');
    await enter('TB-5', cost);
    await stays(id, 'posted');
    await rig.changeSettings({ posting: { directCosts: { types: { invoice: bookedInvoices } } } });
  });
});

test.each(['projectDay', 'period'] as const)(
  'costs that share a journal (%s) are told apart by their lines, each with its own part in it',
  async (journalGrouping) => {
    const directCosts = { types: { invoice: bookedInvoices }, journalGrouping };
    await rig.changeSettings({ posting: { directCosts } });
    const ids = [await procore.make(['5.01']), await procore.make(['6.02'])];
    await poll();
    for (const id of ids) await waiting(id);
    for (const id of ids) await untilStage(id, 'posted');
    const batches = await system.items<Batch>('journalBatches');
    const journals = batches.flatMap(({ journalHeaders = [] }) => journalHeaders);
    const own = journals.filter(({ journalLines }) => journalLines.some(({ Description }) => isOf(Description, ids)));
    expect(own).toHaveLength(1);
    expect(own[0]?.JournalName).toContain(
      journalGrouping === 'period' ? periodOf(today) : `4411 ${today.replaceAll('-', '')}`,
    );
    const first = own[0]?.journalLines.map(({ Description }) => Description.split(' ')[0]).toSorted();
    expect(first).toEqual(ids.flatMap((id) => [`directCost/${id}`, `directCost/${id}/${BigInt(id) + 1n}`]));
    expect(await standingOf(await rig.document(ids[1] ?? ''))).toEqual({ [cost]: '6.02', [clearing]: '-6.02' });
  },
);
/** As the ledger's calendar spells it: `Nov-26`. */
const periodOf = (day: string) =>
  `${new Date(day).toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })}-${day.slice(2, 4)}`;
const isOf = (description: string, ids: readonly string[]) =>
  ids.some((id) => description.includes(`directCost/${id}`));

test('the comparer, which reads both systems by itself, agrees with all of that, and sees a cent on a journal', async () => {
  expect(await differencesInFusion(system, 'directCost')).toEqual([]);
  const id = await procore.make(['12.34']);
  await poll();
  await untilStage(id, 'posted');
  const batch = (await system.items<Batch & { JeBatchId: string }>('journalBatches')).at(-1);
  await system.control('POST', 'gl/change', { batch: batch?.JeBatchId, line: '1', body: { EnteredDr: '12.35' } });
  expect((await differencesInFusion(system, 'directCost')).map((one) => one.split(':')[0])).toEqual([
    `directCost/${id} distribution`,
    `directCost/${id} journalLine`,
  ]);
});
