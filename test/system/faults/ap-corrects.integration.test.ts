import type { DocumentRow } from '../../../src/store/documents/documents';
import type { HeldDocument } from '../../../src/store/holds/holds';
import { startFaultBench, type FaultBench, type SeenPosting } from '../support/fault-bench';

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench({});
});
afterAll(() => bench.rig.close());

const poll = (): Promise<unknown> => bench.rig.activities.pollStanding(bench.rig.scope);
const stages = (document: DocumentRow, ...wanted: string[]): Promise<unknown> =>
  bench.rig.untilStage(document.sourceId, wanted);
const vouchersSent = (): Promise<number> => bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER');
const patch = (table: string, where: object, set: object): Promise<unknown> =>
  bench.rig.control('jde', 'PATCH', `tables/${table}`, { where, set });
const settings = (change: object): Promise<unknown> => bench.rig.control('jde', 'PUT', 'settings', change);

async function voucherOf(document: DocumentRow): Promise<SeenPosting> {
  const voucher = (await bench.postings(document, 'voucher')).at(-1);
  if (voucher === undefined) throw new Error('no voucher');
  return voucher;
}

interface Delivered {
  readonly document: DocumentRow;
  readonly next: DocumentRow;
  readonly key: string;
  readonly where: { readonly EDTN: string };
}

async function delivered(): Promise<Delivered> {
  const { first, next } = bench.take();
  await bench.hint(first);
  await stages(first, 'delivered');
  const { key } = await voucherOf(first);
  return { document: first, next, key, where: { EDTN: key } };
}

/** AP runs the voucher processor over the batch as it stands there. */
async function process({ document }: Delivered): Promise<void> {
  const voucher = await voucherOf(document);
  await bench.rig.control('jde', 'POST', 'ap/process', {
    edus: 'PROCORE',
    edbt: voucher.reference?.['ediBatch'] ?? '',
    mode: 'final',
  });
}

async function held(of: Delivered): Promise<HeldDocument> {
  await poll();
  return bench.untilHeld(of.document, 'foundButDifferent');
}

/** What counts as posted per item of the commitment under this number. */
async function counted({ document }: Delivered): Promise<{ gross: string; withheld: string }> {
  const { rig } = bench;
  const { items } = await rig.test.store.inTenant(document.tenantId, (tx) =>
    tx.effects.toDate(document, document.commitmentId ?? '', 0, (document.number ?? 0) + 1),
  );
  const total = (of: 'gross' | 'withheld'): string =>
    items.reduce((all, item) => all + Number(item[of]) * 100, 0).toFixed(0);
  return { gross: total('gross'), withheld: total('withheld') };
}

test('AP gives the voucher another number before it is processed: it is found by its key, held, and accepted', async () => {
  const of = await delivered();
  const sent = await vouchersSent();
  const before = await counted(of);
  await patch('F0411Z1', of.where, { VINV: 'CORRECTED-1' });
  await process(of);
  const { problems } = await held(of);
  expect(problems[0]?.message).toMatch(/invoice number: sent .*, found CORRECTED-1/);
  await bench.resumeInVain(of.document, 'foundButDifferent');

  await bench.decide(of.document, 'acceptFound');
  await stages(of.document, 'vouchered');
  expect(await voucherOf(of.document)).toMatchObject({ state: 'confirmed', number: 'CORRECTED-1' });
  expect(await counted(of)).toEqual(before);
  await poll();
  await stages(of.document, 'vouchered');
  expect(await vouchersSent()).toBe(sent);
});

test('AP changes an amount: both sides are shown by account, and what is accepted counts for what comes later', async () => {
  const of = await delivered();
  const before = await counted(of);
  const [line] = await bench.rig.table('F0911Z1', of.where);
  const [item] = await bench.rig.table('F0411Z1', of.where);
  const cents = (cell: string | undefined): number => Math.round(Number(cell) * 100);
  const more = (cell: string | undefined): string => ((cents(cell) + 3000) / 100).toFixed(2);
  await patch('F0911Z1', { ...of.where, EDLN: line?.['EDLN'] }, { AA: more(line?.['AA']) });
  await patch('F0411Z1', of.where, { AG: more(item?.['AG']) });
  await process(of);
  const { problems } = await held(of);
  expect(problems[0]?.message).toMatch(/By account: .* sent, .* stands/);
  await bench.decide(of.document, 'acceptFound');
  await stages(of.document, 'vouchered');
  const after = await counted(of);
  expect([Number(after.gross) - Number(before.gross), after.withheld]).toEqual([3000, before.withheld]);
});

