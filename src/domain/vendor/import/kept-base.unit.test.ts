import { company } from '../matching/company-records.fixture';
import { baseOf } from './imported-fields';
import { isStopped, keptAfter, keptAsChosen, type KeptBase } from './kept-base';
import type { PairState } from './merge-fields';
import { mergePair } from './merge-pair';
import { readOnly } from './merge-rules.fixture';

// Written three times within an hour without a person: stopped until a person takes a side, or both sides say the same.

const now = '2026-03-01T10:00:00Z';
const later = '2026-03-01T12:00:00Z';
const times = [1, 2, 3].map((plan) => ({ plan, at: `2026-03-01T09:3${String(plan)}:00Z` }));
const vendor = company('9', { name: 'Lee', phone: '1' });
const supplier = company('1', { name: 'Lee', phone: '2', isActive: false });
const kept: KeptBase = {
  ...{ supplier: '1', number: '1', base: baseOf(company('1', { name: 'Lee', phone: '1' }), vendor) },
  written: { phone: { before: '', ours: '1', times }, isActive: { before: 'true', ours: 'false', times } },
};
const merge = (state: KeptBase & PairState, at: string) =>
  mergePair(supplier, vendor, state, {
    ...readOnly,
    now: at,
    isStopped: (field, on) => isStopped(state, field, on, at),
  });
const asked = keptAfter(kept, merge(kept, now));

test('a phone, and whether the vendor is active, are stopped, and stay so when the hour is over', () => {
  expect(asked.conflicts?.map(({ field, why }) => [field, why])).toEqual([
    ['phone', 'backAndForth'],
    ['active', 'backAndForth'],
  ]);
  expect(isStopped(kept, 'phone', 'procore', later)).toBe(false);
  expect(merge(asked, later)).toMatchObject({ changes: [], isActive: null });
});

test("a person takes the ERP's: both are written again, and counted anew", () => {
  const chosen = (asked.conflicts ?? []).reduce((state, one) => keptAsChosen(state, one, 'erp'), asked);
  expect(chosen.conflicts).toBeUndefined();
  expect(merge(chosen, now)).toMatchObject({ changes: [{ field: 'phone', to: '2' }], isActive: false, conflicts: [] });
});

test("a person takes Procore's: both are agreed to differ", () => {
  const chosen = (asked.conflicts ?? []).reduce((state, one) => keptAsChosen(state, one, 'procore'), asked);
  expect(merge(chosen, now)).toMatchObject({
    changes: [],
    isActive: null,
    conflicts: [],
    listed: [{ reason: 'differs' }],
  });
});

test('both sides say the same by now: nobody is asked', () => {
  const same = mergePair({ ...supplier, phone: '1', isActive: true }, vendor, asked, {
    ...readOnly,
    isStopped: (field, on) => isStopped(asked, field, on, now),
  });
  expect(keptAfter(asked, same).conflicts).toBeUndefined();
});
