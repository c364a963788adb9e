import type { PlannerInput } from '../posting/plan/planner';
import { PostedEffects } from '../posting/books/posted-effects';
import type { VendorWanted } from '../vendor/vendor-wanted';
import { fusionVendorPlanner } from './vendor-planner';

const input = (wanted: VendorWanted | null): PlannerInput<VendorWanted> => ({
  wanted,
  effects: new PostedEffects([]),
  decisions: [],
  facts: { get: () => null },
  settings: {},
  today: '2026-11-05',
});

test('a vendor without a supplier in Fusion is for a person: nothing is planned, and nothing made there', () => {
  const vendor = { id: '8881212', name: 'Lee Supplies' } as VendorWanted['vendor'];
  expect(fusionVendorPlanner(input({ partyId: 'p1', vendor }))).toMatchObject({
    problems: [{ reason: 'vendorUnknown', kind: 'person', causeKey: 'vendor:p1' }],
  });
  expect(fusionVendorPlanner(input(null))).toEqual({ problems: [], choices: [] });
});
