import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts } from '../support/added-contracts';
import { edit, lastMonthEnd } from '../support/after-choices';
import {
  first,
  next,
  ofSupplier,
  randomWalks,
  seed,
  theNextNumber,
  walk,
  type Code,
  type WalkedErp,
} from '../support/choice-walks';
import { startRig, type Rig } from '../support/rig';
import { pairWalks, walkPair } from '../support/two-number-walks';

const accountOf = { '26-010.S': '4411.1340.26010', '03-300.S': '4411.1340.03300' } as const;
const walks = randomWalks(
  { codes: ['26-010.S', '26-010.S', '03-300.S'], suppliers: [0, 0, 1], left: [false, true] },
  4,
);
const pairs = pairWalks(2);
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const otherCode = '03-300.S';

let rig: Rig;
let ap: AccountsPayable;
let erp: WalkedErp;
const wbsCodes = new Map<Code, unknown>();
/** Of the added contracts, and one whose supplier is another. */
let ownVendorId = '';
const otherVendorId = '562949953439999';
let otherSupplier = '';
beforeAll(async () => {
  rig = await startRig({
    today,
    posting: { creditDocumentType: 'PD', zeroPayable: 'journal' },
    shape: (data) =>
      addContracts(data, [
        ...walks.map((_, index) => ({
          number: `WALK-${index}`,
          requisitions: [first, next(first)].map((item) => ({ items: [item], end })),
        })),
        ...pairs.map((_, index) => ({
          number: `PAIR-${index}`,
          requisitions: [first, next(first), next(next(first))].map((item) => ({ items: [item], end })),
        })),
        { number: 'OWN', requisitions: [{ items: [first], end }] },
        { number: 'OTHER-CODE', requisitions: [{ items: [{ ...first, code: otherCode }], end, status: 'draft' }] },
      ]),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
  erp = {
    ...{ rig, retainage: '200.4110', settled: ['posted'], editTo },
    accountOf: (code) => accountOf[code],
    taken: async (document) => {
      await delivered(document);
      await ap.taken(document);
    },
    leftToAp: delivered,
    voids: (document) => ap.voids(document),
    books,
  };
  const records = await rig.control('procore', 'GET', 'records/requisitions');
  const all = Object.values(
    records as Record<string, { id: string; vendor_id: string; items: { wbs_code: unknown }[] }[]>,
  ).flat();
  for (const [contract, code] of [['WALK-0', first.code] as const, ['OTHER-CODE', otherCode] as const]) {
    const { sourceId } = await rig.requisition(contract, 1);
    const record = all.find(({ id }) => id === sourceId);
    wbsCodes.set(code, record?.items[0]?.wbs_code);
    ownVendorId = record?.vendor_id ?? '';
  }
  const [order] = await ap.postingsOf(await ap.posted('OWN'), 'order');
  const suppliers = await rig.table('F0401');
  const another = suppliers.find((row) => row['AN8'] !== order?.supplier && row['HDPY'] === '' && row['HOLD'] === '');
  otherSupplier = another?.['AN8'] ?? '';
  await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const { id } = await tx.parties.ofVendor(rig.scope, otherVendorId);
    await tx.parties.link(rig.scope, id, { number: otherSupplier, taxId: '' });
  });
});
afterAll(() => rig.close());

const editTo: WalkedErp['editTo'] = async (document: DocumentRow, content) => {
  const { supplier, code, ...amounts } = content;
  const place = `projects/${document.projectId}/requisitions/${document.sourceId}`;
  const item = { id: String(BigInt(document.sourceId) * 100n), wbs_code: wbsCodes.get(code) };
  const vendor = supplier === 0 ? ownVendorId : otherVendorId;
  await rig.control('procore', 'PATCH', place, { items: [item], vendor_id: Number(vendor) });
  await edit(rig, document, amounts);
};

/** One choice may be two postings. */
const delivered = ({ sourceId }: DocumentRow): Promise<void> =>
  rig.until('what was chosen is posted', async () => {
    const { stage, open } = await rig.document(sourceId);
    return stage === 'delivered' && !open;
  });

/** By supplier; of rows that AP has not taken, what the batch tables show. */
async function books(document: DocumentRow): Promise<Record<string, string>> {
  const sums: Record<string, Decimal> = {};
  for (const { key, state, supplier } of await ap.vouchersOf(document)) {
    if (state !== 'confirmed') continue;
    const add = (name: string, amount: string | undefined): void => {
      const of = ofSupplier(supplier === otherSupplier ? 1 : 0, name);
      sums[of] = (sums[of] ?? new Decimal(0)).plus(amount ?? '0');
    };
    for (const row of await rig.table('F0911Z1', { EDTN: key })) add(row['ANI']?.trim() ?? '', row['AA']);
    const inLedger = await rig.table('F0411', { VR01: key });
    const payItems = inLedger.length > 0 ? inLedger : await rig.table('F0411Z1', { EDTN: key });
    for (const row of payItems) add('payable', row['AG']);
  }
  return Object.fromEntries(Object.entries(sums).map(([name, amount]) => [name, amount.toFixed(2)]));
}

/** Of each walk: whether the next number was posted. */
const wentOn: boolean[] = [];

test.each(walks.map((path, index) => [index, path] as const))(
  `walk %s of seed ${seed}: the books of JDE are what the choices say, after each of them`,
  async (index, path) => {
    const document = await ap.posted(`WALK-${index}`);
    const model = await walk(erp, document, path);
    wentOn.push(await theNextNumber(erp, document, model, `WALK-${index}`));
  },
);

test('in some of the walks the next number went on, and the lower one was changed under it', () => {
  expect(wentOn).toContain(true);
});

/** Of each pair: whether both numbers differed at once. */
const differed: boolean[] = [];

test.each(pairs.map((path, index) => [index, path] as const))(
  `pair %s of seed ${seed}: two numbers are edited, and the books of JDE are what the choices about each say`,
  async (index, path) => {
    const one = await ap.posted(`PAIR-${index}`);
    const [two, three] = [await rig.requisition(`PAIR-${index}`, 2), await rig.requisition(`PAIR-${index}`, 3)];
    await rig.hintOne(two.sourceId);
    await erp.taken(two);
    differed.push((await walkPair(erp, [one, two, three], path)).bothDiffered);
  },
);

test('in some of the pairs the lower and the higher number differed at once', () => {
  expect(differed).toContain(true);
});
