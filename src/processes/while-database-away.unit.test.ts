import { whileDatabaseAway } from './while-database-away';

const away = (): Promise<never> => Promise.reject(new Error('Connection terminated unexpectedly'));

test('what needs the database waits for it', async () => {
  let tries = 0;
  const given = await whileDatabaseAway(60_000, () => ((tries += 1) < 3 ? away() : Promise.resolve('keys')));
  expect([given, tries]).toEqual(['keys', 3]);
});

test('not for ever, and not for a fault', async () => {
  await expect(whileDatabaseAway(0, away)).rejects.toThrow('Connection terminated');
  let tries = 0;
  const faulty = () => Promise.reject(new RangeError(`try ${(tries += 1)}`));
  await expect(whileDatabaseAway(60_000, faulty)).rejects.toThrow('try 1');
});
