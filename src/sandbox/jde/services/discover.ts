import type { JsonObject } from '../../http/json-value';
import type { AisRequest } from '../ais-request';
import { errorAnswer, jsonAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import { orchestrationsOf, type NamedOrchestration } from '../orchestrations/catalog';
import type { SandboxState } from '../sandbox-state';
import { authenticate } from '../sessions/authenticate';

export function discover(state: SandboxState, request: AisRequest): Answer {
  const caller = authenticate(state, request);
  if ('status' in caller) {
    return caller;
  }
  const { hiddenOrchestrations, hiddenInputs } = state.settings;
  const chosen = chosenOrchestrations(state, request).filter(({ name }) => !hiddenOrchestrations.includes(name));
  return chosen.length === 0
    ? errorAnswer(400, `Orchestration ${request.parameters['name'] ?? ''} not found`)
    : jsonAnswer(200, { orchestrations: chosen.map((each) => described(each, !hiddenInputs.includes(each.name))) });
}

export function openApiCatalog(state: SandboxState, request: AisRequest): Answer {
  const caller = authenticate(state, request);
  if ('status' in caller) {
    return caller;
  }
  const paths = chosenOrchestrations(state, request).map(({ name, orchestration }): [string, JsonObject] => [
    `/orchestrator/${name}`,
    {
      post: {
        operationId: name,
        description: orchestration.description,
        requestBody: {
          content: { 'application/json': { schema: { type: 'object', properties: properties(orchestration.inputs) } } },
        },
        responses: { '200': { description: 'OK' }, '500': { description: 'the orchestration ended in an exception' } },
      },
    },
  ]);
  return jsonAnswer(200, {
    openapi: '3.0.0',
    info: { title: 'EnterpriseOne Orchestrations', version: state.settings.release },
    servers: [{ url: `${request.origin}/jderest/v3` }],
    paths: Object.fromEntries(paths),
  });
}

function chosenOrchestrations(state: SandboxState, request: AisRequest): readonly NamedOrchestration[] {
  const { name } = request.parameters;
  const all = orchestrationsOf(state.settings);
  return name === undefined ? all : all.filter((each) => each.name === name || each.omwObjectName === name);
}

/** What a designer hides can be run all the same. */
function described({ name, omwObjectName, orchestration }: NamedOrchestration, showsInputs: boolean): JsonObject {
  const inputs = showsInputs ? Object.entries(orchestration.inputs) : [];
  return {
    name,
    omwObjectName,
    udoGroup: 'Shared',
    description: orchestration.description,
    inputFormat: 'Generic',
    inputs: inputs.map(([input, type]) => ({
      name: input,
      type: type === 'String' ? 'String' : 'Array',
    })),
    outputs: orchestration.outputs.map((output) => ({ name: output })),
    version: 'v3',
    category: '',
    containsContinueOnError: false,
    exposeOrchInDiscovery: true,
    exposeInputsInDiscovery: showsInputs,
    fileInputs: false,
    fileOutputs: false,
    exampleOutput: '',
    scheduleUDOName: '',
  };
}

function properties(inputs: NamedOrchestration['orchestration']['inputs']): JsonObject {
  const text: JsonObject = { type: 'string' };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, members]): [string, JsonObject] => [
      name,
      members === 'String'
        ? text
        : {
            type: 'array',
            items: { type: 'object', properties: Object.fromEntries(members.map((member) => [member, text])) },
          },
    ]),
  );
}
