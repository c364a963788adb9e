import type { Problem } from '../domain/holds/hold-reason';
import { resume } from '../domain/holds/remedy';
import { causeKey } from '../domain/holds/cause-key';
import type { AgainBecause, PassEnd } from '../domain/posting/stages/pass';
import type { DocumentRef } from '../workflows/messages';
import { endWithHold } from './end-with-hold';
import { endWithWait } from './end-with-wait';
import type { ActivityPorts } from './ports';

const lookAgainMs = 300_000;
const quotaAgainMs = 60_000;
const quotaUsedUp = 'the quota of the outside system is used up';
const againLookAgainMs = 3_600_000;

/**
 * A pass whose activity failed for good: a refusal for a person, a system that is away or a used-up quota for later. Also many
 * passes in a row that each began anew: a person must know.
 */
export function createHoldForFailure(ports: ActivityPorts) {
  const { store } = ports;
  return async function holdForFailure(failure: {
    ref: DocumentRef;
    activity: string;
    /** `Again`: no failure; `activity` says why the passes began anew. */
    failureType: string;
    /** What the failure says: a client's message is written to be shown. */
    said?: string;
    /** When a throttle ends. */
    retryAfterMs?: number | null;
  }): Promise<PassEnd> {
    const { document, clock } = await store.inTenant(failure.ref.tenantId, async (tx) => ({
      clock: await tx.versionRows.clockNow(failure.ref),
      document: await tx.documents.see(failure.ref, failure.ref),
    }));
    if (failure.failureType === 'Throttled') {
      return endWithWait(ports, document, { afterMs: failure.retryAfterMs ?? quotaAgainMs, why: quotaUsedUp });
    }
    const problem = problemOf(failure.activity, failure.failureType, failure.said ?? '');
    // What was mended after the pass began it may have missed, whenever it failed.
    const asOf = document.passClock ?? clock;
    return endWithHold(ports, document, {
      problems: [problem],
      asOf,
      ...(problem.kind === 'waiting' ? { wakeAfterMs: lookAgainMs } : {}),
      ...(failure.failureType === 'Again' ? { wakeAfterMs: againLookAgainMs } : {}),
    });
  };
}

function problemOf(activity: string, failureType: string, said: string): Problem {
  const subject = { field: 'activity', value: activity };
  switch (failureType) {
    case 'Again':
      return {
        field: 'pass',
        value: activity,
        reason: 'needsPerson',
        kind: 'person',
        message: `It was begun anew many times in a row, because ${againText(activity)}. It is tried again every hour.`,
        remedies: [{ act: 'byHand', text: 'Find out what keeps it from coming to an end', andThen: resume }],
      };
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

const becauseText: Readonly<Record<AgainBecause, string>> = {
  mended: 'what it would have been held for was changed each time while it was read',
  changed: 'it was heard to have changed each time while it was planned',
  overtaken: 'each answer of Procore was overtaken by another one that was asked for later',
  stale:
    'right before sending it might not be sent as planned: a lower number of its commitment is open or a higher one is posted, ' +
    'its number is covered by an opening balance, the connection may not post, or planning took too long',
};

function againText(why: string): string {
  return Object.entries(becauseText).find(([name]) => name === why)?.[1] ?? 'something changed each time';
}
