import { isEcho, type EchoFacts } from './is-echo';

const writeBack = {
  userId: '7',
  openedAt: new Date('2026-03-01T10:00:00Z'),
  returnedUpdatedAt: new Date('2026-03-01T10:00:01Z'),
};
const echo: EchoFacts = { eventUserId: '7', eventAt: new Date('2026-03-01T10:00:01Z'), ourUserId: '7', writeBack };

test('what we wrote ourselves is an echo, up to 2 s after what Procore returned', () => {
  expect(isEcho(echo)).toBe(true);
  expect(isEcho({ ...echo, eventAt: new Date('2026-03-01T10:00:03Z') })).toBe(true);
});

test.each<[string, Partial<EchoFacts>]>([
  ['the user is another', { eventUserId: '8' }],
  ['the user is not said', { eventUserId: null }],
  ['our own user is not known', { ourUserId: null }],
  ['our user changed since the write', { writeBack: { ...writeBack, userId: '6' } }],
  ['the time is not said', { eventAt: null }],
  ['we wrote nothing', { writeBack: null }],
  ['our write has no answer yet', { writeBack: { ...writeBack, returnedUpdatedAt: null } }],
  ['it is later than the answer and 2 s', { eventAt: new Date('2026-03-01T10:00:03.001Z') }],
  ['it is earlier than the write', { eventAt: new Date('2026-03-01T09:59:57.999Z') }],
])('in doubt it is a change: %s', (_case, change) => {
  expect(isEcho({ ...echo, ...change })).toBe(false);
});
