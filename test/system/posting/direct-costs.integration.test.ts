import { Decimal } from 'decimal.js';
import { LosslessNumber, stringify } from 'lossless-json';
import { Unavailable } from '../../../src/clients/http/client-error';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { workedProjectId } from '../support/added-contracts';
import { choose, lastMonthEnd, offered } from '../support/after-choices';
import { startFusionRig, type FusionRig } from '../support/fusion-rig';
import type { Rig } from '../support/rig';

// A direct cost that is approved in Procore's stand-in becomes a journal in Fusion's, to the cent. What may happen: an answer is lost;
// several wait for one run; a credit; a type that is off, then on; edited after it was booked, and chosen about; edited while it waits;
// its approval is taken back, or it is deleted, before and after; what was approved at go-live; another program's.

interface Batch {
  readonly journalHeaders: readonly {
    readonly JournalName: string;
    readonly journalLines: readonly JournalLine[];
  }[];
}
interface JournalLine {
  readonly AccountCombination: string;
  readonly EnteredDr: string | null;
  readonly EnteredCr: string | null;
}
type Json = Record<string, unknown>;

let system: FusionRig;
let rig: Rig;
let codes: Map<string, Json>;
let made = 0;

/** What is booked by a choice is of the day of that. */
const today = new Date().toISOString().slice(0, 10);
const firstOfMonth = `${today.slice(0, 7)}-01`;
const clearing = '200.0000.4100.000000.000';
const invoice = { clearingAccount: clearing, owner: 'here', clearedBy: 'payables', from: firstOfMonth };
const directCosts = (types: Json = { invoice }) => ({ types });
const cost = '200.4411.1340.26010.000';

beforeAll(async () => {
  system = await startFusionRig({
    today,
    settings: { autoPost: true },
    // A ledger is never without batches: what is not seen counts only beside what is.
    before: async (control) => {
      const earlier = { Status: 'P', CreationDate: '2026-01-05T00:00:00Z', LastUpdateDate: '2026-01-05T00:00:00Z' };
      await control('POST', 'items/journalBatches', [{ BatchName: 'Payables 77 A 1 2 N', ...earlier }]);
    },
    shape: () => undefined,
    sections: {
      posting: {
        directCosts: directCosts(),
        journals: { source: 'Procore', sourceParameter: '300000048140001', category: 'Adjustment' },
      },
    },
  });
  ({ rig } = system);
  const records = (await rig.control('procore', 'GET', 'records/wbs_codes')) as Record<string, Json[]>;
  codes = new Map((records[workedProjectId] ?? []).map((one) => [String(one['flat_code']), one]));
  await rig.goLive(['4411']);
});
afterAll(() => system.close());

const poll = () => rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
/** As its feed does: what cannot be told now is asked again. */
const standing = () =>
  rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
  });

