import type { JsonObject, JsonValue } from '../../http/json-value';
import { stringify } from 'lossless-json';
import type { FusionState } from '../fusion-state';
import type { EssRequest } from './ess-requests';

/** As the pod spells it: the setting `words`. */
export const spelled = (state: FusionState, word: string): string => state.settings.words[word] ?? word;

/** A JSON document in a text; `JOBS` and `CHILD` are an object when there is one, an array when there are several (reference 8.5). */
export function jobTree(state: FusionState, request: EssRequest): string {
  const jobs = state.ess.childrenOf(request).map((child) => jobOf(state, child));
  return stringify({ JOBS: oneOrSeveral(jobs) }) ?? '';
}

function jobOf(state: FusionState, request: EssRequest): JsonObject {
  const children = state.ess.childrenOf(request).map((child) => jobOf(state, child));
  return {
    JOBNAME: request.jobName,
    JOBPATH: request.jobPath,
    REQUESTID: request.id,
    STATUS: spelled(state, request.state),
    ...(children.length === 0 ? {} : { CHILD: oneOrSeveral(children) }),
  };
}

const oneOrSeveral = (jobs: readonly JsonObject[]): JsonValue => (jobs.length === 1 ? (jobs[0] ?? null) : jobs);
