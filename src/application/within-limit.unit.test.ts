import { Throttled, Unavailable } from '../clients/http/client-error';
import { withinLimit } from './within-limit';

const throttled = (retryAfterMs: number) =>
  new Throttled('our share is used up', { system: 'procore', operation: 'showCommitment', retryAfterMs });

/** Answers after that many refusals. */
function reading(...refusals: Error[]) {
  const waited: number[] = [];
  const said: string[] = [];
  const patience = {
    report: (line: string) => said.push(line),
    wait: (ms: number) => Promise.resolve(waited.push(ms)),
  };
  const read = () => {
    const refusal = refusals.shift();
    return refusal === undefined ? Promise.resolve('read') : Promise.reject(refusal);
  };
  return { waited, said, answer: withinLimit(read, patience) };
}

test('a read that the limit of calls holds up is made when its window begins anew, as often as it takes, and that is said', async () => {
  const { answer, waited, said } = reading(throttled(8_000), throttled(1_500));
  await expect(answer).resolves.toBe('read');
  expect(waited).toEqual([8_000, 1_500]);
  expect(said[1]).toContain('goes on in 2 s');
});

test.each([
  ['an hour is not waited for', throttled(61_000)],
  ['another refusal is one', new Unavailable('no answer', { system: 'procore', operation: 'showCommitment' })],
])('%s', async (_what, refusal) => {
  const { answer, waited } = reading(refusal);
  await expect(answer).rejects.toBe(refusal);
  expect(waited).toEqual([]);
});
