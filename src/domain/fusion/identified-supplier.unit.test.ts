import type { CommitmentWanted } from '../commitment/commitment-wanted';
import type { Problem } from '../holds/hold-reason';
import { PostedEffects } from '../posting/books/posted-effects';
import type { Planned, PlannerInput } from '../posting/plan/planner';
import { commitment } from '../procore/procore-documents.fixture';
import type { LinkedVendor } from '../vendor/linked-vendor';
import { emptyPlan } from '../commitment/empty-plan';
import { ofLinkedSupplier } from './identified-supplier';
import { settings, supplier } from './requisition/planner.fixture';

const then = { instance: 'acme.fa', id: '3001', number: '1252', created: '2021-03-04T15:12:44.120Z', partyId: '4001' };
const other: Problem = {
  ...{ reason: 'needsPerson', kind: 'person', field: 'x', value: '', message: 'x' },
  remedies: [{ act: 'inErp', text: 'x' }],
};

function planned(
  identity: LinkedVendor['identity'],
  now: Record<string, string> | undefined,
  own: Planned = { plan: emptyPlan({ mappingVersion: 1 }, []) },
) {
  const wanted = {
    commitment,
    vendor: { partyId: 'p1', linked: true, supplierNumber: '1252', ...(identity === undefined ? {} : { identity }) },
  } as CommitmentWanted;
  const fact = { ...supplier, ...(now === undefined ? {} : { identity: now }) };
  const input: PlannerInput<CommitmentWanted> = {
    ...{ wanted, effects: new PostedEffects([]), decisions: [], settings: settings(), today: '2026-11-05' },
    facts: { get: (kind) => (kind === 'supplier' ? fact : undefined) },
  };
  return ofLinkedSupplier<CommitmentWanted>(() => own)(input);
}

test('seen for the first time under a link, who the supplier is goes with the plan', () => {
  expect(planned(null, then)).toMatchObject({ plan: { identified: { partyId: 'p1', identity: then } } });
  expect(planned(undefined, then)).toMatchObject({ plan: { identified: { identity: then } } });
});

test.each([
  ['id', { ...then, id: '3002' }],
  ['day of creation', { ...then, created: '2026-11-01T00:00:00.000Z' }],
  ['party', { ...then, partyId: '4002' }],
  ['instance', { ...then, instance: 'acme-test.fa' }],
])('a number under which Fusion has another supplier by its %s posts nothing', (_part, now) => {
  expect(planned(then, now)).toMatchObject({
    problems: [{ reason: 'vendorConflict', value: '1252', causeKey: 'vendor:p1' }],
  });
  expect(planned(then, now, { problems: [other], choices: [] })).toMatchObject({
    problems: [{ reason: 'vendorConflict' }, { reason: 'needsPerson' }],
  });
});

test('the same supplier plans as ever, and what is not shown says nothing', () => {
  const { partyId: _, ...less } = then;
  for (const now of [then, less, undefined]) {
    expect(planned(then, now)).toEqual({ plan: emptyPlan({ mappingVersion: 1 }, []) });
  }
  expect(planned(less, then)).toMatchObject({ plan: {} });
  expect(planned(null, then, { problems: [other], choices: [] })).toEqual({ problems: [other], choices: [] });
});
