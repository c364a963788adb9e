import { groupIdOf } from '../../../../domain/fusion/journals/group-id';
import type { Posted } from '../../../erp-adapter';
import { Rejected, Unauthorised } from '../../../http/client-error';
import { documentsNamed, requestStatus } from '../../calls/erp-integrations';
import { groupOf, hasEnded, openStates, schedulerRequest, schedulerRequests } from '../../calls/scheduler';
import type { SchedulerRequest } from '../../calls/scheduler';
import type { FusionConnection } from '../../connect';
import { archiveName } from './interface-file';

/** What became of the import of a group that stands nowhere. */
export type RequestFate =
  /** Neither file nor request nor, so far as this tells, anything else of it arrived. */
  | { readonly kind: 'nothing' }
  /** It may bring it about still. */
  | { readonly kind: 'running'; readonly requestId: string; readonly state: string }
  | { readonly kind: 'ended'; readonly requestId: string; readonly state: string }
  /** Nothing may be concluded; `why` ends a sentence. */
  | { readonly kind: 'unclear'; readonly why: string };

/** Requests looked at for the one that took a file. */
const mostRequests = 500;
const mostAsked = 100;
/** A request of which nobody hears for so long is not waited for any more. */
const unheardMs = 24 * 3_600_000;
/** Names of what other imports left in UCM. */
const otherDocuments = ['GlInterface', 'ImportBulkData_'];

/**
 * By the request's id, where the answer said one; else by the file in UCM and the scheduler. What cannot be read decides nothing: a
 * person is asked, and nothing is sent again.
 */
export async function requestFate(fusion: FusionConnection, one: Posted): Promise<RequestFate> {
  const requestId = one.reference?.['requestId'];
  return requestId === undefined ? byFile(fusion, one) : byRequest(fusion, one, requestId);
}

async function byRequest(fusion: FusionConnection, one: Posted, requestId: string): Promise<RequestFate> {
  const { caller } = fusion;
  const said = await requestStatus(caller, requestId);
  const state = said === '' ? ((await unless(() => schedulerRequest(caller, requestId)))?.state ?? '') : said;
  if (!hasEnded(state)) {
    const sentAt = one.firstSentAt === null ? null : Date.parse(one.firstSentAt);
    if (state === '' && sentAt !== null && fusion.nowMs() - sentAt > unheardMs) {
      return { kind: 'unclear', why: `Fusion says nothing of request ${requestId}, which was to import it, for a day` };
    }
    return { kind: 'running', requestId, state };
  }
  // The import itself may be a request of its own that the parent does not wait for (reference 8.4).
  const others = await openOfGroup(fusion, one);
  if ('why' in others) return { kind: 'unclear', why: others.why };
  const [other] = others.ofGroup;
  return other === undefined
    ? { kind: 'ended', requestId, state }
    : { kind: 'running', requestId: other.requestId, state: other.state };
}

async function byFile(fusion: FusionConnection, one: Posted): Promise<RequestFate> {
  const { caller } = fusion;
  const name = archiveName(one.key);
  const documents = await unless(() => documentsNamed(caller, name));
  if (documents === null) return unreadable('documents in UCM', one);
  const others = await openOfGroup(fusion, one);
  if ('why' in others) {
    const isNew = one.firstSentAt === null && documents.length === 0;
    return isNew ? { kind: 'nothing' } : { kind: 'unclear', why: others.why };
  }
  const [running] = others.ofGroup;
  if (running !== undefined) return { kind: 'running', requestId: running.requestId, state: running.state };
  if (documents.length === 0) {
    if (one.firstSentAt === null || (await seesDocuments(fusion))) return { kind: 'nothing' };
    return unreadable('documents in UCM', one);
  }
  // The file arrived. A load under way does not show which group it is for.
  const [mayBe] = others.unnamed;
  if (mayBe !== undefined) return { kind: 'running', requestId: mayBe.requestId, state: mayBe.state };
  const ended = await endedOfGroup(fusion, one);
  return (
    ended ?? {
      kind: 'unclear',
      why: `the file ${name} arrived in UCM, which request took it is not to be seen, and no journal batch stands`,
    }
  );
}

