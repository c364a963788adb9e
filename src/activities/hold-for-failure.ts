import type { Problem } from '../domain/holds/hold-reason';
import { resume } from '../domain/holds/remedy';
import { causeKey } from '../domain/holds/cause-key';
import type { PassEnd } from '../domain/posting/pass';
import type { DocumentRef } from '../workflows/messages';
import { endWithHold } from './end-with-hold';
import { endWithWait } from './end-with-wait';
import type { ActivityPorts } from './ports';

const lookAgainMs = 300_000;
const quotaAgainMs = 60_000;
const quotaUsedUp = 'the quota of the outside system is used up';

/** A pass whose activity failed for good: a refusal for a person, a system that is away or a used-up quota for later. */
export function createHoldForFailure(ports: ActivityPorts) {
  const { store } = ports;
  return async function holdForFailure(failure: {
    ref: DocumentRef;
    activity: string;
    failureType: string;
    /** What the failure says: a client's message is written to be shown. */
    said?: string;
    /** When a throttle ends. */
    retryAfterMs?: number | null;
  }): Promise<PassEnd> {
    const { document, asOf } = await store.inTenant(failure.ref.tenantId, async (tx) => ({
      asOf: await tx.versionRows.clockNow(failure.ref),
      document: await tx.documents.see(failure.ref, failure.ref),
    }));
    if (failure.failureType === 'Throttled') {
      return endWithWait(ports, document, { afterMs: failure.retryAfterMs ?? quotaAgainMs, why: quotaUsedUp });
    }
    const problem = problemOf(failure.activity, failure.failureType, failure.said ?? '');
    return endWithHold(ports, document, {
      problems: [problem],
      asOf,
      ...(problem.kind === 'waiting' ? { wakeAfterMs: lookAgainMs } : {}),
    });
  };
}

function problemOf(activity: string, failureType: string, said: string): Problem {
  const subject = { field: 'activity', value: activity };
  switch (failureType) {
    case 'Unauthorised':
      return {
        ...subject,
        reason: 'credentials',
        kind: 'person',
        message: `A system refused our credentials (${activity}).`,
        remedies: [{ act: 'checkConnection' }],
        causeKey: causeKey.credentials(),
      };
    case 'Unavailable':
    case 'NotSent':
    case 'OutcomeUnknown':
      return {
        ...subject,
        reason: 'erpUnreachable',
        kind: 'waiting',
        message: `A system did not answer usably (${activity}, ${failureType}).`,
        remedies: [{ act: 'byItself', text: 'It is tried again every five minutes' }, { act: 'checkConnection' }],
      };
    default:
      return {
        ...subject,
        reason: 'needsPerson',
        kind: 'person',
        message:
          said === ''
            ? `${activity} failed (${failureType}). The activity's failure in the Temporal UI says why.`
            : `${activity} was refused (${failureType}): ${said}`,
        remedies: [{ act: 'byHand', text: 'Mend what it says', andThen: resume }],
      };
  }
}
