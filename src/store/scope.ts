/** Whose rows: every repository function is given one, and row-level security stands behind it. */
export interface Scope {
  readonly tenantId: string;
  readonly connectionId: string;
}
