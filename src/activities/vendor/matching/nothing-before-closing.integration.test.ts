import { testContext } from '../../../../test/stack/test-context';
import { closeMatching } from '../../../application/vendors/matching/close-matching';
import { acceptExact } from '../../../application/vendors/matching/decide-matches';
import { undoMatch } from '../../../application/vendors/matching/undo-match';
import type { Problem } from '../../../domain/holds/hold-reason';
import type { MatchDecision } from '../../../domain/vendor/matching/match-decision';
import { LEE } from '../../../sandbox/fusion/testing/test-company.fixture';
import { createMatchVendor } from '../match-vendor';
import { openTwoSides, type TwoSides } from './two-sides.fixture';

// A vendor is neither linked by itself nor created before the matching is closed, nor while somebody is to decide about it.

const granite = '300000047414504';

let on: TwoSides;
beforeEach(async () => {
  on = await openTwoSides({ fusion: { queryable: { 'suppliers.TaxpayerId': true } } });
});
afterEach(() => on.close());

const context = () => testContext(on.acme, { identity: 'C. Controller', role: 'operator' });
const partyOf = (vendor: string) =>
  on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.parties.ofVendor(on.scope, vendor));
/** One pass of the vendor's workflow: how it ended, and what it is held for. */
async function pass(vendor: string): Promise<{ next: string; problems: readonly Problem[] }> {
  const { id } = await partyOf(vendor);
  const { next } = await createMatchVendor(on.ports)({ ...on.scope, kind: 'vendor', sourceId: id, projectId: '' });
  const held = await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.holds.list(on.scope));
  return { next, problems: held.flatMap(({ document, problems }) => (document.sourceId === id ? problems : [])) };
}
async function decide(vendor: string, supplier: string, decision: MatchDecision): Promise<void> {
  await on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
    const [own, other] = [
      await tx.companyRecords.byIds(on.scope, 'procore', [vendor]),
      await tx.companyRecords.byIds(on.scope, 'erp', [supplier]),
    ];
    const vendorIdentity = own.get(vendor)?.identity ?? '';
    const supplierIdentity = other.get(supplier)?.identity ?? '';
    await tx.matches.decide(on.scope, [{ vendor, supplier, decision, vendorIdentity, supplierIdentity }]);
  });
}
/** The planner of Fusion was asked to make a supplier, and says that none is made there: as far as a pass can come. */
const reachedThePlanner = { problems: [{ message: expect.stringContaining('none is made from here') as string }] };

test('until the matching is closed it is held; closing lets it go on', async () => {
  const zenith = await on.addVendor({ name: 'Zenith Roofing' });
  const held = { problems: [{ reason: 'vendorUnknown', remedies: [{ act: 'matchVendors', to: 'close' }, {}] }] };
  await expect(pass(zenith)).resolves.toMatchObject({ next: 'hold', ...held });
  await on.match();
  await expect(pass(zenith)).resolves.toMatchObject({ next: 'hold', ...held });
  await expect(closeMatching(await context())).resolves.toMatchObject({ released: 1 });
  await expect(pass(zenith)).resolves.toMatchObject(reachedThePlanner);
});

test('a vendor whose tax id one supplier has is not linked by itself before closing', async () => {
  const lee = await on.addVendor({ name: 'L. S. Materials' });
  await on.procore.call('POST', `/rest/v1.0/vendors/${lee}/business_register?company_id=562949953421312`, {
    business_register: { type: 'ein', identifier: '91-2047719' },
  });
  await on.changeSupplier(LEE, {
    ...{ TaxpayerId: '912047719', TaxpayerCountryCode: 'US', TaxOrganizationTypeCode: 'CORPORATION' },
  });
  await on.match();
  await expect(pass(lee)).resolves.toMatchObject({ next: 'hold' });
  expect((await partyOf(lee)).erpNumber).toBeNull();
  await acceptExact(await context());
  await closeMatching(await context());
  await expect(pass(lee)).resolves.toEqual({ next: 'close', problems: [] });
  // Rejected after all, it is not found again by the same tax id.
  await undoMatch(await context(), { vendor: lee, supplier: LEE });
  await decide(lee, LEE, 'reject');
  await expect(pass(lee)).resolves.toMatchObject(reachedThePlanner);
});

test('after closing, what nobody decided about it holds it; rejected, it goes on', async () => {
  const peak = await on.addVendor({ name: 'Granite Peak LLC' });
  await on.match();
  await closeMatching(await context());
  await expect(pass(peak)).resolves.toMatchObject({
    problems: [{ reason: 'vendorConflict', remedies: [{ to: 'decide' }], facts: { '1253': 'Granite Peak' } }],
  });
  await decide(peak, granite, 'reject');
  await expect(pass(peak)).resolves.toMatchObject(reachedThePlanner);
});

test('a vendor that is never to be linked is held until that is taken back', async () => {
  const zenith = await on.addVendor({ name: 'Zenith Roofing' });
  await on.match();
  await closeMatching(await context());
  await decide(zenith, '', 'never');
  await expect(pass(zenith)).resolves.toMatchObject({
    problems: [{ reason: 'vendorUnknown', remedies: [{ to: 'undo', vendorId: zenith }, {}] }],
  });
  await undoMatch(await context(), { vendor: zenith, supplier: '' });
  await expect(pass(zenith)).resolves.toMatchObject(reachedThePlanner);
});
