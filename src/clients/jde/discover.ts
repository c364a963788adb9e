import { parseAnswer } from '../http/schema-at-edge';
import type { AisCaller } from './ais/ais-caller';
import { answerError } from './ais/errors';
import { neededInputs, type LogicalOrchestration } from './ais/orchestrations';
import { discoverSchema } from './ais/schemas';
import { orchestrationName, type JdeSettings } from './settings';

export interface DiscoveredOrchestration {
  readonly name: string;
  readonly objectName: string;
  /** Null when the designer hides them. */
  readonly inputs: readonly string[] | null;
}

/** `GET discover` (reference 5.6): what the service user may run. A designer can hide an orchestration or its inputs. */
export async function discover(caller: AisCaller, settings: JdeSettings): Promise<readonly DiscoveredOrchestration[]> {
  const operation = 'discover';
  const { answer } = await caller.call({ operation, effect: 'read', method: 'GET', path: settings.paths.discover });
  const ask = 'ask the JDE administrator whether the service user may use the discovery service';
  if (answer.status !== 200 || answer.body.kind !== 'json')
    throw answerError(answer, { operation, effect: 'read', ask });
  const facts = { system: 'jde', operation, status: 200, effect: 'read' } as const;
  const { orchestrations } = parseAnswer(discoverSchema, answer.body.value, facts);
  return orchestrations.map(({ name, omwObjectName, inputs, exposeInputsInDiscovery }) => ({
    name,
    objectName: omwObjectName,
    inputs: exposeInputsInDiscovery && inputs.length > 0 ? inputs.map((input) => input.name) : null,
  }));
}

export interface OrchestrationFinding {
  readonly name: string;
  readonly found: 'ready' | 'notListed' | 'inputsHidden' | 'inputsMissing';
  readonly missingInputs: readonly string[];
}

export function findOrchestration(
  listed: readonly DiscoveredOrchestration[],
  settings: JdeSettings,
  logical: LogicalOrchestration,
): OrchestrationFinding {
  const name = orchestrationName(settings, logical);
  const entry = listed.find((candidate) => candidate.name === name || candidate.objectName === name);
  if (entry === undefined) return { name, found: 'notListed', missingInputs: [] };
  const { inputs } = entry;
  if (inputs === null) return { name, found: 'inputsHidden', missingInputs: [] };
  const names = settings.orchestrations[logical]?.inputs ?? {};
  const missingInputs = neededInputs(logical)
    .map((input) => names[input] ?? input)
    .filter((input) => !inputs.includes(input));
  return { name, found: missingInputs.length === 0 ? 'ready' : 'inputsMissing', missingInputs };
}
