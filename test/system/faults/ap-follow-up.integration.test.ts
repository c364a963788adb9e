import type { DocumentRow } from '../../../src/store/documents/documents';
import { startFaultBench, type FaultBench } from '../support/fault-bench';

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench({ posting: { orderCommitment: 'cancelWhenPosted' } });
});
afterAll(() => bench.rig.close());

const stages = async (document: DocumentRow, stage: string): Promise<void> => {
  await bench.rig.untilStage(document.sourceId, [stage]);
};
const poll = (): Promise<unknown> => bench.rig.activities.pollStanding(bench.rig.scope);
const ap = (act: string, order: object): Promise<unknown> => bench.rig.control('jde', 'POST', `ap/${act}`, order);

async function delivered(): Promise<DocumentRow> {
  const { first } = bench.take();
  await bench.hint(first);
  await stages(first, 'delivered');
  return first;
}

/** AP runs the voucher processor over our batch; gives the voucher's document number. */
async function processedByAp(document: DocumentRow): Promise<string> {
  const [voucher] = await bench.postings(document, 'voucher');
  await ap('process', { edus: 'PROCORE', edbt: voucher?.reference?.['ediBatch'] ?? '', mode: 'final' });
  const [row] = await bench.rig.table('F0411', { VR01: voucher?.key ?? '' });
  return row?.['DOC'] ?? '';
}

/** AP voids what was posted, and nobody looked in between. */
async function voidedByAp(doc: string): Promise<void> {
  await ap('post', { doc });
  await ap('void', { doc });
}

async function orderLines(document: DocumentRow): Promise<{ open: string; units: string; status: string }[]> {
  const [order] = await bench.postings(document, 'order');
  const rows = await bench.rig.table('F4311', { DOCO: order?.reference?.['orderNumber'] ?? '' });
  return rows.map((row) => ({
    open: Number(row['AOPN']).toFixed(2),
    units: Number(row['UOPN']).toFixed(2),
    status: row['NXTR'] ?? '',
  }));
}

async function canceled(document: DocumentRow): Promise<void> {
  await bench.rig.until(`order of ${document.sourceId} canceled`, async () => {
    const cancels = await bench.postings(document, 'orderCancel');
    return cancels.some((one) => one.state === 'confirmed');
  });
  const lines = await orderLines(document);
  expect(lines.length).toBeGreaterThan(0);
  expect(new Set(lines.map((line) => JSON.stringify(line)))).toEqual(
    new Set([JSON.stringify({ open: '0.00', units: '0.00', status: '999' })]),
  );
  await stages(document, 'posted');
}

test('a voucher that AP processes and posts is followed to posted, and only then is its order canceled', async () => {
  const document = await delivered();
  const doc = await processedByAp(document);
  await poll();
  await stages(document, 'vouchered');
  expect((await orderLines(document)).every((line) => line.open !== '0.00')).toBe(true);
  await ap('post', { doc });
  await poll();
  await canceled(document);
  await bench.standsOnce(document, true);
});

test('a second look between delivery and posting does not keep the order from being canceled', async () => {
  const document = await delivered();
  await bench.hint(document);
  await bench.rig.until('the second pass is over', async () => !(await bench.rig.document(document.sourceId)).open);
  await ap('post', { doc: await processedByAp(document) });
  await poll();
  await canceled(document);
});

test('a voucher that is posted weeks after its plan was made still has its order canceled', async () => {
  const document = await delivered();
  await bench.rig.test.store.database.inTenant(document.tenantId, (trx) =>
    trx
      .updateTable('plan')
      .set({ createdAt: new Date(Date.now() - 30 * 86_400_000) })
      .where('documentId', '=', document.id)
      .execute(),
  );
  await ap('post', { doc: await processedByAp(document) });
  await poll();
  await canceled(document);
});

test('an answer that is lost after the lines were canceled cancels nothing twice', async () => {
  const document = await delivered();
  await ap('post', { doc: await processedByAp(document) });
  await bench.fault({ kind: 'commitThenLose', match: { orchestration: 'PC_CHANGE_PO' } });
  await poll();
  await canceled(document);
  await bench.faultsMet();
  expect((await bench.postings(document, 'orderCancel')).map((one) => [one.sends, one.outcomes])).toEqual([
    [1, ['OutcomeUnknown']],
  ]);
});

