import type { JsonObject } from '../../http/json-value';
import type { SandboxState } from '../sandbox-state';
import type { InputNames, Inputs } from './inputs';

export interface OrchestrationCall {
  readonly state: SandboxState;
  readonly inputs: Inputs;
  readonly username: string;
  /** Set by a fault: the second of two steps that write does not happen. */
  readonly failsAfterFirstStep: boolean;
  /** What the forms warned of although they saved. */
  readonly warnings: string[];
}

export interface Orchestration {
  readonly name: string;
  readonly description: string;
  readonly inputs: InputNames;
  readonly outputs: readonly string[];
  run(call: OrchestrationCall): JsonObject;
}
