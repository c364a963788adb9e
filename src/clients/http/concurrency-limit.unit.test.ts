import { ConcurrencyLimit } from './concurrency-limit';

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('never runs more than its limit and lets the others in as they came', async () => {
  const limit = new ConcurrencyLimit(2);
  const gates = [gate(), gate(), gate(), gate()];
  const began: number[] = [];
  let most = 0;
  const all = gates.map((one, index) =>
    limit.run(async () => {
      began.push(index);
      most = Math.max(most, limit.running);
      await one.opened;
    }),
  );
  await settled();
  expect(began).toEqual([0, 1]);
  gates[1]!.open();
  await settled();
  expect(began).toEqual([0, 1, 2]);
  gates.forEach((one) => one.open());
  await Promise.all(all);
  expect(began).toEqual([0, 1, 2, 3]);
  expect(most).toBe(2);
  expect(limit.running).toBe(0);
});

test('a call that fails gives its place back', async () => {
  const limit = new ConcurrencyLimit(1);
  await expect(limit.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(limit.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
});

test('who gives up while waiting is not run and takes no place', async () => {
  const limit = new ConcurrencyLimit(1);
  const first = gate();
  const running = limit.run(() => first.opened);
  const controller = new AbortController();
  let ran = false;
  const waiting = limit.run(async () => {
    ran = true;
  }, controller.signal);
  controller.abort(new Error('given up'));
  await expect(waiting).rejects.toThrow('given up');
  first.open();
  await running;
  await expect(limit.run(() => Promise.resolve('next'))).resolves.toBe('next');
  expect(ran).toBe(false);
});

test.each([0, -1, 1.5])('a limit of %s is refused', (limit) => {
  expect(() => new ConcurrencyLimit(limit)).toThrow(/at least 1/);
});
