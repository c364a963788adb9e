import type { ProjectBook } from '../books/project-book';
import type { Json, JsonObject } from '../json';
import { firstDay, plusMonths, type Month } from '../month';

/**
 * The holds that must come of the stories, one by one, as the Procore sandbox gives them to whoever compares. A later
 * requisition of a commitment may say besides that it waits for the one before.
 */
export function expectationsJson(story: JsonObject, books: readonly ProjectBook[], thisMonth: Month): JsonObject {
  const previousOf = new Map(books.flatMap(({ applications }) => applications.map((one) => [one.id, one.previousId])));
  const told = (story['stories'] as JsonObject[]).filter(({ holdReason }) => holdReason !== null);
  return {
    books_from: firstDay(plusMonths(thisMonth, -1)),
    requisitions: told.flatMap((one) => {
      const ids = one['requisitionIds'] as bigint[];
      return ids.map((id) => {
        const previous = previousOf.get(id) ?? null;
        const waits = previous !== null && ids.includes(previous);
        return { id, ...holdOf(one, one['holdReason'] as string, waits ? ['earlierRequisition'] : []) };
      });
    }),
    vendors: told.flatMap((one) =>
      one['vendorHoldReason'] === undefined
        ? []
        : (one['vendors'] as JsonObject[]).map((vendor) => ({
            id: vendor['id'] as Json,
            name: vendor['name'] as Json,
            ...holdOf(one, one['vendorHoldReason'] as string, []),
          })),
    ),
  };
}

function holdOf(story: JsonObject, reason: string, mayName: readonly string[]): JsonObject {
  return {
    reasons: [reason],
    may_name: mayName,
    mended_by: story['fix'] === undefined ? null : (story['kind'] as Json),
    why: story['must'] as Json,
  };
}
