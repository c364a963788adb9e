import { fakePod } from '../../src/clients/fusion/fake-pod.fixture';
import { fusionUnderTest } from '../../src/clients/fusion/fusion-under-test.fixture';
import { meet } from '../../src/clients/fusion/on-sandbox/meet.fixture';
import { invoiceBody, keyOf, orderBody } from '../../src/clients/fusion/sample-bodies.fixture';
import type { JournalImportBody } from '../../src/domain/fusion/bodies/journal-import-body';
import { directCostMember, journals } from '../../src/domain/fusion/journals/journal-member.fixture';
import { describePortContract, type PortUnderTest } from './posting-port.contract';

const three = [1, 2, 3];

async function over(
  kind: string,
  bodyOf: (number: number) => { readonly key: string },
  lose: (rows: Record<string, Record<string, unknown>[]>, reference: Readonly<Record<string, string>>) => void,
): Promise<PortUnderTest> {
  const fake = await fakePod();
  const { adapter, at } = fusionUnderTest(fake);
  const own = at(kind);
  const bodies = three.map((number) => ({ key: bodyOf(number).key, body: bodyOf(number) }));
  const last = bodyOf(4);
  return {
    // An empty answer is proven by rows that stand, or by the business unit: of the last one neither can be seen.
    port: {
      ...own.port,
      look: async (of) => {
        if (of.some(({ key }) => key === last.key)) fake.rows['finBusinessUnitsLOV'] = [];
        return own.port.look(of);
      },
    },
    kind,
    bodies,
    unprovable: { key: last.key, body: last },
    compare: (body, found) => own.kind.compare(own.kind.parse(body), found),
    lose: async (_key, reference) => lose(fake.rows, reference),
    close: async () => {
      await adapter.close();
      await fake.close();
    },
  };
}

describePortContract('orders of Fusion', { lostStage: 'voided', canBeHalf: false }, () =>
  over('purchaseOrder', orderBody, (rows, { poHeaderId }) => {
    const row = rows['draftPurchaseOrders']?.find((one) => String(one['POHeaderId']) === poHeaderId);
    Object.assign(row ?? {}, { StatusCode: 'CANCELED' });
  }),
);

describePortContract('invoices of Fusion', { lostStage: 'voided', canBeHalf: false }, () =>
  over('invoice', invoiceBody, (rows, { invoiceId }) => {
    const row = rows['invoices']?.find((one) => String(one['InvoiceId']) === invoiceId);
    Object.assign(row ?? {}, { CanceledFlag: true, ValidationStatus: 'Canceled', InvoiceAmount: 0 });
  }),
);

describePortContract('journal groups of Fusion', { lostStage: 'voided', canBeHalf: false }, async () => {
  const at = await meet({ essStepMs: 0 }, { posting: { journals } });
  const { control, set } = at.sandbox;
  await control('POST', 'items/journalBatches', [{ BatchName: 'Payables 77 A 1 2 N', Status: 'P' }]);
  const own = at.fusion.at('journalImport');
  const bodyOf = (number: number): JournalImportBody => ({
    kind: 'journalImport',
    key: keyOf('journal', number),
    createdOn: '2026-07-16',
    setup: { source: 'Procore', category: 'Adjustment' },
    members: [directCostMember(number, `${number}0.00`, { accountingDate: '2026-07-15', period: 'Jul-26' })],
  });
  const last = bodyOf(4);
  return {
    port: {
      ...own.port,
      look: async (of) => {
        const emptyResources = of.some(({ key }) => key === last.key) ? ['journalBatches', 'finBusinessUnitsLOV'] : [];
        await set({
          users: [
            { username: 'sandbox-client', password: '', deniedResources: [], hiddenBusinessUnits: [], emptyResources },
          ],
        });
        return own.port.look(of);
      },
      // The request is told by the answer alone: the batch does not name it.
      send: async (one) => ({ groupId: (await own.port.send?.(one))?.['groupId'] ?? '' }),
    },
    kind: 'journalImport',
    bodies: three.map((number) => ({ key: bodyOf(number).key, body: bodyOf(number) })),
    unprovable: { key: last.key, body: last },
    compare: (body, found) => own.kind.compare(own.kind.parse(body), found),
    lose: async (_key, { batchId }) => {
      await control('POST', 'gl/post', { batch: batchId });
      await control('POST', 'gl/reverse', { batch: batchId, period: 'Now' });
    },
    close: at.close,
  };
});

test('what stands of an act is what it moves: it has no effect of its own to be found', async () => {
  const fake = await fakePod();
  const { adapter } = fusionUnderTest(fake);
  const acts = [...adapter.kinds.values()].filter(({ kind }) => kind.nature === 'acts');
  expect(acts.map(({ kind }) => [kind.name, kind.entries(null).length])).toEqual([
    ['orderSubmission', 0],
    ['orderChangeSubmission', 0],
    ['invoiceSettlement', 0],
    ['invoiceValidation', 0],
  ]);
  await adapter.close();
  await fake.close();
});
