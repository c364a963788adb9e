import { textOf } from '../../http/json-value';
import type { AisRequest } from '../ais-request';
import type { Answer } from '../../http/send-answer';
import type { Fault } from '../control/fault';
import { getNextPage, getTable, postQuery } from '../data-service/data-service';
import { runOrchestration } from '../orchestrations/run-orchestration';
import type { SandboxState } from '../sandbox-state';
import { tokenRequest } from '../sessions/token-request';
import { logout, validateToken } from '../sessions/validate-token';
import { defaultConfig } from './default-config';
import { discover, openApiCatalog } from './discover';
import { discoverReport, executeReport, reportStatus } from './reports';

export interface Route {
  readonly methods: readonly ('get' | 'post')[];
  readonly paths: readonly string[];
  /** How the call log names the call. */
  readonly kind: (request: AisRequest) => string;
  readonly endpoint: (state: SandboxState, request: AisRequest, fault?: Fault) => Answer;
}

const everyVersion = ['/jderest', '/jderest/v2', '/jderest/v3'];
const firstTwo = ['/jderest', '/jderest/v2'];

function under(prefixes: readonly string[], ...paths: string[]): string[] {
  return prefixes.flatMap((prefix) => paths.map((path) => `${prefix}/${path}`));
}

const always =
  (kind: string): Route['kind'] =>
  () =>
    kind;

/** Login, logout and validate of the orchestrator tree come before the orchestrations, whose names are free. */
export const routes: readonly Route[] = [
  {
    methods: ['get', 'post'],
    paths: under(firstTwo, 'defaultconfig'),
    kind: always('defaultconfig'),
    endpoint: defaultConfig,
  },
  { methods: ['post'], paths: under(firstTwo, 'tokenrequest'), kind: always('tokenrequest'), endpoint: tokenRequest },
  {
    methods: ['post'],
    paths: under(firstTwo, 'tokenrequest/validate'),
    kind: always('validate'),
    endpoint: validateToken,
  },
  { methods: ['post'], paths: under(firstTwo, 'tokenrequest/logout'), kind: always('logout'), endpoint: logout },
  {
    methods: ['get', 'post'],
    paths: under(everyVersion, 'orchestrator/jde-login'),
    kind: always('tokenrequest'),
    endpoint: tokenRequest,
  },
  {
    methods: ['get', 'post'],
    paths: under(everyVersion, 'orchestrator/jde-validate-session'),
    kind: always('validate'),
    endpoint: validateToken,
  },
  {
    methods: ['get', 'post'],
    paths: under(everyVersion, 'orchestrator/jde-logout'),
    kind: always('logout'),
    endpoint: logout,
  },
  {
    methods: ['get', 'post'],
    paths: under(['/jderest/v2'], 'dataservice/next'),
    kind: always('dataservice:next'),
    endpoint: getNextPage,
  },
  {
    methods: ['get'],
    paths: under(['/jderest/v2'], 'dataservice/:kind/:name'),
    kind: (request) => `dataservice:${request.parameters['name'] ?? ''}`,
    endpoint: getTable,
  },
  {
    methods: ['post'],
    paths: under(firstTwo, 'dataservice'),
    kind: (request) => `dataservice:${textOf(request.body['targetName']) ?? 'batch'}`,
    endpoint: postQuery,
  },
  {
    methods: ['get'],
    paths: under(firstTwo, 'discover', 'discover/:name'),
    kind: always('discover'),
    endpoint: discover,
  },
  {
    methods: ['get'],
    paths: under(['/jderest/v3'], 'open-api-catalog3', 'open-api-catalog3/:name'),
    kind: always('open-api-catalog3'),
    endpoint: openApiCatalog,
  },
  {
    methods: ['post'],
    paths: under(['/jderest/v2'], 'report/execute'),
    kind: always('report:execute'),
    endpoint: executeReport,
  },
  {
    methods: ['post'],
    paths: under(['/jderest/v2'], 'report/status'),
    kind: always('report:status'),
    endpoint: reportStatus,
  },
  {
    methods: ['post'],
    paths: under(['/jderest/v2'], 'report/discover'),
    kind: always('report:discover'),
    endpoint: discoverReport,
  },
  {
    methods: ['get', 'post'],
    paths: under(everyVersion, 'orchestrator/:name'),
    kind: (request) => `orchestrator:${request.parameters['name'] ?? ''}`,
    endpoint: runOrchestration,
  },
];
