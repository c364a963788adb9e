import type { Worker } from '@temporalio/worker';
import { runTogether } from './run-together';

type Fake = Pick<Worker, 'run' | 'shutdown' | 'getState'> & { fail(error: Error): void; isTold(): boolean };

/** Ends when it is told; what is under way takes it `drainMs`. */
function fake(drainMs = 0): Fake {
  let state: 'RUNNING' | 'DRAINING' | 'STOPPED' | 'FAILED' = 'RUNNING';
  let end = (): void => undefined;
  let fail = (_error: Error): void => undefined;
  let told = false;
  return {
    run: async () => {
      await new Promise<void>((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
      state = 'STOPPED';
    },
    getState: () => state,
    shutdown: () => {
      if (state !== 'RUNNING') throw new Error(`cannot shut down while ${state}`);
      told = true;
      state = 'DRAINING';
      setTimeout(() => end(), drainMs);
    },
    fail: (error) => {
      state = 'FAILED';
      fail(error);
    },
    isTold: () => told,
  };
}

test('when one worker of a process fails, the others are shut down, and only then it has failed', async () => {
  const [first, failing, slow] = [fake(), fake(), fake(200)];
  const { done } = runTogether([first, failing, slow]);
  failing.fail(new Error('no poll'));
  await expect(done).rejects.toThrow('no poll');
  expect([first, slow].map((one) => [one.isTold(), one.getState()])).toEqual([
    [true, 'STOPPED'],
    [true, 'STOPPED'],
  ]);
});

test('told to shut down, all end, and nothing has failed', async () => {
  const workers = [fake(), fake(50)];
  const together = runTogether(workers);
  together.shutdown();
  await expect(together.done).resolves.toBeUndefined();
  expect(workers.map((one) => one.getState())).toEqual(['STOPPED', 'STOPPED']);
});
