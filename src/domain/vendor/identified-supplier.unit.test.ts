import type { CommitmentWanted } from '../commitment/commitment-wanted';
import type { Problem } from '../holds/hold-reason';
import { PostedEffects } from '../posting/books/posted-effects';
import type { Planned, PlannerInput } from '../posting/plan/planner';
import { commitment } from '../procore/procore-documents.fixture';
import { emptyPlan } from '../commitment/empty-plan';
import { settings, supplier } from '../fusion/requisition/planner.fixture';
import { fusionIdentity } from '../fusion/supplier-identity';
import { supplier as jdeSupplier } from '../jde/requisition/plan.fixture';
import { jdeIdentity } from '../jde/supplier-identity';
import { ofLinkedSupplier } from './identified-supplier';
import type { LinkedVendor } from './linked-vendor';
import type { SupplierIdentity } from './supplier-identity';

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
  return ofLinkedSupplier<CommitmentWanted>(() => own, fusionIdentity)(input);
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

describe('an address book number of JDE', () => {
  const sparks = { name: 'Sparks Electric', taxDigest: 'A' };

  /** Who has number 70123 now; `vendor` is what the link knows. */
  function inJde(vendor: Partial<LinkedVendor>, now: { readonly name: string; readonly taxDigest?: string }) {
    const wanted = {
      commitment,
      vendor: { partyId: 'p1', linked: true, supplierNumber: '70123', ...vendor },
    } as CommitmentWanted;
    const { taxId: _, ...kept } = jdeSupplier;
    const input: PlannerInput<CommitmentWanted> = {
      ...{ wanted, effects: new PostedEffects([]), decisions: [], settings: null, today: '2026-11-05' },
      facts: { get: (kind) => (kind === 'supplier' ? { ...kept, ...now } : undefined) },
    };
    return ofLinkedSupplier<CommitmentWanted>(
      () => ({ plan: emptyPlan({ mappingVersion: 1 }, []) }),
      jdeIdentity,
    )(input);
  }
  const seen = (identity: SupplierIdentity) => ({ identity: { number: '70123', ...identity } });

  test('is noted with the first plan', () => {
    expect(inJde({ identity: null }, sparks)).toMatchObject({
      plan: { identified: { partyId: 'p1', identity: { number: '70123', ...sparks } } },
    });
    expect(inJde({}, { name: 'Sparks Electric', taxDigest: '' })).toMatchObject({
      plan: { identified: { identity: { number: '70123', name: 'Sparks Electric' } } },
    });
  });

  test.each<[string, Partial<LinkedVendor>, { readonly name: string; readonly taxDigest: string }, string]>([
    ['another tax id', seen(sparks), { name: 'Sparks Electric', taxDigest: 'B' }, 'its tax id is another'],
    [
      'another name and tax id',
      seen(sparks),
      { name: 'Blue Heron', taxDigest: 'B' },
      'it was Sparks Electric then and is Blue Heron now; its tax id is another',
    ],
    [
      'another name, and none has a tax id',
      seen({ name: 'Sparks Electric' }),
      { name: 'Blue Heron', taxDigest: '' },
      'is Blue Heron now',
    ],
    ['another name, and the tax id gone', seen(sparks), { name: 'Blue Heron', taxDigest: '' }, 'is Blue Heron now'],
    [
      'another tax id than it was linked with, before it was ever seen',
      { identity: null, taxDigest: 'A' },
      { name: 'Blue Heron', taxDigest: 'B' },
      'its tax id is another',
    ],
  ])('with %s is another supplier, and nothing is posted', (_case, vendor, now, says) => {
    const planned = inJde(vendor, now);
    expect(planned).toMatchObject({
      problems: [{ reason: 'vendorConflict', field: 'AN8', value: '70123', causeKey: 'vendor:p1' }],
    });
    expect('problems' in planned ? planned.problems[0]?.message : '').toContain(says);
  });

  test.each<[string, Partial<LinkedVendor>, { readonly name: string; readonly taxDigest?: string }]>([
    ['a new name under the same tax id', seen(sparks), { name: 'Sparks Power', taxDigest: 'A' }],
    ['the name written otherwise', seen({ name: 'Sparks Electric' }), { name: 'SPARKS  ELECTRIC.', taxDigest: '' }],
    ['a tax id that was missing', seen({ name: 'Sparks Electric' }), { name: 'Sparks Electric', taxDigest: 'A' }],
    ['what was kept before it told', seen(sparks), { name: 'Blue Heron' }],
  ])('with %s is the same supplier', (_case, vendor, now) => {
    expect(inJde(vendor, now)).toEqual({ plan: emptyPlan({ mappingVersion: 1 }, []) });
  });
});
