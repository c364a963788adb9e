import { silenceOf, type ComparedHook } from './webhook-health';
import { eventsOffered, hookNamespace, subscriptions } from './webhook-subscription';

const offer = (name: string, ...actions: string[]) => ({ name, actions });

test('of each resource what is offered is asked for; without updates it is missing', () => {
  const draws = subscriptions.filter(({ resource }) => resource === 'Draw Requests');
  expect(eventsOffered(draws, [offer('Draw Requests', 'create', 'update')])).toEqual({
    events: [
      { resourceName: 'Draw Requests', eventType: 'create' },
      { resourceName: 'Draw Requests', eventType: 'update' },
    ],
    missing: [],
  });
  expect(eventsOffered(draws, [offer('Draw Requests', 'create')]).missing).toEqual(['Draw Requests']);
  expect(eventsOffered(draws, [offer('Requisitions', 'update')])).toEqual({ events: [], missing: ['Draw Requests'] });
});

test('the namespace of a hook tells environments and connections apart', () => {
  const names = ['sandbox', 'production'].map((environment) => hookNamespace({ environment, connectionId: 'acme' }));
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});

test('a hook is silent while Procore cannot deliver, for a day after something was missed, and when nobody compares', () => {
  const now = new Date('2026-11-28T12:00:00Z');
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const well: ComparedHook = {
    ...{ madeAt: hoursAgo(500), comparedAt: hoursAgo(1), amiss: null, lastMissedAt: hoursAgo(25), undelivered: 0 },
  };
  expect(silenceOf(well, now)).toBeNull();
  expect(silenceOf({ ...well, undelivered: 3 }, now)).toContain('3 events');
  expect(silenceOf({ ...well, lastMissedAt: hoursAgo(2) }, now)).toContain('had not arrived');
  expect(silenceOf({ ...well, comparedAt: hoursAgo(49) }, now)).toContain('not compared');
  expect(silenceOf({ ...well, comparedAt: null, madeAt: hoursAgo(1) }, now)).toBeNull();
  expect(silenceOf({ ...well, amiss: 'gone' }, now)).toContain('gone');
});
