import { ActivityFailure, ApplicationFailure, RetryState, TimeoutFailure, TimeoutType } from '@temporalio/common';
import { failureOf } from './failure-of';

const failed = (cause: Error) =>
  new ActivityFailure(undefined, 'fetchRequisition', '1', RetryState.NON_RETRYABLE_FAILURE, 'worker', cause);

test('the words of a refusal are passed on; those of a fault of our own, which may hold anything, are not', () => {
  const refusal = ApplicationFailure.nonRetryable('procore showCommitment: no permission', 'Rejected');
  expect(failureOf(failed(refusal))).toEqual({
    type: 'Rejected',
    retryAfterMs: null,
    said: 'procore showCommitment: no permission',
  });
  const fault = ApplicationFailure.nonRetryable('x is undefined', 'TypeError');
  expect(failureOf(failed(fault))).toMatchObject({ type: 'TypeError', said: '' });
  expect(failureOf(failed(new TimeoutFailure('late', undefined, TimeoutType.HEARTBEAT)))).toMatchObject({
    type: 'Unavailable',
    said: '',
  });
});
