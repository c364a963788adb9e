import { ApplicationFailure } from '@temporalio/common';
import { Throttled } from '../clients/http/client-error';
import { Refusal } from '../domain/refusal';
import { toFailure } from './to-failure';

test('a database that is away fails an activity by a type of its own, which is tried again, and without its words', () => {
  const error = Object.assign(new Error('host 10.0.0.5'), { code: '57P01', severity: 'FATAL' });
  const failure = toFailure(error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type: 'DatabaseAway', nonRetryable: false });
  expect((failure as ApplicationFailure).message).not.toContain('10.0.0.5');
});

test('a refusal of ours is not tried again; a throttle waits as long as it says; a fault stays what it is', () => {
  expect(toFailure(new Refusal('no'))).toMatchObject({ type: 'Refused', nonRetryable: true });
  const throttled = new Throttled('too many', { system: 'procore', operation: 'list', retryAfterMs: 5_000 });
  expect(toFailure(throttled)).toMatchObject({ type: 'Throttled', nonRetryable: false, nextRetryDelay: 5_000 });
  const fault = new RangeError('no step');
  expect(toFailure(fault)).toBe(fault);
});
