import type { ConnectionContext } from '../context';

export interface KeyView {
  readonly number: number;
  readonly person: string;
  readonly role: string;
  readonly issuedBy: string;
  readonly issuedAt: string;
  /** Null: it is in use. */
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

/** The keys of the connection's tenant, also those that were revoked. */
export async function listKeys({ store, connection }: ConnectionContext): Promise<readonly KeyView[]> {
  const keys = await store.inTenant(connection.tenantId, (tx) => tx.apiKeys.list());
  return keys.map(({ number, person, role, issuedBy, issuedAt, revokedAt, revokedBy }) => ({
    ...{ number, person, role, issuedBy, revokedBy },
    issuedAt: issuedAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}
