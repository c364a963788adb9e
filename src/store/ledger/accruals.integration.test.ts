import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { accrualId, type Accrued } from '../../domain/accrual/accrual';
import type { Entry } from '../../domain/posting/books/entry';
import type { DocumentRow } from '../documents/documents';
import type { Tx } from '../unit-of-work';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const entry: Entry = {
  ...{ book: 'cost', supplier: '1', account: '101', orderLine: '', item: 'contract_item:1', amount: '5', gross: '5' },
  ...{ withheld: '0', tax: '0', period: '2026-10' },
};

/** A requisition that bills until the 24th of October, with a validated invoice of that day; null: the day was not kept. */
async function invoiced(id: string, bookedOn: string | null): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const seen = { projectId: testProjectId, commitmentId: '700', number: Number(id), sourceStatus: 'approved' };
    const document = await tx.documents.see(
      acme,
      { kind: 'requisition', sourceId: id },
      { ...seen, billedThrough: '2026-10-24' },
    );
    const reserved = await tx.postings.reserve(acme, {
      ...{ documentId: document.id, step: 'voucher', ordinal: 1, key: `PC${id}`, origin: 'sent', leaseMs: 60_000 },
      ...{ system: 'fusion', kind: 'invoice', subject: id, occupies: false, supplier: '', number: '' },
      ...{ because: null, planStep: 'voucher', planId: null },
    });
    const moved = await tx.postings.move(reserved, 'confirmed', { stage: 'vouchered' });
    const dated = bookedOn === null ? entry : { ...entry, bookedOn };
    await tx.effects.write(moved!, [{ document, entries: [dated] }]);
  });
}

test.each([
  ['on the last day of a period of weeks', '1', '2026-10-24', '2026-10-24', 'covered'],
  ['on the first day of the next, in the same month', '2', '2026-10-25', '2026-10-24', 'owed'],
  ['in the next, which has ended too', '3', '2026-10-25', '2026-11-28', 'covered'],
  ['in a month that has ended, where the day was not kept', '4', null, '2026-10-31', 'covered'],
  ['in a month that has not, where the day was not kept', '5', null, '2026-10-24', 'owed'],
])('an invoice that is dated %s', async (_what, id, bookedOn, lastDay, standing) => {
  await invoiced(id, bookedOn);
  const stands = await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.accruals.standing(acme, { sourceId: id, lastDay }, ['approved']),
  );
  expect(stands).toBe(standing);
});

