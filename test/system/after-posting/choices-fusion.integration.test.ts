import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts, editJson, workedProjectId } from '../support/added-contracts';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
import { buyersOrder, fusionVendor as vendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import type { Rig } from '../support/rig';

// A difference is dated by the day of its decision, so what is open in Fusion is open today.
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const account = '200.4411.1340.26010.000';
const first = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const after = (totalBefore: string, withheldBefore: string) => ({
  ...first,
  ...{ total: '15000.00', totalBefore, withheld: '1500.00', withheldBefore },
});

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceType: string;
  readonly InvoiceAmount: string;
  readonly CanceledFlag: boolean;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderLineNumber: string | null }[];
}

let system: FusionRig;
let rig: Rig;
const orders = new Map<string, { readonly headerId: string; readonly lineId: string }>();
const contracts = ['ADJUST', 'THERE-AND-BACK', 'BY-HAND', 'VOIDED'];

beforeAll(async () => {
  system = await startFusionRig({
    today,
    before: async (sandbox) => {
      for (const number of contracts) orders.set(number, await buyersOrder(sandbox, { number, account }));
    },
    shape: (data) => {
      addContracts(
        data,
        contracts.map((number) => {
          const before = number === 'VOIDED' ? after('10000.00', '1000.00') : after('9000.00', '900.00');
          return {
            number,
            vendorId: vendor.id,
            requisitions: [
              { items: [first], end },
              { items: [before], end },
            ],
          };
        }),
      );
      editJson(join(data, 'procore/projects', workedProjectId, 'work_order_contracts.json'), (rows) => {
        for (const contract of rows) {
          const order = orders.get(String(contract['number']));
          if (order === undefined) continue;
          contract['origin_id'] = order.headerId;
          const [line] = contract['line_items'] as Record<string, unknown>[];
          if (line !== undefined) line['origin_id'] = order.lineId;
        }
      });
    },
  });
  ({ rig } = system);
  await rig.goLive(['4411']);
});
afterAll(() => system.close());

const settled = ['vouchered', 'posted'];

async function posted(contract: string, number = 1): Promise<DocumentRow> {
  const document = await rig.requisition(contract, number);
  await rig.hintOne(document.sourceId);
  return rig.untilStage(document.sourceId, settled);
}

/** Every invoice of the requisition that is not canceled, by number: what is to be paid, and what its lines move. */
async function books(contract: string, number = 1) {
  const own = (await system.items<Invoice>('invoices')).filter(
    (one) => one.InvoiceNumber.startsWith(`INV-${contract}-${number}`) && !one.CanceledFlag,
  );
  const sum = (amounts: readonly string[]): string => Decimal.sum(0, ...amounts).toFixed(2);
  const lines = own.flatMap(({ invoiceLines }) => invoiceLines);
  return {
    numbers: own.map(({ InvoiceNumber }) => InvoiceNumber),
    payable: sum(own.map(({ InvoiceAmount }) => InvoiceAmount)),
    onOrder: sum(lines.filter((line) => line.PurchaseOrderLineNumber != null).map((line) => line.LineAmount)),
    retainage: sum(lines.filter((line) => line.PurchaseOrderLineNumber == null).map((line) => line.LineAmount)),
  };
}

test('example H, adjusted: a credit memo on the same order line, and the books come to the new content', async () => {
  const document = await posted('ADJUST');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  const { offer } = await offered(rig, document);
  expect(offer.choices[0]).toMatchObject({
    kind: 'adjust',
    facts: { number: 'INV-ADJUST-1-R2', payable: '-900.00 USD' },
  });
  expect(offer.choices[0]?.moves).toEqual(expect.arrayContaining([{ account, orderLine: '1', amount: '-1000.00' }]));
  // The answer is lost after Fusion has made it: it is found by its key, and made once.
  await system.control('POST', 'faults', {
    match: { method: 'POST', resource: 'invoices' },
    kind: 'commitThenLose',
    count: 1,
  });
  await choose(rig, document, 'adjust');
  await rig.untilStage(document.sourceId, settled);
  expect(await books('ADJUST')).toEqual({
    numbers: ['INV-ADJUST-1', 'INV-ADJUST-1-R2'],
    ...{ payable: '8100.00', onOrder: '9000.00', retainage: '-900.00' },
  });
  await posted('ADJUST', 2);
  expect(await books('ADJUST', 2)).toMatchObject({ payable: '5400.00', onOrder: '6000.00', retainage: '-600.00' });
});

test('from A to B, back to A and to B again: each time by a choice of its own, and the books follow', async () => {
  const document = await posted('THERE-AND-BACK');
  for (const [total, withheld, payable] of [
    ['9000.00', '900.00', '8100.00'],
    ['10000.00', '1000.00', '9000.00'],
    ['9000.00', '900.00', '8100.00'],
  ] as const) {
    await edit(rig, document, { total, withheld });
    await choose(rig, document, 'adjust');
    await rig.untilStage(document.sourceId, settled);
    expect(await books('THERE-AND-BACK')).toMatchObject({ payable, onOrder: total, retainage: `-${withheld}` });
  }
  expect((await books('THERE-AND-BACK')).numbers).toHaveLength(4);
});

test('handled by hand, nothing is sent and the next number counts the new content', async () => {
  const document = await posted('BY-HAND');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  await choose(rig, document, 'byHand');
  await rig.untilStage(document.sourceId, ['byHand']);
  expect(await books('BY-HAND')).toMatchObject({ numbers: ['INV-BY-HAND-1'], payable: '9000.00' });
  await posted('BY-HAND', 2);
  expect(await books('BY-HAND', 2)).toMatchObject({ payable: '5400.00', onOrder: '6000.00', retainage: '-600.00' });
});

test('canceled by AP, it is posted again only by a choice, under a number of its own', async () => {
  const document = await posted('VOIDED');
  await system.control('POST', 'ap/cancel', { invoice: 'INV-VOIDED-1' });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(document.sourceId, ['held']);
  await decide(rig, document, { kind: 'confirmVoided' });
  const { offer } = await offered(rig, document);
  expect(offer.choices.map(({ kind }) => kind)).toEqual(['postAgain', 'byHand', 'leave']);
  await choose(rig, document, 'postAgain');
  await rig.untilStage(document.sourceId, settled);
  expect(await books('VOIDED')).toMatchObject({ numbers: ['INV-VOIDED-1-R2'], payable: '9000.00' });
  await posted('VOIDED', 2);
  expect(await books('VOIDED', 2)).toMatchObject({ payable: '4500.00' });
});
