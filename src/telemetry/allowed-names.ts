/** What is hidden reads so, with its name kept: an operator sees that something was there. */
export const HIDDEN = '[hidden]';

/** Log fields whose values may be shown. Everything else is hidden: amounts, names and bodies have no place in a log. */
export const ALLOWED_FIELDS: ReadonlySet<string> = new Set([
  // the logger's own, and the process
  ...['name', 'pid', 'level', 'time', 'msg', 'component', 'version', 'nodeVersion', 'buildId', 'identity', 'exitCode'],
  ...['file', 'folder', 'address', 'addresses', 'host', 'hostname', 'port', 'bindAddress', 'mode', 'reason', 'hint'],
  // ours: opaque ids and words from closed lists
  ...['tenantId', 'connectionId', 'documentId', 'documentKind', 'projectId', 'companyId', 'requisitionId', 'feed'],
  ...['commitmentId', 'vendorId', 'party', 'snapshotId', 'hintId', 'hintNo', 'decisionId', 'postingId', 'holdId'],
  ...['outboxId', 'planId', 'mappingVersion', 'hashVersion', 'contentHash', 'step', 'ordinal', 'leaseNo'],
  ...['state', 'stage', 'reasonCode', 'reasons', 'causeKey', 'passNo', 'environment', 'erp', 'kind', 'outcome'],
  ...['orderNumber', 'orderType', 'voucherNumber', 'batchNumber', 'webhookId', 'resourceName', 'eventType'],
  ...['subject', 'check', 'migration', 'keyId', 'masterKeyId', 'auditCount', 'auditHead', 'role', 'actorKind'],
  ...['auditHeadAt', 'auditSignature'],
  // counts and durations
  ...['count', 'total', 'attempt', 'attempts', 'page', 'pages', 'rows', 'bytes', 'durationMs', 'retryAfterMs'],
  ...['delayMs', 'timeoutMs', 'pending', 'deadLetters', 'remaining', 'limit', 'resetAt', 'since', 'until', 'dueAt'],
  // HTTP
  ...['method', 'status', 'statusCode', 'correlationId', 'requestId', 'origin', 'remoteAddress', 'orchestration'],
  ...['table', 'operation', 'signal'],
  // Temporal SDK
  ...[
    'namespace',
    'workflowId',
    'runId',
    'workflowRunId',
    'workflowType',
    'activityId',
    'activityType',
    'taskQueue',
    'isLocal',
  ],
  ...['sdkComponent', 'updateId', 'updateName', 'sdkVersion', 'target', 'nonRetryable', 'failureType', 'numInFlight'],
  ...['firstExecutionRunId', 'historyLength', 'workerDeploymentVersion', 'scheduleId', 'queryType', 'signalName'],
]);

/** Left out rather than shown as hidden: long, repeated on every line of the SDK, and of use to nobody. */
export const DROPPED_FIELDS: ReadonlySet<string> = new Set(['taskToken', 'task_token']);

/** Members of errors beside name, message, stack and cause. */
export const ALLOWED_ERROR_MEMBERS: ReadonlySet<string> = new Set([
  ...['type', 'code', 'status', 'statusCode', 'errno', 'syscall', 'address', 'hostname', 'port', 'path'],
  ...['problem', 'correlationId', 'requestId', 'method', 'operation', 'retryAfterMs', 'reasonCode', 'nonRetryable'],
  ...['category', 'nextRetryDelay', 'activityType', 'activityId', 'workflowId', 'workflowType', 'runId', 'retryState'],
  ...['severity', 'schema', 'table', 'column', 'constraint', 'routine', 'failureType'],
]);

/** Lower case. */
export const ALLOWED_HEADERS: ReadonlySet<string> = new Set([
  ...['accept', 'accept-encoding', 'cache-control', 'connection', 'content-encoding', 'content-length', 'content-type'],
  ...['date', 'host', 'origin', 'retry-after', 'server', 'transfer-encoding', 'user-agent', 'vary', 'via'],
  ...['procore-company-id', 'x-request-id', 'x-correlation-id', 'x-namespace', 'total', 'per-page'],
  ...['x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset', 'jde-ais-auth-environment'],
]);

/** Query names whose values may be shown. Names are shown without their index part: `filters[id][]` counts as `filters`. */
export const ALLOWED_QUERY_NAMES: ReadonlySet<string> = new Set([
  ...['page', 'per_page', 'view', 'sort', 'company_id', 'project_id', 'limit', 'offset', 'fields', 'onlydata'],
  ...['totalresults', 'finder', 'maxpagesize', 'preservestoragerefs'],
]);
