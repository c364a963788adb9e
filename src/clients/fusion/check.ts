import type { CheckStep } from '../erp-adapter';
import { sendRequest } from '../http/send-request';
import { readFusionAnswer } from './calls/answer';
import { checkAccruals } from './check/accruals';
import { checkChart } from './check/chart';
import { checkJournals } from './check/journals';
import { checkSetup } from './check/setup';
import { checkResources } from './check/resources';
import { tried } from '../tried-step';
import type { FusionConnection } from './connect';
import type { FusionAdapterSettings } from './adapter';

/**
 * "Ping your real systems", step by step: name and TLS, token and scope, each resource by role, what may be asked for, chart,
 * business units, styles, sources, periods, a test supplier's sites. Ends early where nothing further can be tried.
 */
export async function checkConnection(
  fusion: FusionConnection,
  settings: FusionAdapterSettings,
): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  const { host } = new URL(settings.baseUrl);
  const askNetwork = `ask the network administrator for a way from this machine to ${host}, and whether fusion.baseUrl is the whole address of the pod`;
  if (!(await tried(steps, `pod ${host}, name and TLS`, askNetwork, () => reached(fusion)))) return steps;
  const askToken =
    'ask the administrator of the identity domain for client id, secret and scope of the confidential application, and whether the scope is that of the resource application of this pod';
  if (!(await tried(steps, `token by ${settings.authentication.method}`, askToken, () => tokenOf(fusion))))
    return steps;
  await checkResources(steps, fusion);
  await checkChart(steps, fusion);
  await checkSetup(steps, fusion, settings);
  await checkJournals(steps, fusion, settings.posting.journals);
  await checkAccruals(steps, fusion, settings.posting);
  return steps;
}

/** Any answer of JSON, also one that refuses, shows that the pod is there. */
async function reached({ connection, settings }: FusionConnection): Promise<string> {
  const call = { operation: 'resources', effect: 'read' } as const;
  const answer = await sendRequest(connection, {
    ...call,
    method: 'GET',
    url: new URL(`${settings.baseUrl}/fscmRestApi/resources`),
    accept: 'bytes',
    limitMs: settings.readLimitMs,
  });
  const { status, body } = readFusionAnswer(answer, call);
  if (body.kind === 'foreign' && status !== 401) {
    throw new RangeError(`answered ${String(status)} with ${body.description}`);
  }
  return `answers (${String(status)})`;
}

async function tokenOf({ caller }: FusionConnection): Promise<string> {
  const audience = await caller.tokenAudience();
  return audience === null ? 'issued' : `issued, for ${audience}`;
}
