import { zoneOfProject } from './zone-of-project';

test.each([
  ['its own', { timeZone: 'America/Boise' }, 'America/Boise'],
  ['one that Procore says in other words', { timeZone: 'Mountain Time (US & Canada)' }, 'America/Chicago'],
  ['none', { timeZone: null }, 'America/Chicago'],
  ['a project that is not known', null, 'America/Chicago'],
])('days of a project count by its own time zone, else by that of the books: %s', (_what, project, zone) => {
  expect(zoneOfProject(project, 'America/Chicago')).toBe(zone);
});
