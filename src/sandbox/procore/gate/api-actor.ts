import { textOf } from '../../http/json-value';
import type { Actor } from '../records/record-changes';
import type { SandboxContext } from '../sandbox-context';

/** A change made over the API is the service account's: its event is an echo to the app. */
export function apiActor(context: SandboxContext): Actor {
  const { me } = context.store;
  return {
    userId: textOf(me['id']) ?? '',
    name: textOf(me['name']) ?? '',
    applicationId: context.settings.clientId,
  };
}