function unreadable(what: string, { firstSentAt }: Posted): RequestFate {
  // Before anything was sent the batch alone decides; a run that was forgotten is found by it.
  if (firstSentAt === null) return { kind: 'nothing' };
  return { kind: 'unclear', why: `Fusion shows the integration user no ${what}, which may be missing access` };
}

interface OpenRequests {
  readonly ofGroup: readonly SchedulerRequest[];
  /** Submitted since the posting was sent, and without a group that shows. */
  readonly unnamed: readonly SchedulerRequest[];
}

/** Requests under way, of all that the scheduler has; `why`: it shows none at all. */
async function openOfGroup(
  fusion: FusionConnection,
  { key, firstSentAt }: Posted,
): Promise<OpenRequests | { readonly why: string }> {
  const { caller } = fusion;
  const group = groupIdOf(key);
  const read = await unless(async () => {
    if ((await schedulerRequests(caller, null, 1)).length === 0) return null;
    const open: SchedulerRequest[] = [];
    for (const state of openStates)
      open.push(...(await schedulerRequests(caller, `state eq "${state}"`, mostRequests)));
    return open;
  });
  if (read === null) {
    return { why: 'Fusion shows the integration user no requests of the scheduler, which may be missing access' };
  }
  if (read.length > mostAsked) return { why: `${String(read.length)} requests are under way, too many to ask each` };
  const asked = await Promise.all(read.map(({ requestId }) => unless(() => schedulerRequest(caller, requestId))));
  const known = asked.filter((one) => one !== null).filter(({ state }) => !hasEnded(state));
  const sinceMs = firstSentAt === null ? Infinity : Date.parse(firstSentAt) - fusion.settings.clockMarginMs;
  return {
    ofGroup: known.filter((one) => groupOf(one) === group),
    unnamed: known.filter((one) => groupOf(one) === '' && isSince(one, sinceMs)),
  };
}

/** The import of the group among the requests since the posting was sent; null: none shows it. */
async function endedOfGroup(fusion: FusionConnection, { key, firstSentAt }: Posted): Promise<RequestFate | null> {
  if (firstSentAt === null) return null;
  const { caller, settings } = fusion;
  const sinceMs = Date.parse(firstSentAt) - settings.clockMarginMs;
  const q = `submissionTime ge "${new Date(sinceMs).toISOString()}"`;
  const found = await unless(() => schedulerRequests(caller, q, mostRequests));
  const recent = (found ?? []).filter((one) => isSince(one, sinceMs)).slice(-mostAsked);
  for (const { requestId } of recent.toReversed()) {
    const one = await unless(() => schedulerRequest(caller, requestId));
    if (one === null || groupOf(one) !== groupIdOf(key)) continue;
    const root = one.absParentRequestId === '' ? one.requestId : one.absParentRequestId;
    return { kind: hasEnded(one.state) ? 'ended' : 'running', requestId: root, state: one.state };
  }
  return null;
}

function isSince({ submissionTime }: SchedulerRequest, sinceMs: number): boolean {
  const at = Date.parse(submissionTime);
  return Number.isNaN(at) || at >= sinceMs;
}

/** An answer that cannot be read is another matter than one that refuses. */
const refusals = [400, 403, 404];

/** Any file of an import proves that files are shown. */
async function seesDocuments({ caller }: FusionConnection): Promise<boolean> {
  for (const prefix of otherDocuments) {
    if (((await unless(() => documentsNamed(caller, prefix))) ?? []).length > 0) return true;
  }
  return false;
}

/** Null where the user may not read it, or the pod does not take the question. What cannot be had just now is thrown. */
async function unless<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Unauthorised || (error instanceof Rejected && refusals.includes(error.status ?? 0)))
      return null;
    throw error;
  }
}
