import type { CallObservation } from '../../clients/http/http-connection';
import type { CallOutcome, Metrics } from '../../telemetry/metrics';

/** Every call to an outside system, counted by connection, kind and outcome. */
export function observeCalls(metrics: Metrics): (connectionId: string, call: CallObservation) => void {
  return (connectionId, call) => {
    const seen = { connectionId, kind: call.operation, outcome: outcomeOf(call), durationMs: call.durationMs };
    if (call.system === 'procore') metrics.procoreCalled(seen);
    else metrics.erpCalled(call.system, seen);
  };
}

function outcomeOf({ outcome, status }: CallObservation): CallOutcome {
  switch (outcome) {
    case 'Rejected':
      return 'rejected';
    case 'Throttled':
      return 'throttled';
    case 'Unavailable':
      return 'unavailable';
    case 'Unauthorised':
      return 'unauthorised';
    case 'NotSent':
      return 'notSent';
    case 'OutcomeUnknown':
      return 'outcomeUnknown';
    case 'givenUp':
      return 'givenUp';
    case 'answered':
      if (status === null || status < 400) return 'ok';
      if (status === 401 || status === 403 || status === 444) return 'unauthorised';
      if (status === 429) return 'throttled';
      return status >= 500 ? 'unavailable' : 'rejected';
  }
}
