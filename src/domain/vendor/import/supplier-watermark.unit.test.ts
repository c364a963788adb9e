import { isWholeDue, supplierWatermark, withStamps } from './supplier-watermark';

// Which suppliers a look for changes has not seen yet, by stamps of whole seconds that may come late.

const now = '2026-11-20T12:00:00.000Z';
const first = withStamps(supplierWatermark(null), [{ id: '7004', at: '2026-11-20T09:30:15' }], now);
const later = '2026-11-20T12:15:00.000Z';
const carried = { ...first, pending: [] };

test('what is seen for the first time is pending, with everything that waits already', () => {
  const next = withStamps(first, [{ id: '7005', at: '2026-11-20T10:00:00' }], now);
  expect(next).toMatchObject({ newest: '2026-11-20T10:00:00', pending: ['7004', '7005'], until: now });
});

test('a second change within the second that was read bears the same stamp: it is read again until that is over, and once after that', () => {
  const stamps = [{ id: '7004', at: '2026-11-20T09:30:15' }];
  const again = withStamps(carried, stamps, '2026-11-20T12:00:01.999Z');
  expect(again.pending).toEqual(['7004']);
  const once = withStamps({ ...again, pending: [] }, stamps, later);
  expect(once.pending).toEqual(['7004']);
  expect(withStamps({ ...once, pending: [] }, stamps, later).pending).toEqual([]);
});

test('a change that was committed late, with an older stamp, is seen within the overlap', () => {
  const known = { id: '7004', at: '2026-11-20T10:30:15' };
  const settled = { ...withStamps(withStamps(carried, [known], now), [known], later), pending: [] };
  const late = { id: '7006', at: '2026-11-20T09:00:00' };
  const seen = withStamps(settled, [late, known], later);
  expect(seen.pending).toEqual(['7006']);
  const again = withStamps({ ...seen, pending: [] }, [late, known], later);
  expect(again.pending).toEqual([]);
  expect(withStamps(again, [{ id: '7007', at: '2026-11-20T08:00:00' }], later).pending).toEqual([]);
});

test('what lies behind the overlap is not kept', () => {
  const known = { id: '7005', at: '2026-11-21T10:00:00' };
  const next = withStamps(withStamps(carried, [known], now), [known], later);
  expect(Object.keys(next.seen)).toEqual(['7005']);
});

test('all are read by the first look, and once a day', () => {
  expect(isWholeDue(first, now)).toBe(true);
  expect(isWholeDue({ ...first, wholeAt: '2026-11-19T12:00:01.000Z' }, now)).toBe(false);
  expect(isWholeDue({ ...first, wholeAt: '2026-11-19T12:00:00.000Z' }, now)).toBe(true);
});
