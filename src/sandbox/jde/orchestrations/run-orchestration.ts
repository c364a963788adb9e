import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import type { AisRequest } from '../ais-request';
import { errorAnswer, jsonAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import type { Fault } from '../control/fault';
import {
  asDesigned,
  continuedMembers,
  orchestrationErrorAnswer,
  savedWithWarning,
  statusMembers,
  warningMembers,
} from './orchestration-answer';
import type { SandboxState } from '../sandbox-state';
import { authenticate } from '../sessions/authenticate';
import { CellError, DuplicateKeyError } from '../tables/table-errors';
import { orchestrationsOf } from './catalog';
import { Inputs } from './inputs';
import { OrchestrationError, UnsavedWarning } from './orchestration-error';

export function runOrchestration(state: SandboxState, request: AisRequest, fault?: Fault): Answer {
  const startedAt = new Date();
  const { name = '' } = request.parameters;
  const caller = authenticate(state, request);
  if ('status' in caller) {
    return caller;
  }
  if (state.settings.deniedOrchestrations.includes(name)) {
    return errorAnswer(403, `The user has no authority for the orchestration ${name}`);
  }
  const found = orchestrationsOf(state.settings).find((each) => each.name === name || each.omwObjectName === name);
  if (found === undefined) {
    return orchestrationErrorAnswer(state.settings, `Orchestration ${name} not found`, startedAt);
  }
  if (fault?.kind === 'reserved') {
    return orchestrationErrorAnswer(state.settings, 'Record reserved by another user; try again later', startedAt);
  }
  if (fault?.kind === 'warning') {
    return jsonAnswer(200, warningMembers(state.settings, startedAt));
  }
  try {
    const inputs = Inputs.ofCall(flatInputs(request), found.orchestration.inputs, name, state.settings);
    const failsAfterFirstStep = fault?.kind === 'partialVoucher';
    const warnings: string[] = [];
    const made = found.orchestration.run({ state, inputs, username: caller.username, failsAfterFirstStep, warnings });
    const outputs = asDesigned(state.settings, made);
    if (fault?.kind === 'warningCommitted') {
      return jsonAnswer(200, { ...outputs, ...warningMembers(state.settings, startedAt) });
    }
    if (fault?.kind === 'continuedOnError') {
      return jsonAnswer(200, { ...outputs, ...continuedMembers(state.settings, startedAt) });
    }
    const shown = fault?.kind === 'noNumber' ? {} : outputs;
    if (warnings.length > 0 && state.settings.formWarnings === 'shown') {
      return jsonAnswer(200, { ...shown, ...savedWithWarning(state.settings, startedAt, warnings.join('\n')) });
    }
    return jsonAnswer(200, { ...shown, ...statusMembers(state.settings, 'SUCCESS', startedAt) });
  } catch (error) {
    if (error instanceof UnsavedWarning) {
      return jsonAnswer(200, warningMembers(state.settings, startedAt, error.message));
    }
    const isRefusal = error instanceof OrchestrationError;
    if (isRefusal || error instanceof CellError || error instanceof DuplicateKeyError) {
      return orchestrationErrorAnswer(state.settings, error.message, startedAt);
    }
    throw error;
  }
}

/** The flat form, the "JDE Standard" array of names and values, or for GET the query. */
function flatInputs(request: AisRequest): JsonObject {
  const list = request.body['inputs'];
  if (isJsonArray(list)) {
    return Object.fromEntries(
      list.filter((each) => isJsonObject(each)).map((each) => [textOf(each['name']) ?? '', each['value'] ?? '']),
    );
  }
  const query = [...request.query].filter(([name]) => !name.startsWith('$'));
  return { ...Object.fromEntries(query), ...request.body };
}
