import { isAskedAgain } from './asked-again';

test('each time that a person asks counts once, and nothing before he does', () => {
  expect(isAskedAgain({})).toBe(false);
  expect(isAskedAgain({ askedAgain: '10:00' })).toBe(true);
  expect(isAskedAgain({ askedAgain: '10:00', askedAgainDone: '10:00' })).toBe(false);
  expect(isAskedAgain({ askedAgain: '11:00', askedAgainDone: '10:00' })).toBe(true);
});
