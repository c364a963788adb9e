import { randomBytes } from 'node:crypto';
import { secretDigest } from '../../crypto/secret-digest';
import { roles, type Role } from '../../domain/persons/person';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { keyHolder } from './key-holder';

export interface IssuedKey {
  readonly number: number;
  readonly person: string;
  readonly role: Role;
  /** Shown once: only its digest is kept. */
  readonly key: string;
}

/**
 * A key for a person of the connection's tenant. The first ones are issued by whoever holds the database; once an administrator has one,
 * only a key of an administrator issues and revokes.
 */
export async function issueKey(
  context: ConnectionContext,
  wanted: { readonly person: string; readonly role: string },
  shown: string | undefined,
): Promise<IssuedKey> {
  const person = wanted.person.trim().replace(/\s+/g, ' ');
  if (person === '' || person.length > 200) {
    throw new ActionError(
      'badInput',
      'person: who the key is for, e.g. a work e-mail address; at most 200 characters',
      {
        field: 'person',
      },
    );
  }
  const role = roles.find((one) => one === wanted.role);
  if (role === undefined) {
    throw new ActionError('badInput', `role "${wanted.role}": expected one of ${roles.join(', ')}`, { field: 'role' });
  }
  const { connection } = context;
  const store = await whoIssues(context, shown);
  const key = `mlc_${randomBytes(32).toString('base64url')}`;
  const number = await store.inTenant(connection.tenantId, async (tx) => {
    await tx.apiKeys.lock();
    await requireNoAdministrator(tx, store === context.store);
    const given = await tx.apiKeys.issue({ person, role, digest: secretDigest(key) });
    await tx.audit({ connectionId: connection.connectionId }, 'key.issued', { number: given, person, role });
    return given;
  });
  return { number, person, role, key };
}

/** It is worth nothing from here on. */
export async function revokeKey(context: ConnectionContext, number: number, shown: string | undefined): Promise<void> {
  const { connection } = context;
  const store = await whoIssues(context, shown);
  await store.inTenant(connection.tenantId, async (tx) => {
    await tx.apiKeys.lock();
    await requireNoAdministrator(tx, store === context.store);
    if (!(await tx.apiKeys.revoke(number))) {
      throw new ActionError('notFound', `there is no key ${String(number)} that is in use ("key list")`);
    }
    await tx.audit({ connectionId: connection.connectionId }, 'key.revoked', { number });
  });
}

async function whoIssues({ store, connection }: ConnectionContext, shown: string | undefined): Promise<Store> {
  if (shown === undefined || shown.trim() === '') return store;
  return (await keyHolder({ store, tenantId: connection.tenantId }, shown, 'admin')).store;
}

async function requireNoAdministrator(tx: Tx, isWithoutKey: boolean): Promise<void> {
  if (!isWithoutKey) return;
  const keys = await tx.apiKeys.list();
  if (keys.some(({ role, revokedAt }) => role === 'admin' && revokedAt === null)) {
    throw new ActionError(
      'refused',
      'an administrator of this tenant has a key: only that one issues and revokes keys (ML_CONNECTOR_API_KEY)',
    );
  }
}
