import { secretDigest } from '../../crypto/secret-digest';
import { mayAct, type Role } from '../../domain/persons/person';
import type { Store } from '../../store/store';
import { ActionError } from '../action-error';

/** A person who showed a key; what is done through `store`, that person did. */
export interface KeyHolder {
  readonly person: string;
  readonly role: Role;
  /** Who gave out the key. */
  readonly issuedBy: string;
  readonly store: Store;
}

export const keyVariable = 'ML_CONNECTOR_API_KEY';

/** Who showed this key of the tenant. Refused without one, and where its role is too little. */
export async function keyHolder(
  { store, tenantId }: { readonly store: Store; readonly tenantId: string },
  key: string | undefined,
  least: Role,
): Promise<KeyHolder> {
  if (key === undefined || key.trim() === '') {
    throw new ActionError(
      'refused',
      `this needs an API key of the person who acts, in the environment variable ${keyVariable}; "ml-connector key create" issues one`,
    );
  }
  const held = await store.inTenant(tenantId, (tx) => tx.apiKeys.holder(secretDigest(key.trim())));
  if (held === null) {
    throw new ActionError('refused', `the key in ${keyVariable} is none of this tenant, or was revoked ("key list")`);
  }
  const { person, role, issuedBy } = held;
  if (!mayAct(role, least)) {
    throw new ActionError('refused', `the key of ${person} has the role ${role}; this needs ${least} or more`);
  }
  return { person, role, issuedBy, store: store.as(person) };
}
