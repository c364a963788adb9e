import { commitmentWays, requisitionWays } from './jde-under-faults';
import { fusionWays } from './fusion-under-faults';
import { fusionKinds } from '../../../src/domain/fusion/kinds/kinds';
import { jdeKinds } from '../../../src/domain/jde/kinds/kinds';
import { procoreTarget } from '../../../src/clients/procore/target';

/** Kinds that those of both ERPs bring about there are told apart by whose stand-in takes their call. */
const reached = (at: 'jde' | 'fusion' | 'procore'): string[] => {
  const all = [requisitionWays, commitmentWays, fusionWays].flatMap((ways) => Object.entries(ways));
  return [...new Set(all.filter(([, way]) => way.at === at).map(([called, { kind = called }]) => kind))].sort();
};
const named = (kinds: readonly { readonly name: string }[]): string[] => kinds.map(({ name }) => name).sort();

/** It is never sent again, so it comes through no storm: its faults are those of bank-changes. */
const sentOnce = 'bank';
/** Nobody sends it: it meets no fault but those of reads, in jde-matches. */
const awaited = named(jdeKinds.filter(({ nature }) => nature === 'awaits'));

test('every kind of posting of JD Edwards but that of bank details meets its faults in jde-troubles', () => {
  expect([...reached('jde'), ...awaited, sentOnce].sort()).toEqual(named(jdeKinds));
});

test('every kind of posting of Fusion meets its faults in fusion-troubles', () => {
  expect(reached('fusion')).toEqual(named(fusionKinds));
});

test('every kind of what is written in Procore meets its faults in fusion-troubles', () => {
  const { kinds } = procoreTarget({} as never, {} as never, {} as never, { name: 'x' } as never);
  expect(reached('procore')).toEqual([...kinds.keys()].sort());
});
