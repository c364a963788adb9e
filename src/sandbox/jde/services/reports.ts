import { LosslessNumber } from 'lossless-json';
import { isJsonArray, isJsonObject, numberOf, textOf } from '../../http/json-value';
import type { AisRequest } from '../ais-request';
import { errorAnswer, jsonAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import { EXECUTION_SERVER, type Job } from '../batch/job-queue';
import { PROCESSORS } from '../batch/processors';
import type { SandboxState } from '../sandbox-state';
import { authenticate } from '../sessions/authenticate';
import { stampNow } from '../server-clock';

const STATUS_WORDS = { P: 'Processing', D: 'Done', E: 'Error' } as const;
const OPTIONS = ['User ID', 'Batch Number', 'Transaction Number', 'Transmission Date', 'Mode (blank proof, 1 final)'];

export function executeReport(state: SandboxState, request: AisRequest): Answer {
  const caller = authenticate(state, request);
  if ('status' in caller) {
    return caller;
  }
  const reportName = textOf(request.body['reportName']) ?? '';
  const process = Object.entries(PROCESSORS).find(([name]) => name === reportName)?.[1];
  if (process === undefined) {
    return errorAnswer(500, `Report ${reportName} not found; there are ${Object.keys(PROCESSORS).join(' and ')}`);
  }
  const option = processingOptions(request);
  const mode = option(5) === '1' ? 'final' : 'proof';
  const run = { ediUser: option(1), ediBatch: option(2), mode, user: caller.username } as const;
  const reportVersion = textOf(request.body['reportVersion']) ?? '';
  const job = state.jobs.submit({ reportName, reportVersion, user: caller.username }, () => process(state, run));
  return jobAnswer(state, job);
}

export function reportStatus(state: SandboxState, request: AisRequest): Answer {
  const caller = authenticate(state, request);
  if ('status' in caller) {
    return caller;
  }
  const jobNumber = textOf(request.body['jobNumber']) ?? '';
  if (!(request.body['jobNumber'] instanceof LosslessNumber)) {
    return errorAnswer(400, `jobNumber "${jobNumber}" must be a JSON number`);
  }
  const job = state.jobs.find(Number(jobNumber));
  return job === undefined || textOf(request.body['executionServer']) !== EXECUTION_SERVER
    ? errorAnswer(500, `Job ${jobNumber} not found on this execution server`)
    : jobAnswer(state, job);
}

export function discoverReport(state: SandboxState, request: AisRequest): Answer {
  const caller = authenticate(state, request);
  if ('status' in caller) {
    return caller;
  }
  return jsonAnswer(200, {
    reportName: request.body['reportName'] ?? '',
    reportVersion: request.body['reportVersion'] ?? '',
    poPrompt: { options: OPTIONS.map((title, index) => ({ id: numberOf(index + 1), title })) },
  });
}

function processingOptions(request: AisRequest): (id: number) => string {
  const values = request.body['poValues'];
  const list = isJsonArray(values) ? values.filter((each) => isJsonObject(each)) : [];
  return (id) => {
    const found = list.find((each) => Number(textOf(each['id'])) === id);
    return textOf(found?.['value']) ?? '';
  };
}

function jobAnswer(state: SandboxState, job: Job): Answer {
  const submitted = stampNow(state.settings.timeZone, job.submittedAt);
  const last = stampNow(state.settings.timeZone, job.endedAt ?? job.submittedAt);
  return jsonAnswer(200, {
    reportName: job.reportName,
    reportVersion: job.reportVersion,
    jobNumber: numberOf(job.jobNumber),
    executionServer: EXECUTION_SERVER,
    port: numberOf(6017),
    jobStatus: state.settings.jobStatusWords ? STATUS_WORDS[job.status] : job.status,
    objectType: 'UBE',
    user: job.user,
    environment: state.settings.environments[0] ?? '',
    submitDate: submitted.date,
    lastDate: last.date,
    submitTime: submitted.time,
    lastTime: last.time,
    oid: `${job.reportName}_${job.reportVersion}`,
    queueName: 'QBATCH',
  });
}