test('what AP corrects back goes on by itself', async () => {
  const of = await delivered();
  const [item] = await bench.rig.table('F0411Z1', of.where);
  await process(of);
  await poll();
  await stages(of.document, 'vouchered');
  await patch('F0411', { VR01: of.key }, { DGJ: '20260401' });
  const { problems } = await held(of);
  expect(problems[0]?.message).toContain('found 2026-04-01');
  await patch('F0411', { VR01: of.key }, { DGJ: item?.['DGJ'] });
  await poll();
  await stages(of.document, 'vouchered');
});

test('what changed again after it was shown is not accepted', async () => {
  const of = await delivered();
  await patch('F0411Z1', of.where, { VINV: 'CORRECTED-2' });
  await process(of);
  await held(of);
  await patch('F0411', { VR01: of.key }, { VINV: 'CORRECTED-3' });
  await expect(bench.decide(of.document, 'acceptFound')).rejects.toThrow(/not what the hold showed any more/);
  expect(await voucherOf(of.document)).toMatchObject({ state: 'confirmed' });
  expect((await voucherOf(of.document)).facts?.['acceptedAs']).toBeUndefined();
});

describe('where no key reaches the ledger and processed rows are purged', () => {
  beforeAll(async () => {
    await settings({ ledgerKeys: 'none', purge: true });
    await bench.rig.changeSettings({ jde: { ledgerKeys: 'none' } });
  });
  afterAll(async () => {
    await settings({ ledgerKeys: 'both', purge: false });
    await bench.rig.changeSettings({ jde: { ledgerKeys: 'both' } });
  });

  test('a voucher that AP left as it was is followed all the same', async () => {
    const of = await delivered();
    await process(of);
    await poll();
    await stages(of.document, 'vouchered');
  });

  test('one with another number is never gone: a person names it, and then accepts what AP did', async () => {
    const of = await delivered();
    const sent = await vouchersSent();
    await patch('F0411Z1', of.where, { VINV: 'CORRECTED-4' });
    await process(of);
    const [row] = await bench.rig.table('F0411', { VINV: 'CORRECTED-4' });
    const name = `${row?.['DOC'] ?? ''} ${row?.['DCT'] ?? ''} ${row?.['KCO'] ?? ''}`;
    const { problems } = await held(of);
    expect(problems[0]?.message).toContain(name);
    await expect(bench.decide(of.document, 'confirmVoided')).rejects.toThrow(/foundButDifferent/);
    await expect(bench.decide(of.document, 'nameFound', '999999 PV 00200')).rejects.toThrow(/does not stand/);
    await bench.decide(of.document, 'nameFound', name);
    await bench.rig.until('it is compared', async () => {
      const problem = (await bench.untilHeld(of.document, 'foundButDifferent')).problems[0];
      return problem?.facts?.['differences'] !== undefined;
    });
    await bench.decide(of.document, 'acceptFound');
    await stages(of.document, 'vouchered');
    expect(await vouchersSent()).toBe(sent);
  });

  test('one that AP deleted is posted again only when a person says that there is none', async () => {
    const of = await delivered();
    const sent = await vouchersSent();
    await process(of);
    const { number, supplier } = await voucherOf(of.document);
    const [row] = await bench.rig.table('F0411', { VINV: number, AN8: supplier });
    await bench.rig.control('jde', 'POST', 'ap/delete', { doc: row?.['DOC'] });
    await held(of);
    await bench.resumeInVain(of.document, 'foundButDifferent');
    expect(await vouchersSent()).toBe(sent);
    await bench.decide(of.document, 'noneStands');
    await bench.rig.until('it is posted again', async () => (await vouchersSent()) === sent + 1);
    await stages(of.document, 'delivered');
    expect((await bench.postings(of.document, 'voucher')).map(({ state }) => state)).toEqual(['voided', 'confirmed']);
  });

  test('one whose requisition was withdrawn is withdrawn only when a person says that there is none', async () => {
    const of = await delivered();
    const { projectId, sourceId } = of.document;
    await process(of);
    const { number, supplier } = await voucherOf(of.document);
    const [row] = await bench.rig.table('F0411', { VINV: number, AN8: supplier });
    await bench.rig.control('jde', 'POST', 'ap/delete', { doc: row?.['DOC'] });
    await bench.rig.control('procore', 'PATCH', `projects/${projectId}/requisitions/${sourceId}`, { status: 'draft' });
    await bench.rig.hintOne(sourceId);
    await bench.untilHeld(of.document, 'withdrawnAfterPosting');
    await held(of);
    await bench.decide(of.document, 'noneStands');
    await bench.rig.until('the voucher stands no more', async () => (await voucherOf(of.document)).state === 'voided');
    const { hold } = await bench.untilHeld(of.document, 'withdrawnAfterPosting');
    expect(hold.reasons).toEqual(['withdrawnAfterPosting']);
  });
});
