import type { AisRequest } from '../ais-request';

export const AFFINITY_COOKIE = 'AIS_NODE';
const NODES = ['ais1', 'ais2'];
let turn = 0;

/** Two virtual servers behind one balancer: the cookie decides, without one they take turns. */
export function balancerNode(request: AisRequest): string {
  const cookie = request.cookies[AFFINITY_COOKIE];
  if (cookie !== undefined && NODES.includes(cookie)) {
    return cookie;
  }
  turn += 1;
  return NODES[turn % NODES.length] ?? 'ais1';
}
