import { notNoted, withNotes, withSeen } from './bank-note';

const change = (stamp: string, changedOn = '2026-11-29') => ({ account: '****1234', kind: 'V', changedOn, stamp });
const first = change('11 2026-11-29T10:15:00');

test('what people wrote stays as it is, and the note is known again whatever becomes of the blanks around it', () => {
  const notes = withNotes('  power, lighting \n', [first], 'JD Edwards');
  expect(notes).toBe(
    '  power, lighting \n\nBank account ****1234 (V) was entered or changed in JD Edwards on 2026-11-29. Call the company on a number that was known before. [bank H5SIZA2H]',
  );
  expect(notNoted(notes.replaceAll(/\s+/g, ' '), [first])).toEqual([]);
  expect(notNoted('power, lighting', [first])).toEqual([first]);
  expect(notNoted(null, [first])).toEqual([first]);
});

test('another change of the same account on the same day is another note', () => {
  const second = change('11 2026-11-29T10:16:00');
  expect(notNoted(withNotes('', [first], 'JD Edwards'), [first, second])).toEqual([second]);
});

test('a change stays known for longer than any look goes back, and then is forgotten', () => {
  const watermark = withSeen({ until: null, seen: {} }, [first, change('12 x', '2026-08-01')], '2026-11-29');
  expect(Object.keys(withSeen(watermark, [], '2026-11-29').seen)).toEqual([first.stamp]);
  expect(Object.keys(withSeen(watermark, [], '2027-03-01').seen)).toEqual([first.stamp]);
  expect(withSeen(watermark, [], '2027-03-20').seen).toEqual({});
});
