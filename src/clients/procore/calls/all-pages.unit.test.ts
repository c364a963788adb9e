import { allPages } from './all-pages';

test('a list that is wanted whole tells of the rows it leaves out', async () => {
  const told: string[] = [];
  const page = {
    items: [1],
    unreadable: [{ id: '7', fault: 'code', raw: {} }],
    total: 2,
    hasNext: false,
    serverDate: null,
  };
  expect(
    await allPages(
      () => Promise.resolve(page),
      ({ id }) => told.push(id ?? ''),
    ),
  ).toEqual([1]);
  expect(told).toEqual(['7']);
});