test('a voucher that AP voids holds its requisition, and nothing is posted again', async () => {
  const document = await delivered();
  const doc = await processedByAp(document);
  await poll();
  await stages(document, 'vouchered');
  const sent = await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER');
  await voidedByAp(doc);
  await poll();
  await bench.untilHeld(document, 'erpVoided');
  await bench.resumeInVain(document, 'erpVoided');
  expect(await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER')).toBe(sent);
  expect((await orderLines(document)).every((line) => line.open !== '0.00')).toBe(true);

  // A person confirms it: it counts as posted no longer, and neither order nor voucher is posted again.
  const before = await bench.untilHeld(document, 'erpVoided');
  await bench.decide(document, 'confirmVoided');
  await bench.untilHeldAnew(document, before, 'erpVoided');
  const [held] = (await bench.rig.holds()).filter((one) => one.document.id === document.id);
  expect(held?.problems.map((problem) => problem.message)).toEqual([
    expect.stringMatching(/stands in JD Edwards no more, as .* confirmed on .* is not posted again/),
  ]);
  expect((await bench.postings(document, 'voucher')).map((one) => one.state)).toEqual(['voided']);
  expect((await bench.postings(document, 'order')).map((one) => one.state)).toEqual(['confirmed']);
  await bench.resumeInVain(document, 'erpVoided');
  expect(await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER')).toBe(sent);
});

test('what a person calls voided and still stands in JDE stays posted', async () => {
  const document = await delivered();
  const doc = await processedByAp(document);
  await voidedByAp(doc);
  await poll();
  await bench.untilHeld(document, 'erpVoided');
  await bench.rig.control('jde', 'PATCH', 'tables/F0411', { where: { DOC: doc }, set: { VOD: '' } });
  await expect(bench.decide(document, 'confirmVoided')).rejects.toThrow(/stands there. Void it there first/);
  expect((await bench.postings(document, 'voucher')).map((one) => one.state)).toEqual(['confirmed']);
});

test('a requisition that was withdrawn is let go once all of it is voided in JDE and a person confirms it', async () => {
  const { first: document } = bench.take();
  await bench.hint(document);
  await stages(document, 'delivered');
  const doc = await processedByAp(document);
  const path = `projects/${document.projectId}/requisitions/${document.sourceId}`;
  await bench.rig.control('procore', 'PATCH', path, { status: 'draft' });
  await bench.hint(document);
  await bench.untilHeld(document, 'withdrawnAfterPosting');
  await expect(bench.decide(document, 'confirmVoided')).rejects.toThrow(/Void it there first/);

  await voidedByAp(doc);
  const [order] = await bench.postings(document, 'order');
  const where = { DOCO: order?.reference?.['orderNumber'] ?? '' };
  const before = await bench.untilHeld(document, 'withdrawnAfterPosting');
  await bench.decide(document, 'confirmVoided');
  await bench.untilHeldAnew(document, before, 'withdrawnAfterPosting');
  const set = { AOPN: '0', UOPN: '0', LTTR: '980', NXTR: '999' };
  await bench.rig.control('jde', 'PATCH', 'tables/F4311', { where, set });
  await bench.decide(document, 'confirmVoided');
  await stages(document, 'withdrawn');
});

async function posted(document: DocumentRow): Promise<string> {
  const doc = await processedByAp(document);
  await ap('post', { doc });
  await poll();
  await canceled(document);
  await closed(document);
  return doc;
}

async function closed(document: DocumentRow): Promise<void> {
  await bench.rig.until(`${document.sourceId} closed`, async () => {
    const { open } = await bench.rig.document(document.sourceId);
    const { status } = await bench.rig.client.workflow.getHandle(document.workflowId).describe();
    return !open && status.name === 'COMPLETED';
  });
}

test('a voucher that AP voids after it was posted, its order canceled and its workflow closed, holds its requisition', async () => {
  const document = await delivered();
  const doc = await posted(document);
  const before = await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER');
  await ap('void', { doc });
  await poll();
  await bench.untilHeld(document, 'erpVoided');
  await bench.resumeInVain(document, 'erpVoided');
  await poll();
  expect(await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER')).toBe(before);
  const trail = await bench.rig.test.store.database.inTenant(document.tenantId, (trx) =>
    trx
      .selectFrom('auditEntry')
      .select('act')
      .where('sourceId', '=', document.sourceId)
      .where('act', '=', 'voucher.voided')
      .execute(),
  );
  expect(trail).toHaveLength(1);
});

test('a tax that is put on a posted voucher holds its requisition until it is taken off', async () => {
  const document = await delivered();
  const doc = await posted(document);
  await bench.rig.control('jde', 'PATCH', 'tables/F0411', { where: { DOC: doc }, set: { STAM: '5.25' } });
  await poll();
  await bench.untilHeld(document, 'tax');
  await bench.rig.control('jde', 'PATCH', 'tables/F0411', { where: { DOC: doc }, set: { STAM: '0' } });
  await poll();
  await stages(document, 'posted');
});

test('batch rows that AP removes hold their requisition, and nothing is posted again', async () => {
  const document = await delivered();
  const [voucher] = await bench.postings(document, 'voucher');
  for (const table of ['F0411Z1', 'F0911Z1']) {
    await bench.rig.control('jde', 'DELETE', `tables/${table}`, { where: { EDTN: voucher?.key ?? '' } });
  }
  const sent = await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER');
  await poll();
  await bench.untilHeld(document, 'erpVoided');
  expect(await bench.calls('orchestrator:PC_ADD_BATCH_VOUCHER')).toBe(sent);
});

test('a proof run leaves the rows where they are, for AP to make the voucher', async () => {
  await bench.rig.changeSettings({ posting: { voucherProcessing: 'proof' } });
  const runs = await bench.calls('orchestrator:PC_RUN_VOUCHER_PROCESSOR');
  const document = await delivered();
  await bench.rig.until('the proof has run', async () => !(await bench.rig.document(document.sourceId)).open);
  expect(await bench.calls('orchestrator:PC_RUN_VOUCHER_PROCESSOR')).toBe(runs + 1);
  await bench.standsOnce(document);
  await ap('post', { doc: await processedByAp(document) });
  await poll();
  await canceled(document);
});

test('a final run makes the voucher, which is followed to posted', async () => {
  await bench.rig.changeSettings({ posting: { voucherProcessing: 'final' } });
  const { first, next } = bench.take();
  await bench.hint(first, next);
  await stages(first, 'vouchered');
  await stages(next, 'vouchered');
  await bench.standsOnce(first, true);
  await bench.standsOnce(next, true);
  await ap('post', { all: true });
  await poll();
  await canceled(first);
  await canceled(next);

  const [voucher] = await bench.postings(next, 'voucher');
  const [row] = await bench.rig.table('F0411', { VR01: voucher?.key ?? '' });
  await closed(next);
  await ap('void', { doc: row?.['DOC'] });
  await poll();
  await bench.untilHeld(next, 'erpVoided');
});
