import { z } from 'zod';
import { filledTextOrNull, idOrNull, lenient, listOrEmpty } from './fields';

/** A row that a bulk call refused, as it was sent, with Procore's words. */
interface RefusedRow {
  readonly id: string | null;
  readonly originId: string | null;
  readonly words: string;
}

/** What a bulk call names as done and as refused. How what was done stands is not taken from its answer but read back. */
export interface BulkAnswer {
  /** A row that can be read of neither list is an unknown outcome. */
  readonly done: readonly { readonly id: string; readonly originId: string | null }[];
  readonly refused: readonly RefusedRow[];
}

const texts = z.union([z.string(), z.array(z.string())]).transform((words) => [words].flat().join(', '));
const words = z
  .union([z.record(z.string(), texts), texts])
  .transform((given) =>
    typeof given === 'string'
      ? given
      : Object.entries(given)
          .filter(([, text]) => text !== '')
          .map(([field, text]) => (field === 'base' ? text : `${field} ${text}`))
          .join('; '),
  )
  .catch('refused without words that can be read');

const refusedSchema: z.ZodType<RefusedRow> = z
  .object({ id: lenient(idOrNull), origin_id: lenient(filledTextOrNull), errors: words })
  .transform((row) => ({ id: row.id, originId: row.origin_id, words: row.errors }));

const doneSchema = z
  .object({ id: lenient(idOrNull), origin_id: lenient(filledTextOrNull) })
  .transform(({ id, origin_id: originId }) => ({ id, originId }));

/** https://developers.procore.com/documentation/using-sync-actions */
export const bulkAnswerSchema: z.ZodType<BulkAnswer> = z
  .object({ entities: listOrEmpty(doneSchema), errors: listOrEmpty(refusedSchema) })
  .transform(({ entities, errors }) => ({
    done: entities.flatMap(({ id, originId }) => (id === null ? [] : [{ id, originId }])),
    refused: errors,
  }));
