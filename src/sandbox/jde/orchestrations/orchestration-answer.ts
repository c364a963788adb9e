import { LosslessNumber } from 'lossless-json';
import { isJsonArray, isJsonObject, numberOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { jsonAnswer, timeStamp } from '../answer';
import type { Answer } from '../../http/send-answer';
import { formTimeStamp } from '../data-service/grid-answer';
import type { JdeSandboxSettings } from '../settings';

/** Outputs in the value types that the designer left them: numbers as JSON numbers, or all of them as texts. */
export function asDesigned(settings: JdeSandboxSettings, outputs: JsonObject): JsonObject {
  return settings.numericOutputs ? outputs : textsOf(outputs);
}

function textsOf(outputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, textFor(value)]));
}

function textFor(value: JsonValue): JsonValue {
  if (value instanceof LosslessNumber) {
    return value.value;
  }
  if (isJsonArray(value)) {
    return value.map(textFor);
  }
  return isJsonObject(value) ? textsOf(value) : value;
}

/** The `jde__*` members, when the designer switched them on. */
export function statusMembers(
  settings: JdeSandboxSettings,
  status: 'SUCCESS' | 'WARNING' | 'ERROR',
  startedAt: Date,
  simpleMessage?: string,
): JsonObject {
  if (!settings.jdeStatusMembers) {
    return {};
  }
  return {
    ...(simpleMessage === undefined ? {} : { jde__simpleMessage: simpleMessage }),
    jde__status: status,
    jde__startTimestamp: startedAt.toISOString().replace('Z', '+0000'),
    jde__endTimestamp: timeStamp(),
    jde__serverExecutionSeconds: numberOf(((Date.now() - startedAt.getTime()) / 1000).toFixed(3)),
  };
}

/** HTTP 500: the orchestration ended in an exception. */
export function orchestrationErrorAnswer(
  settings: JdeSandboxSettings,
  message: string,
  startedAt: Date,
  status = 500,
): Answer {
  return jsonAnswer(status, {
    message: settings.nestedMessages ? refusedForm(settings, message) : message,
    exception: 'com.oracle.e1.rest.OrchestrationException',
    timeStamp: timeStamp(),
    userDefinedErrorText: message,
    type: 'orchestration',
    status: 'ERROR',
    ...statusMembers(settings, 'ERROR', startedAt, message),
  });
}

/** HTTP 200 although a form refused or warned; without `jde__*` members only the form's own messages tell. */
export function warningMembers(
  settings: JdeSandboxSettings,
  startedAt: Date,
  message = 'Warning: the form returned warnings and was not left',
): JsonObject {
  if (settings.jdeStatusMembers) {
    const form = { applicationId: 'P4310_W4310A', title: 'Order Detail', errors: [detailOf(message)], warnings: [] };
    return { 'Errors/Warnings': [form], ...statusMembers(settings, 'WARNING', startedAt, message) };
  }
  return { ServiceRequest1: { forms: [refusedForm(settings, message)] } };
}

/** The form warned, took a second OK and saved. */
export function savedWithWarning(settings: JdeSandboxSettings, startedAt: Date, message: string): JsonObject {
  const form = { applicationId: 'P4310_W4310A', title: 'Order Detail', errors: [], warnings: [detailOf(message)] };
  return { 'Errors/Warnings': [form], ...statusMembers(settings, 'WARNING', startedAt, message) };
}

/** A step failed and the designer let the run go on: a warning, with the step in a list of its own. */
export function continuedMembers(settings: JdeSandboxSettings, startedAt: Date): JsonObject {
  const message = 'The step that writes the audit note failed';
  const step = { step: 'Write audit note', message, timeStamp: timeStamp(), userDefinedErrorText: '', type: 'form' };
  return { continuedOnError: [step], ...statusMembers(settings, 'WARNING', startedAt, message) };
}

/** A form that refuses an entry answers itself, with what is wrong in its errors. */
function refusedForm(settings: JdeSandboxSettings, message: string): JsonObject {
  return {
    fs_P4310_W4310A: { title: 'Order Detail', data: {}, errors: [detailOf(message)], warnings: [] },
    stackId: numberOf(1),
    stateId: numberOf(1),
    rid: '0000000000000000',
    currentApp: 'P4310_W4310A',
    timeStamp: formTimeStamp(settings.timeZone),
    sysErrors: [],
  };
}

function detailOf(message: string): JsonObject {
  return { CODE: '0002', TITLE: message, ERRORCONTROL: '0', DESC: message, MOBILE: '' };
}
