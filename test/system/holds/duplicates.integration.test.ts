import type { DocumentRow } from '../../../src/store/documents/documents';
import { startFaultBench, type FaultBench } from '../support/fault-bench';
import type { Row } from '../support/rig';

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(() => bench.rig.close());

async function delivered(): Promise<DocumentRow> {
  const { first } = bench.take();
  await bench.hint(first);
  await bench.rig.untilStage(first.sourceId, ['delivered']);
  return first;
}

/** What stands in the table is there a second time, under another order number: a call that came twice. */
async function copyOrder(erpKey: string): Promise<string> {
  const [header] = await bench.rig.table('F4301', { VR01: erpKey });
  if (header === undefined) throw new Error(`no order under ${erpKey}`);
  const lines = await bench.rig.table('F4311', { DOCO: header['DOCO'] ?? '' });
  const DOCO = String(900_000 + Number(header['DOCO']));
  const again = (rows: readonly Row[]): Row[] => rows.map((row) => ({ ...row, DOCO }));
  await bench.rig.control('jde', 'POST', 'tables/F4301', again([header]));
  await bench.rig.control('jde', 'POST', 'tables/F4311', again(lines));
  return DOCO;
}

const cancel = (DOCO: string): Promise<unknown> =>
  bench.rig.control('jde', 'PATCH', 'tables/F4311', {
    where: { DOCO },
    set: { AOPN: '0', UOPN: '0', LTTR: '980', NXTR: '999' },
  });

test('a second order under a key of ours is found by reconcile and held until one of the two is void', async () => {
  const document = await delivered();
  const [order] = await bench.postings(document, 'order');
  await bench.rig.reconcile();
  expect(await bench.rig.holds()).toEqual([]);

  const second = await copyOrder(order?.key ?? '');
  await bench.rig.reconcile();
  const held = await bench.untilHeld(document, 'possibleDuplicate');
  expect(held.problems[0]?.message).toContain(`The ERP has 2 documents under one key of ours`);
  expect(held.problems[0]?.message).toContain(second);
  await bench.resumeInVain(document, 'possibleDuplicate');

  // The one that the ledger knew is canceled, and the other is what stands from then on.
  await cancel(order?.reference?.['orderNumber'] ?? '');
  await bench.resume(document);
  await bench.rig.untilStage(document.sourceId, ['delivered']);
  await bench.rig.until('nothing is held', async () => (await bench.rig.holds()).length === 0);
  expect((await bench.postings(document, 'order'))[0]?.reference?.['orderNumber']).toBe(second);
  await bench.rig.reconcile();
  expect((await bench.rig.document(document.sourceId)).open).toBe(false);
});

test('an order that comes after its name was given up is an incident too', async () => {
  const { first: document } = bench.take();
  await bench.fault({ kind: 'status', status: 500, match: { orchestration: 'PC_CREATE_PO' } });
  await bench.hint(document);
  await bench.untilHeld(document, 'erpRejected');
  await bench.resume(document);
  await bench.rig.untilStage(document.sourceId, ['delivered']);
  const [given, taken] = await bench.postings(document, 'order');
  const DOCO = await copyOrder(taken?.key ?? '');
  await bench.rig.control('jde', 'PATCH', 'tables/F4301', { where: { DOCO }, set: { VR01: given?.key ?? '' } });

  await bench.rig.reconcile();
  const held = await bench.untilHeld(document, 'possibleDuplicate');
  expect(held.problems[0]?.message).toContain('counts as rejected: it came late');
  await cancel(DOCO);
  await bench.resume(document);
  await bench.rig.untilStage(document.sourceId, ['delivered']);
});