describe('of change orders', () => {
  const october = { firstDay: '2026-10-01', lastDay: '2026-10-31' };
  const by = { timeZone: 'America/Los_Angeles', approvedStatuses: ['approved'] };
  const inTenant = <T>(work: Parameters<typeof acme.store.inTenant<T>>[1]) => acme.store.inTenant(acme.tenantId, work);
  beforeAll(() =>
    inTenant((tx) => tx.projects.save(acme, { id: testProjectId, number: '1', name: 'No zone', timeZone: null })),
  );

  /** An approved change order as it was read; `read` false: only listed. */
  const approved = (
    sourceId: string,
    approvedAt: string,
    commitmentId = `C${sourceId}`,
    read = true,
    projectId = testProjectId,
  ) =>
    inTenant(async (tx) => {
      const seen = { projectId, commitmentId, sourceStatus: 'approved', approvedAt };
      const document = await tx.documents.see(acme, { kind: 'changeOrder', sourceId }, seen);
      if (read) await tx.snapshots.store(document, { hintNo: document.hintNo, contentHash: 'x', content: {} });
      return document;
    });

  /** A requisition of the commitment that bills line 71 until the end of the month; `invoiced`: a validated invoice has it. */
  const billed = (sourceId: string, commitmentId: string, invoiced: string | null = null) =>
    inTenant(async (tx) => {
      const seen = { projectId: testProjectId, commitmentId, number: Number(sourceId), sourceStatus: 'approved' };
      const document = await tx.documents.see(
        acme,
        { kind: 'requisition', sourceId },
        { ...seen, billedThrough: '2026-10-31' },
      );
      if (invoiced !== null) {
        await posted(tx, document, 'voucher', [{ ...ofLine('5'), bookedOn: invoiced }]);
      }
    });

  /** Its accrual is begun; `amount`: and so much of line 71 posted. */
  const accrued = (
    of: Pick<Accrued, 'kind' | 'sourceId'>,
    commitmentId: string,
    amount: string | null,
    lastDay = '2026-10-31',
  ) =>
    inTenant(async (tx) => {
      const name = { kind: 'accrual', sourceId: accrualId({ ...of, lastDay }) };
      const document = await tx.documents.see(acme, name, { projectId: testProjectId, commitmentId });
      if (amount === null) return;
      await posted(tx, document, 'accrual', [{ ...ofLine(amount), book: 'accrual', gross: '0' }]);
    });

  const ofLine = (amount: string): Entry => ({ ...entry, item: 'change_order_item:71', amount, gross: amount });

  const begun = async (ids: readonly string[]) =>
    (await inTenant((tx) => tx.accruals.unaccruedChangeOrders(acme, october, by)))
      .map(({ sourceId }) => sourceId)
      .filter((id) => ids.includes(id))
      .sort();
  const coveredOf = (commitmentId: string) =>
    inTenant((tx) => tx.accruals.coveredItems(acme, commitmentId, '2026-10-31'));

  test('begun are those approved in the period by the clock of the books, that were read and are no other matter', async () => {
    await approved('11', '2026-10-01T07:00:00Z');
    await approved('12', '2026-11-01T06:59:00Z');
    await approved('13', '2026-10-01T06:59:00Z');
    await approved('14', '2026-11-01T07:00:00Z');
    await approved('15', '2026-10-19T12:00:00Z', 'C15', false);
    const { id } = await approved('16', '2026-10-19T12:00:00Z');
    await inTenant((tx) => tx.documents.setStage(id, 'takenOver', false));
    expect(await begun(['11', '12', '13', '14', '15', '16'])).toEqual(['11', '12']);
  });

  test('by the clock of its project, where that is told so that it can be read', async () => {
    const inZone = (id: string, timeZone: string) => ({ id, number: id, name: id, timeZone });
    await inTenant(async (tx) => {
      await tx.projects.save(acme, inZone('east', 'America/New_York'));
      await tx.projects.save(acme, inZone('words', 'Eastern Time (US & Canada)'));
    });
    const at = async (sourceId: string, approvedAt: string, projectId: string) =>
      approved(sourceId, approvedAt, `C${sourceId}`, true, projectId);
    await at('41', '2026-11-01T05:00:00Z', 'east');
    await at('42', '2026-11-01T05:00:00Z', 'words');
    await at('43', '2026-10-01T05:00:00Z', 'east');
    await at('44', '2026-10-01T05:00:00Z', 'words');
    expect(await begun(['41', '42', '43', '44'])).toEqual(['42', '43']);
  });

  test('once each: none that was begun at this end, or is accrued at another', async () => {
    const change = (sourceId: string) => ({ kind: 'changeOrder', sourceId }) as const;
    for (const id of ['21', '22', '23', '2']) await approved(id, '2026-10-19T12:00:00Z');
    await accrued(change('21'), 'C21', null);
    await accrued(change('22'), 'C22', '5', '2026-09-30');
    // What came to nothing elsewhere, and another one whose id begins so, do not count.
    await accrued(change('23'), 'C23', null, '2026-09-30');
    await inTenant(async (tx) => {
      const found = await tx.documents.find(acme, { kind: 'accrual', sourceId: 'CO-23-2026-09-30' });
      await tx.documents.setStage(found!.id, 'recorded', false);
    });
    expect(await begun(['21', '22', '23', '2'])).toEqual(['2', '23']);
    const elsewhere = (id: string) =>
      inTenant((tx) => tx.accruals.isAccruedElsewhere(acme, { ...change(id), lastDay: '2026-10-31' }));
    expect([await elsewhere('22'), await elsewhere('21'), await elsewhere('2')]).toEqual([true, false, false]);
  });

  test('they wait until the accruals of the commitment at that end are settled: posted, given up, or covered', async () => {
    const requisition = (sourceId: string) => ({ kind: 'requisition', sourceId }) as const;
    await approved('31', '2026-10-19T12:00:00Z', 'C31');
    await billed('311', 'C31');
    expect(await begun(['31'])).toEqual(['31']);
    await accrued(requisition('311'), 'C31', null);
    const pending = () => inTenant((tx) => tx.accruals.pending(acme, 'C31', '2026-10-31', ['approved']));
    expect([await begun(['31']), await pending()]).toEqual([[], ['311-2026-10-31']]);
    await accrued(requisition('311'), 'C31', '7.00');
    expect([await begun(['31']), await pending()]).toEqual([['31'], []]);
    expect(await coveredOf('C31')).toEqual([{ item: 'change_order_item:71', amount: '7.00' }]);
  });

  test('what is billed and what is accrued of one requisition counts once, and nothing of what is dated later', async () => {
    await approved('41', '2026-10-19T12:00:00Z', 'C41');
    await billed('411', 'C41', '2026-10-31');
    await accrued({ kind: 'requisition', sourceId: '411' }, 'C41', '5');
    await billed('412', 'C41', '2026-11-01');
    await accrued({ kind: 'requisition', sourceId: '412' }, 'C41', '3');
    // What is accrued of the change order itself covers nothing of it.
    await accrued({ kind: 'changeOrder', sourceId: '41' }, 'C41', '100');
    expect((await coveredOf('C41')).map(({ item, amount }) => [item, Number(amount)])).toEqual([
      ['change_order_item:71', 8],
    ]);
  });

  test('an item that is accrued of another change order of the commitment is told, and nothing that came to nothing', async () => {
    const change = (sourceId: string) => ({ kind: 'changeOrder', sourceId, lastDay: '2026-10-31' }) as const;
    const ofOthers = (id: string) => inTenant((tx) => tx.accruals.itemsOfOthers(acme, 'C51', change(id)));
    await accrued(change('cco-51'), 'C51', '9.00', '2026-09-30');
    await accrued(change('52'), 'C51', '0');
    expect([await ofOthers('51'), await ofOthers('cco-51')]).toEqual([['change_order_item:71'], []]);
  });

  async function posted(
    tx: Tx,
    document: DocumentRow,
    step: 'voucher' | 'accrual',
    entries: readonly Entry[],
  ): Promise<void> {
    const { id: documentId, sourceId } = document;
    const reserved = await tx.postings.reserve(acme, {
      ...{ documentId, step, ordinal: 1, key: `PC${step}${sourceId}`, origin: 'sent', leaseMs: 60_000 },
      ...{
        system: 'fusion',
        kind: 'invoice',
        subject: `${step}${sourceId}`,
        occupies: false,
        supplier: '',
        number: '',
      },
      ...{ because: null, planStep: step, planId: null },
    });
    const moved = await tx.postings.move(reserved, 'confirmed', { stage: 'vouchered' });
    await tx.effects.write(moved!, [{ document, entries }]);
  }
});