async function onProcore(method: string, path: string, body?: Json): Promise<void> {
  const response = await fetch(`${rig.procore.controlUrl}/control/projects/${workedProjectId}/direct_costs${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: stringify(body) ?? '' }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

/** Times in seconds of their own: by an equal time of change a list says nothing new. */
function laterText(): string {
  made += 1;
  return new Date(Date.now() + made * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
}

function lineOf(id: bigint, amount: string, code = '26-010.S'): Json {
  const wbs = codes.get(code);
  if (wbs === undefined) throw new Error(`the project has no code ${code}`);
  const { id: wbsId, flat_code, description } = wbs;
  const wbs_code = { id: new LosslessNumber(String(wbsId)), flat_code, description };
  const amounts = { amount, extended_amount: amount, total_amount: amount };
  return {
    ...{ id: new LosslessNumber(String(id)), position: 1, description: 'Forms', quantity: '1.0', unit_cost: amount },
    ...{ uom: 'ls', extended_type: 'manual', tax_code_id: null, cost_code: null, line_item_type: null, wbs_code },
    ...{ origin_id: null, ...amounts, created_at: laterText(), updated_at: laterText() },
  };
}

const totalOf = (amounts: readonly string[]): string => Decimal.sum(...amounts).toFixed(2);

/** A direct cost in Procore with a line of each amount; gives its id. */
async function costs(amounts: readonly string[], fields: Json = {}): Promise<string> {
  const base = 900_000_000_000_000n + BigInt((made += 1)) * 1_000n;
  await onProcore('POST', '', {
    ...{ id: new LosslessNumber(String(base)), direct_cost_type: 'invoice', status: 'approved' },
    ...{
      direct_cost_date: '2026-11-10',
      received_date: '2026-11-11',
      payment_date: null,
      invoice_number: `DC-${made}`,
    },
    ...{ vendor: null, employee: null, terms: null, description: 'Forms', origin_id: null, origin_data: null },
    grand_total: totalOf(amounts),
    line_items: amounts.map((amount, index) => lineOf(base + BigInt(index) + 1n, amount)),
    ...{ created_at: laterText(), updated_at: laterText(), ...fields },
  });
  return String(base);
}

/** Somebody edits its lines in Procore. */
async function edit(id: string, amounts: readonly string[], fields: Json = {}): Promise<void> {
  await onProcore('PATCH', `/${id}`, {
    grand_total: totalOf(amounts),
    line_items: amounts.map((amount, index) => lineOf(BigInt(id) + BigInt(index) + 1n, amount)),
    ...{ updated_at: laterText(), ...fields },
  });
}

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
  const journals = batches.flatMap(({ journalHeaders }) => journalHeaders);
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
  const one = await costs(['1000.10', '200.20']);
  const credit = await costs(['-80.55']);
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

test('an answer that is lost makes no second journal', async () => {
  await system.control('POST', 'faults', {
    ...{ match: { resource: 'erpintegrations', action: 'importBulkData' }, kind: 'commitThenLose', count: 1 },
  });
  const id = await costs(['77.00']);
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
  const erp = await costs(['10.00'], { origin_id: 'PAYABLES-1' });
  const old = await costs(['20.00'], { direct_cost_date: lastMonthEnd(today) });
  const off = await costs(['30.00'], { direct_cost_type: 'payroll' });
  await poll();
  for (const id of [erp, old, off]) await untilStage(id, 'recorded');
  const why = async (id: string) => {
    const { planId } = await rig.document(id);
    const { plan } = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.plans.load(planId ?? ''));
    return (plan as { head: { facts: Record<string, string> } }).head.facts['not booked'];
  };
  expect([await why(erp), await why(old), await why(off)]).toEqual(['fromErp', 'beforeStart', 'typeOff']);
  for (const id of [erp, old, off]) expect(await booked(id)).toEqual([]);

  // Switched on, it is booked once it is looked at again.
  await rig.changeSettings({
    posting: { directCosts: directCosts({ invoice, payroll: { ...invoice, clearedBy: 'payroll' } }) },
  });
  await rig.hintOne(off);
  await untilStage(off, 'posted');
  expect(await booked(off)).toEqual([`${clearing} -30.00`, `${cost} 30.00`]);
});

test('an edit after it was booked is held with the difference, and booked by a choice as a journal of its own', async () => {
  const id = await costs(['500.00']);
  await poll();
  await untilStage(id, 'posted');
  await edit(id, ['450.00']);
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
  await edit(id, ['500.00']);
  await poll();
  await choose(rig, await rig.document(id), 'leave');
  await untilStage(id, 'left');
  expect(await booked(id)).toHaveLength(4);
  // Said again as it stands, it is as booked.
  await edit(id, ['450.00']);
  await poll();
  await untilStage(id, 'posted');
});

test('an edit while it waits for its run goes with the new content alone', async () => {
  const id = await costs(['60.00']);
  await poll();
  await waiting(id);
  await edit(id, ['61.00']);
  await poll();
  await rig.until('it was read again', async () => {
    const { claimed, runs } = await rig.document(id);
    return claimed === '61.00' && runs !== null;
  });
  await untilStage(id, 'posted');
  expect(await booked(id)).toEqual([`${clearing} -61.00`, `${cost} 61.00`]);
});

test('approval taken back, or deleted: before it is booked nothing is, and after that a person is asked', async () => {
  const back = await costs(['11.00']);
  const gone = await costs(['12.00']);
  await poll();
  await waiting(back);
  await waiting(gone);
  await onProcore('PATCH', `/${back}`, { status: 'pending', updated_at: laterText() });
  await onProcore('DELETE', `/${gone}`);
  await poll();
  await rig.hintOne(gone);
  await untilStage(back, 'withdrawn');
  await untilStage(gone, 'withdrawn');
  expect([...(await booked(back)), ...(await booked(gone))]).toEqual([]);

  await onProcore('PATCH', `/${back}`, { status: 'approved', updated_at: laterText() });
  await poll();
  await untilStage(back, 'posted');
  await onProcore('DELETE', `/${back}`);
  await rig.hintOne(back);
  await untilStage(back, 'held');
  expect(await reasonsOf(back)).toEqual(['withdrawnAfterPosting']);
  expect(await booked(back)).toEqual([`${clearing} -11.00`, `${cost} 11.00`]);
});

test('what was in the books before going live counts as booked; an edit is the difference against that', async () => {
  const id = await costs(['300.00'], { status: 'pending' });
  await onProcore('PATCH', `/${id}`, { status: 'approved', updated_at: laterText() });
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
  await edit(id, ['325.00']);
  await poll();
  await choose(rig, document, 'adjust');
  await rig.until('the difference is booked', async () => {
    await standing();
    return (await booked(id)).length === 2;
  });
  expect(await booked(id)).toEqual([`${clearing} -25.00`, `${cost} 25.00`]);
});

test('a line that cannot be coded, or does not add up, is held, and nothing of it waits for a run', async () => {
  const id = await costs(['40.00'], { grand_total: '41.00' });
  await poll();
  await untilStage(id, 'held');
  expect(await reasonsOf(id)).toEqual(['amountsDiffer']);
  expect((await rig.document(id)).runs).toBeNull();
  await edit(id, ['40.00']);
  await poll();
  await untilStage(id, 'posted');
});
