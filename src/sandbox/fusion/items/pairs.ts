import { noSuchValue } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import type { Item, Values } from './item';

/**
 * An id and a name of the same thing, of which one is sent: sets both from the list that has them. Nothing is done when
 * neither is sent; a value that the list does not have is refused.
 */
export function resolvePair(
  state: FusionState,
  values: Values,
  [id, name]: readonly [string, string],
  list: string,
  [listId, listName]: readonly [string, string] = [id, name],
  path = '/',
): Item | undefined {
  const wantedId = values[id] ?? null;
  const wantedName = values[name] ?? null;
  if (wantedId === null && wantedName === null) {
    return undefined;
  }
  const found = state
    .collection(list)
    .all()
    .find(
      (item) =>
        (wantedId === null || item.values[listId] === wantedId) &&
        (wantedName === null || item.values[listName] === wantedName),
    );
  if (found === undefined) {
    throw noSuchValue(name, path);
  }
  values[id] = found.values[listId] ?? null;
  values[name] = found.values[listName] ?? null;
  return found;
}
