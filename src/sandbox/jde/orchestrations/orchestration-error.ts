/** Ends the orchestration: HTTP 500 with this as its message. What earlier steps wrote stays. */
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
