import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { edit, lastMonthEnd } from '../support/after-choices';
import {
  first,
  next,
  ofSupplier,
  randomWalks,
  seed,
  theNextNumber,
  walk,
  type WalkedErp,
} from '../support/choice-walks';
import type { FusionRig } from '../support/fusion-rig';
import { startWithLinked } from '../support/linked-contracts';
import { pairWalks, walkPair } from '../support/two-number-walks';

const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const account = '200.4411.1340.26010.000';
const retainage = 'retainage';
/** The order has one line and one supplier, so nothing is recoded or given to another. */
const walks = randomWalks({ codes: ['26-010.S'], suppliers: [0], left: [false] }, 4);
const pairs = pairWalks(2);
const pairOf = (index: number): string => `PAIR-${index}`;
const nameOf = (index: number): string => `WALK-${index}`;

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly CanceledFlag: boolean;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderLineNumber: string | null }[];
}

let system: FusionRig;
let erp: WalkedErp;
const settled = ['vouchered', 'posted'];
const numbers = new Map<string, string>();

beforeAll(async () => {
  system = await startWithLinked(
    [
      ...walks.map((_, index) => ({
        number: nameOf(index),
        requisitions: [first, next(first)].map((item) => ({ items: [item], end })),
      })),
      ...pairs.map((_, index) => ({
        number: pairOf(index),
        requisitions: [first, next(first), next(next(first))].map((item) => ({ items: [item], end })),
      })),
    ],
    { today },
  );
  const { rig } = system;
  for (const name of [...[...walks.keys()].map(nameOf), ...[...pairs.keys()].map(pairOf)]) {
    for (const number of name.startsWith('PAIR') ? [1, 2, 3] : [1, 2]) {
      const { id } = await rig.requisition(name, number);
      numbers.set(id, `INV-${name}-${number}`);
    }
  }
  erp = {
    ...{ rig, retainage, settled, accountOf: () => account },
    taken: async ({ sourceId }) => void (await rig.untilStage(sourceId, settled)),
    voids: async (document) => {
      const newest = (await standing(document)).at(-1)?.InvoiceNumber;
      await system.control('POST', 'ap/cancel', { invoice: newest });
      await rig.activities.pollStanding(rig.scope);
      await rig.untilStage(document.sourceId, ['held']);
    },
    books: async (document) => {
      const own = await standing(document);
      const lines = own.flatMap(({ invoiceLines }) => invoiceLines);
      const onOrder = lines.filter((line) => line.PurchaseOrderLineNumber != null);
      const beside = lines.filter((line) => line.PurchaseOrderLineNumber == null);
      const sum = (amounts: readonly string[]): string => Decimal.sum(0, ...amounts).toFixed(2);
      return {
        [ofSupplier(0, account)]: sum(onOrder.map((line) => line.LineAmount)),
        [ofSupplier(0, retainage)]: sum(beside.map((line) => line.LineAmount)),
        [ofSupplier(0, 'payable')]: sum(own.map(({ InvoiceAmount }) => InvoiceAmount)),
      };
    },
    refuses: (before, moves) => {
      const [billed, bills, payable] = [
        before[ofSupplier(0, account)],
        moves[ofSupplier(0, account)],
        moves[ofSupplier(0, 'payable')],
      ].map((amount) => new Decimal(amount ?? 0)) as [Decimal, Decimal, Decimal];
      // A credit memo on an order line takes back at most what is billed on it: not what people booked beside the order.
      if (billed.plus(bills).isNegative()) return true;
      // The connection does not say that the pod takes an invoice whose lines have another sign than itself, or come to 0.
      return !bills.isZero() && (payable.isZero() || payable.isNegative() !== bills.isNegative());
    },
    editTo: (document, { code: _, supplier: __, ...amounts }) => edit(rig, document, amounts),
  };
});
afterAll(() => system.close());

/** Invoices of the requisition that are not canceled, as they were made. */
async function standing({ id }: DocumentRow): Promise<Invoice[]> {
  const number = numbers.get(id) ?? '';
  const all = await system.items<Invoice>('invoices');
  return all.filter((one) => !one.CanceledFlag && new RegExp(`^${number}(-R\\d+)?$`).test(one.InvoiceNumber));
}

/** Of each walk: whether the next number was posted. */
const wentOn: boolean[] = [];

test.each(walks.map((path, index) => [index, path] as const))(
  `walk %s of seed ${seed}: the books of Fusion are what the choices say, after each of them`,
  async (index, path) => {
    const document = await erp.rig.requisition(nameOf(index), 1);
    await erp.rig.hintOne(document.sourceId);
    await erp.taken(document);
    const model = await walk(erp, document, path);
    wentOn.push(await theNextNumber(erp, document, model, nameOf(index)));
  },
);

test('in some of the walks the next number went on, and the lower one was changed under it', () => {
  expect(wentOn).toContain(true);
});

/** Of each pair: whether both numbers differed at once. */
const differed: boolean[] = [];

test.each(pairs.map((path, index) => [index, path] as const))(
  `pair %s of seed ${seed}: two numbers are edited, and the books of Fusion are what the choices about each say`,
  async (index, path) => {
    const { rig } = erp;
    const [one, two, three] = [
      await rig.requisition(pairOf(index), 1),
      await rig.requisition(pairOf(index), 2),
      await rig.requisition(pairOf(index), 3),
    ];
    for (const document of [one, two]) {
      await rig.hintOne(document.sourceId);
      await erp.taken(document);
    }
    differed.push((await walkPair(erp, [one, two, three], path)).bothDiffered);
  },
);

test('in some of the pairs the lower and the higher number differed at once', () => {
  expect(differed).toContain(true);
});
