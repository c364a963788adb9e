import { z } from 'zod';
import { parseAnswer } from '../../http/schema-at-edge';
import { queryText, type Condition } from './query';
import type { FusionCaller } from './fusion-caller';
import type { FusionSettings } from '../settings';

/** Our reader gives numbers as their digits, so that ids and counts are alike whether the pod sends them as numbers or texts. */
const flag = z.union([z.boolean(), z.string()]).transform((value) => value === true || value === 'true');
const count = z.union([z.string().regex(/^\d{1,9}$/), z.number()]).transform(Number);

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

const envelopeSchema = z.looseObject({
  items: rowsSchema,
  hasMore: flag.optional().default(false),
  limit: count.optional(),
  offset: count.optional(),
});

export type Row = Readonly<Record<string, unknown>>;

export interface Page {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
}

/** Children come bare, or as a collection of their own in version 3 and later: either way the rows. Absent: none were given. */
export const childrenSchema = z
  .union([rowsSchema, z.looseObject({ items: rowsSchema }).transform(({ items }) => items), z.null(), z.undefined()])
  .transform((rows) => rows ?? null);

/** The first page of expanded children, or all of them where they come bare. */
export const childPageSchema = z.union([
  rowsSchema.transform((items) => ({ items, hasMore: false })),
  z.looseObject({ items: rowsSchema, hasMore: flag.optional().default(false) }),
]);

export interface Asked {
  readonly resource: string;
  /** What the rows are for, in our own words. */
  readonly purpose: string;
  readonly conditions: readonly Condition[];
  /** The attribute that names a row: digits that are never given again, unless `keyIsText`. */
  readonly key: string;
  /** Rows are told apart by all that they show. */
  readonly keyIsText?: boolean;
  readonly expand?: string;
  readonly finder?: string;
  /**
   * What is not found may be something that we sent: then only a row that the resource shows now proves anything, neither one of
   * before nor that the business unit is seen.
   */
  readonly mayBeSent?: boolean;
  /** Conditions that a control row must fulfil as it is, such as its business unit. */
  readonly within?: readonly Condition[];
  /** Of a parent that was read: pages alone, and none is an answer. */
  readonly isChild?: boolean;
  /** Without links: such rows are read only, neither changed nor acted on. */
  readonly onlyData?: boolean;
}

/** One page of a collection (reference 2). */
export async function readPage(
  caller: FusionCaller,
  { queryStyle }: Pick<FusionSettings, 'queryStyle'>,
  asked: Asked,
  at: { readonly limit: number; readonly offset?: number; readonly orderBy?: string },
): Promise<Page> {
  const { resource, purpose, expand, finder } = asked;
  const operation = `${resource}: ${purpose}`;
  const q = queryText(asked.conditions, queryStyle);
  const value = await caller.call({
    operation,
    effect: 'read',
    method: 'GET',
    path: resource,
    query: {
      limit: String(at.limit),
      offset: String(at.offset ?? 0),
      ...(at.orderBy === undefined ? {} : { orderBy: at.orderBy }),
      ...(expand === undefined ? {} : { expand }),
      ...(finder === undefined ? {} : { finder }),
      ...(asked.onlyData === true ? { onlyData: 'true' } : {}),
      ...(q === undefined ? {} : { q }),
    },
    ask: `ask for a role that may read ${resource}`,
  });
  const facts = { system: 'fusion', operation, status: 200, effect: 'read' } as const;
  const { items, hasMore } = parseAnswer(envelopeSchema, value, facts);
  return { rows: items, hasMore };
}

/** What tells the row from all others. Throws a RangeError where its key is no id. */
export function nameOf(asked: Pick<Asked, 'resource' | 'key' | 'keyIsText'>, row: Row): string {
  return asked.keyIsText === true ? JSON.stringify(row) : String(keyOf(asked, row));
}

/** The row's key. Throws a RangeError when it is no id. */
export function keyOf({ resource, key }: Pick<Asked, 'resource' | 'key'>, row: Row): bigint {
  const value = row[key];
  if (typeof value !== 'string' || !/^\d{1,19}$/.test(value)) {
    throw new RangeError(`${resource}: a row has no ${key}`);
  }
  return BigInt(value);
}
