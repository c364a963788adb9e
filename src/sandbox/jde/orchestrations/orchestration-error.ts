/** Ends the orchestration with this as its message: HTTP 500, or 400 for a missing input. What earlier steps wrote stays. */
export class OrchestrationError extends Error {
  constructor(
    message: string,
    readonly status: 400 | 500 = 500,
  ) {
    super(message);
    this.name = 'OrchestrationError';
  }
}

export function refuseIf(problem: string | undefined): void {
  if (problem !== undefined) {
    throw new OrchestrationError(problem);
  }
}
