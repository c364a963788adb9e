import { join } from 'node:path';
import { LosslessNumber } from 'lossless-json';
import type { Plan } from '../../../src/domain/posting/plan/planned-step';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts, editJson, mapOnly, type AddedItem } from '../support/added-contracts';
import { jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

const item: AddedItem = { code: '26-010.S', total: '1000.00', withheld: '100.00' };
/** What JDE has no supplier for yet: their texts are longer than its columns. */
const vendors = {
  wordy: {
    id: '800000000000101',
    name: `Stahl- und Anlagenbau Müller ${'x'.repeat(30)}`,
    ein: '77-2000001',
    address: 'Tor 4\r\nIndustriestrasse 1',
    state_code: 'BY',
    business_phone: '+49 (89) 555-0100 Durchwahl 4411',
  },
  stateful: {
    id: '800000000000102',
    name: 'Freistaat Bau',
    ein: '77-2000002',
    address: 'Ring 1',
    state_code: 'Bavaria',
    business_phone: '555-0101',
  },
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      editJson(join(folder, 'procore/vendors.json'), (rows) => {
        for (const { id, ein, name, ...fields } of Object.values(vendors)) {
          const register = { id: new LosslessNumber(`9${id}`), type: 'EIN', identifier: ein };
          const names = { name, company: name, legal_name: name };
          rows.push({ ...rows[0], ...names, ...fields, id: new LosslessNumber(id), business_register: register });
        }
      });
      addContracts(folder, [
        { number: 'WORDY', vendorId: vendors.wordy.id, requisitions: [{ items: [item] }] },
        { number: 'STATEFUL', vendorId: vendors.stateful.id, requisitions: [{ items: [item] }] },
      ]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function hintFirstOf(commitment: string): Promise<DocumentRow> {
  const document = await rig.requisition(commitment, 1);
  await rig.hintOne(document.sourceId);
  return document;
}

test('texts that only inform are shortened or left out, the supplier is made once, and its plan says what was left out', async () => {
  const requisition = await hintFirstOf('WORDY');
  await rig.untilStage(requisition.sourceId, ['delivered']);
  const { F0411Z1 } = await jdeRowsOf(rig, requisition);
  const [supplier] = await rig.table('F0101', { TAX: vendors.wordy.ein });
  expect(supplier?.['AN8']).toBe(F0411Z1[0]?.['AN8']);
  expect(supplier?.['ALPH']).toBe(vendors.wordy.name.slice(0, 40));
  const at = { AN8: supplier?.['AN8'] ?? '' };
  expect(await rig.table('F0116', at)).toMatchObject([{ ADD1: 'Tor 4', ADD2: 'Industriestrasse 1', ADDS: 'BY' }]);
  expect((await rig.table('F0115', at)).map(({ PH1 }) => PH1)).not.toContain(vendors.wordy.business_phone);

  const notes = await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const plans = [];
    for (const { planId } of await rig.documents('vendor'))
      if (planId !== null) plans.push(await tx.plans.load<Plan>(planId));
    return plans.flatMap((plan) => plan.plan.notes);
  });
  expect(notes).toEqual([
    'name is shortened to the 40 characters of F0101.ALPH.',
    'legal_name is shortened to the 40 characters of F0111.MLNM.',
    'business_phone is left out: F0115.PH1 takes 20 characters.',
  ]);
});

test('a state that JDE has no room for holds the vendor before anything is sent; corrected in Procore, all goes on', async () => {
  const requisition = await hintFirstOf('STATEFUL');
  await rig.until('the vendor held', async () =>
    (await rig.holds()).some((one) => one.document.kind === 'vendor' && one.hold.reason === 'doesNotFit'),
  );
  const held = (await rig.holds()).find((one) => one.document.kind === 'vendor');
  expect(held?.problems).toMatchObject([{ field: 'F0116.ADDS', value: 'Bavaria' }]);
  expect(await rig.table('F0101', { TAX: vendors.stateful.ein })).toEqual([]);

  await rig.control('procore', 'PATCH', `vendors/${vendors.stateful.id}`, { state_code: 'BY' });
  await rig.hintOne(held?.document.sourceId ?? '');
  await rig.untilStage(requisition.sourceId, ['delivered']);
  expect(await rig.table('F0101', { TAX: vendors.stateful.ein })).toHaveLength(1);
});
