import { company } from '../matching/company-records.fixture';
import { baseOf } from './imported-fields';
import { mergePair } from './merge-pair';
import { readOnly } from './merge-rules.fixture';
import { isBackAndForth, noteWritten, putBack, writtenWhenMade, type ShownFields } from './written-fields';

const nothing = { changes: [], taxId: null, isActive: null, keys: null };
const city = (from: string, to: string) => ({ ...nothing, changes: [{ field: 'city' as const, from, to }] });
const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString();
const shown: ShownFields = {
  ...{ name: 'Bay', address: '', city: 'Reno', state: '', zip: '', country: '', phone: '', email: '', website: '' },
  ...{ taxId: '', isActive: 'true', originId: '1' },
};

test('what stood before the first writing is kept however often it is written after', () => {
  const once = noteWritten({}, city('Ojai', 'Denver'), { plan: 1, at: at(0), taken: [] });
  const twice = noteWritten(once, city('Denver', 'Reno'), { plan: 2, at: at(1), taken: [] });
  expect(putBack(twice, shown)).toEqual({
    changes: [{ field: 'city', from: 'Reno', to: 'Ojai' }],
    ...{ isActive: null, clearsKey: false, left: [] },
  });
});

test('only what still stands as it was written is put back; the rest is told', () => {
  const row = {
    ...city('Ojai', 'Denver'),
    ...{ taxId: { type: 'ein' as const, identifier: '912047719' }, isActive: false },
    keys: { originId: '1', originCode: null },
  };
  const written = noteWritten({}, row, { plan: 1, at: at(0), taken: [] });
  const now = { ...shown, city: 'Boulder', taxId: '91-2047719', isActive: 'false' };
  expect(putBack(written, now)).toEqual({
    ...{ changes: [], isActive: true, clearsKey: true },
    left: ['city: it is another since', 'tax id: Procore has no call that takes one away'],
  });
  expect(putBack(writtenWhenMade(row), { ...shown, originId: 'SAGE-1' })).toMatchObject({ clearsKey: false });
});

test('written three times within an hour a field is stopped; a repeated plan, a longer time or a person begins anew', () => {
  const write = (times: readonly [plan: number, minute: number, taken?: string[]][]) =>
    times.reduce(
      (known, [plan, minute, taken = []]) =>
        noteWritten(known, city('Ojai', 'Denver'), { plan, at: at(minute), taken }),
      {},
    );
  const stopped = (times: Parameters<typeof write>[0], minute: number): boolean =>
    isBackAndForth(write(times), 'city', at(minute));
  expect(
    stopped(
      [
        [1, 0],
        [2, 10],
        [3, 20],
      ],
      30,
    ),
  ).toBe(true);
  expect(
    stopped(
      [
        [1, 0],
        [2, 10],
        [3, 20],
      ],
      61,
    ),
  ).toBe(false);
  expect(
    stopped(
      [
        [1, 0],
        [1, 10],
        [1, 20],
      ],
      30,
    ),
  ).toBe(false);
  expect(
    stopped(
      [
        [1, 0],
        [2, 10],
        [3, 20, ['city']],
      ],
      30,
    ),
  ).toBe(false);
});

test('what is stopped is listed and not written, and the other fields are', () => {
  const supplier = company('1', { city: 'Denver', zip: '80202' });
  const vendor = company('9', { name: 'Company 1', city: 'Ojai', zip: '' });
  const base = baseOf(company('1', { city: 'Denver', zip: '' }), vendor);
  const merged = mergePair(...([supplier, vendor, { base }] as const), {
    ...readOnly,
    enforced: new Set(['city']),
    isStopped: (field) => field === 'city',
  });
  expect(merged.changes.map(({ field }) => field)).toEqual(['zip']);
  expect(merged.listed).toMatchObject([{ reason: 'backAndForth' }]);
});
