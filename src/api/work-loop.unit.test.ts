import { setTimeout as delay } from 'node:timers/promises';
import { startWorkLoop, type WorkLoop } from './work-loop';

let loop: WorkLoop | undefined;
afterEach(() => loop?.stop());

const never = 60_000;
const start = (workOff: () => Promise<number | null>, pollMs = never): { readonly errors: unknown[] } => {
  const errors: unknown[] = [];
  loop = startWorkLoop({ workOff, onError: (error) => errors.push(error), pollMs, gatherMs: 5 });
  return { errors };
};

test('it works at the start, when woken, when the next is due, and at the poll', async () => {
  const answers = [null, 40, null];
  let rounds = 0;
  start(async () => answers[rounds++] ?? null, 300);
  await until(() => rounds === 1);
  loop?.wake();
  await until(() => rounds === 3);
  const sinceMs = performance.now();
  await until(() => rounds === 4);
  expect(performance.now() - sinceMs).toBeGreaterThan(200);
});

test('what it is woken for while at work is worked off afterwards, once for many', async () => {
  let rounds = 0;
  start(async () => {
    rounds += 1;
    if (rounds === 1) {
      await delay(50);
      for (let index = 0; index < 10; index++) loop?.wake();
    }
    return null;
  });
  await delay(200);
  expect(rounds).toBe(2);
});

test('an error is told of, and does not end the loop', async () => {
  let rounds = 0;
  const { errors } = start(async () => {
    rounds += 1;
    throw new Error(`round ${rounds}`);
  }, 20);
  await until(() => rounds >= 3);
  expect(errors.slice(0, 2)).toEqual([new Error('round 1'), new Error('round 2')]);
});

test('stop waits for what is under way, and nothing follows', async () => {
  let begun = 0;
  let ended = 0;
  start(async () => {
    begun += 1;
    await delay(100);
    ended += 1;
    return 0;
  });
  await until(() => begun === 1);
  await loop?.stop();
  await delay(50);
  expect([begun, ended]).toEqual([1, 1]);
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await delay(5);
  }
}
