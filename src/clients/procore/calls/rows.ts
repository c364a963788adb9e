import { z } from 'zod';
import { faultText } from '../../http/schema-at-edge';

/** A row of a list that does not have the documented shape. The rows beside it are read all the same. */
export interface UnreadableRow {
  /** Null when that is what cannot be read. */
  readonly id: string | null;
  /** Its members at fault, with what was expected there; never a value. */
  readonly fault: string;
  /** As it came, for whoever can make use of a part of it. It may hold amounts and names: not for a log. */
  readonly raw: unknown;
}

export interface Rows<T> {
  readonly readable: readonly T[];
  readonly unreadable: readonly UnreadableRow[];
}

const rowWithId = z.object({ id: z.string().regex(/^\d{1,20}$/) });

/** A list whose rows are parsed one by one. */
export function rowsOf<T>(schema: z.ZodType<T>): z.ZodType<Rows<T>> {
  return z.array(z.unknown()).transform((values) => {
    const readable: T[] = [];
    const unreadable: UnreadableRow[] = [];
    for (const value of values) {
      const parsed = schema.safeParse(value);
      if (parsed.success) readable.push(parsed.data);
      else {
        const id = rowWithId.safeParse(value).data?.id ?? null;
        unreadable.push({ id, fault: faultText(parsed.error.issues, value), raw: value });
      }
    }
    return { readable, unreadable };
  });
}

/** A list that is of use only whole: lines whose sum counts. One bad row fails it. */
export function allRowsOf<T>(schema: z.ZodType<T>): z.ZodType<Rows<T>> {
  return z.array(schema).transform((readable) => ({ readable, unreadable: [] }));
}
