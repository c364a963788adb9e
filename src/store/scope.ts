/** Whose rows: what repositories are given where a connection is meant. Row-level security refuses one of another tenant. */
export interface Scope {
  readonly tenantId: string;
  readonly connectionId: string;
}
