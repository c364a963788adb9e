import type { OrchestrationCall } from './orchestration';

/** Ends the orchestration with this as its message: HTTP 500. What earlier steps wrote stays. */
export class OrchestrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OrchestrationError';
  }
}

export function refuseIf(problem: string | undefined): void {
  if (problem !== undefined) {
    throw new OrchestrationError(problem);
  }
}

/** A form that was left unsaved because nobody pressed OK a second time: HTTP 200, nothing written. */
export class UnsavedWarning extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsavedWarning';
  }
}

/** A warning of a form asks for a second OK; whether the orchestration presses it is the setting `formWarnings`. */
export function warnIf(call: OrchestrationCall, warning: string | undefined): void {
  if (warning === undefined) {
    return;
  }
  if (call.state.settings.formWarnings === 'stops') {
    throw new UnsavedWarning(warning);
  }
  call.warnings.push(warning);
}
