import type { JsonObject, JsonValue } from '../../http/json-value';
import type { AnswerSettings } from '../answers/answer-settings';
import { pick } from '../list/members';
import { syncRows, type SyncTarget } from './vendors/sync-rows';

/** A sync: how its answer names what it did is settled by no page, so settings choose (reference 7.1, 21). */
export function namedSync(
  updates: JsonValue | undefined,
  target: SyncTarget,
  { syncEntities, syncLeavesOut }: AnswerSettings,
  shown: (row: JsonObject) => JsonObject,
): JsonObject {
  const { entities, errors } = syncRows(updates, target);
  const named = syncLeavesOut ? entities.slice(0, -1) : entities;
  return {
    entities: named.map((row) => (syncEntities === 'ids' ? pick(row, ['id', 'origin_id']) : shown(row))),
    errors,
  };
}
