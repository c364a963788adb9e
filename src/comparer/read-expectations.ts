import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fetchControl, readJson, UnreadableSource } from './read-json';

/** Why a document must be held; it may name more reasons than these only where that is said. */
export interface ExpectedHold {
  readonly reasons: readonly string[];
  readonly mayName: readonly string[];
  /** What ends the hold, by the sample's word for it; null when nothing does that the sample knows of. */
  readonly mendedBy: string | null;
  readonly why: string;
}

/** What the company that was loaded says must come of it. */
export interface Expectations {
  /** `2026-10-01`: what was billed for a period that ends before stands in the books already. */
  readonly booksFrom: string;
  /** By id of the requisition. */
  readonly requisitions: ReadonlyMap<string, ExpectedHold>;
  /** By id of the commitment; of an ERP that takes none from here there are none. */
  readonly commitments: ReadonlyMap<string, ExpectedHold>;
  /** By name of the vendor. */
  readonly vendors: ReadonlyMap<string, ExpectedHold>;
}

const hold = z.object({
  reasons: z.array(z.string()).min(1),
  may_name: z.array(z.string()).default([]),
  mended_by: z.string().nullish(),
  why: z.string(),
});
const schema = z
  .object({
    books_from: z.string(),
    requisitions: z.array(hold.extend({ id: z.string() })),
    commitments: z.array(hold.extend({ id: z.string() })).default([]),
    vendors: z.array(hold.extend({ name: z.string() })),
  })
  .nullable();

/** As the Procore sandbox gives it. Null when the company states nothing: then no hold can be judged. */
export async function readExpectations(controlUrl: string): Promise<Expectations | null> {
  return expectationsOf(await fetchControl(controlUrl, 'expectations', schema));
}

/** From a file of the company, which states for each ERP what must come of it there. */
export function readExpectationsFile(file: string): Expectations | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UnreadableSource(`--expectations ${file} cannot be read`, { cause });
  }
  return expectationsOf(readJson(text, schema, file));
}

function expectationsOf(read: z.infer<typeof schema>): Expectations | null {
  if (read === null) return null;
  return {
    booksFrom: read.books_from,
    requisitions: new Map(read.requisitions.map((one) => [one.id, expectedHold(one)])),
    commitments: new Map(read.commitments.map((one) => [one.id, expectedHold(one)])),
    vendors: new Map(read.vendors.map((one) => [one.name, expectedHold(one)])),
  };
}

function expectedHold(row: z.infer<typeof hold>): ExpectedHold {
  return { reasons: row.reasons, mayName: row.may_name, mendedBy: row.mended_by ?? null, why: row.why };
}
