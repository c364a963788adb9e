export interface CostCodeCause {
  readonly projectId: string;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
}

/** The parts of `cost-code:<projectId>:<subJob>:<code>.<type>`; null for any other cause. A code may hold points itself. */
export function costCodeOfCause(causeKey: string): CostCodeCause | null {
  const parts = /^cost-code:([^:]*):([^:]*):(.*)\.([^.]*)$/s.exec(causeKey);
  if (parts === null) return null;
  const [, projectId = '', subJob = '', costCode = '', costType = ''] = parts;
  return { projectId, subJob, costCode, costType };
}
