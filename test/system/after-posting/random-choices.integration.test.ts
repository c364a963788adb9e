import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts } from '../support/added-contracts';
import { edit, lastMonthEnd } from '../support/after-choices';
import {
  first,
  next,
  randomWalks,
  seed,
  theNextNumber,
  walk,
  type Code,
  type WalkedErp,
} from '../support/choice-walks';
import { startRig, type Rig } from '../support/rig';

const accountOf = { '26-010.S': '4411.1340.26010', '03-300.S': '4411.1340.03300' } as const;
const walks = randomWalks(['26-010.S', '26-010.S', '03-300.S'], 4);
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const otherCode = '03-300.S';

let rig: Rig;
let ap: AccountsPayable;
let erp: WalkedErp;
const wbsCodes = new Map<Code, unknown>();
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
        { number: 'OTHER-CODE', requisitions: [{ items: [{ ...first, code: otherCode }], end, status: 'draft' }] },
      ]),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
  erp = {
    ...{ rig, retainage: '200.4110', settled: ['posted'], editTo },
    accountOf: (code) => accountOf[code],
    taken: (document) => ap.taken(document),
    voids: (document) => ap.voids(document),
    books: (document) => ap.books(document),
  };
  const records = await rig.control('procore', 'GET', 'records/requisitions');
  const all = Object.values(records as Record<string, { id: string; items: { wbs_code: unknown }[] }[]>).flat();
  for (const [contract, code] of [['WALK-0', first.code] as const, ['OTHER-CODE', otherCode] as const]) {
    const { sourceId } = await rig.requisition(contract, 1);
    wbsCodes.set(code, all.find(({ id }) => id === sourceId)?.items[0]?.wbs_code);
  }
});
afterAll(() => rig.close());

const editTo: WalkedErp['editTo'] = async (document: DocumentRow, content) => {
  const { code, ...amounts } = content;
  const place = `projects/${document.projectId}/requisitions/${document.sourceId}`;
  const item = { id: String(BigInt(document.sourceId) * 100n), wbs_code: wbsCodes.get(code) };
  await rig.control('procore', 'PATCH', place, { items: [item] });
  await edit(rig, document, amounts);
};

test.each(walks.map((path, index) => [index, path] as const))(
  `walk %s of seed ${seed}: the books of JDE are what the choices say, after each of them`,
  async (index, path) => {
    const document = await ap.posted(`WALK-${index}`);
    const model = await walk(erp, document, path);
    await theNextNumber(erp, document, model, `WALK-${index}`);
  },
);
