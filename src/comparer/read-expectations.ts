import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { amountOf, amountText } from './amount';
import { fetchControl, readJson, UnreadableSource } from './read-json';

/** Why a document must be held; it may name more reasons than these only where that is said. */
export interface ExpectedHold {
  readonly reasons: readonly string[];
  readonly mayName: readonly string[];
  /** What ends the hold, by the sample's word for it; null when nothing does that the sample knows of. */
  readonly mendedBy: string | null;
  /** What must be done before it can be held, by the sample's word for it; null: nothing. */
  readonly since: string | null;
  readonly why: string;
}

/** What must stand of a document in posted journals, once what `mendedBy` names was done. */
interface MustStand {
  readonly id: string;
  readonly stands: string;
  /** Null: it must from the start. */
  readonly mendedBy: string | null;
}

export interface ExpectedLedger {
  readonly directCosts: readonly MustStand[];
  /** Direct costs that a bill of the ERP must clear, once what `mendedBy` names was done. */
  readonly cleared: readonly Pick<MustStand, 'id' | 'mendedBy'>[];
  /** Of each what was accrued, and what reverses it. */
  readonly accruals: readonly MustStand[];
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
  /** By the accrual: its requisition and the last day. */
  readonly heldAccruals: ReadonlyMap<string, ExpectedHold>;
  /** Null: nothing is said of the ledger. */
  readonly ledger: ExpectedLedger | null;
}

const hold = z.object({
  reasons: z.array(z.string()).min(1),
  may_name: z.array(z.string()).default([]),
  mended_by: z.string().nullish(),
  since: z.string().nullish(),
  why: z.string(),
});
const schema = z
  .object({
    books_from: z.string(),
    requisitions: z.array(hold.extend({ id: z.string() })),
    commitments: z.array(hold.extend({ id: z.string() })).default([]),
    vendors: z.array(hold.extend({ name: z.string() })),
    held_accruals: z.array(hold.extend({ id: z.string() })).default([]),
    direct_costs: z
      .array(
        z.object({
          ...{ id: z.string(), in_ledger: z.string(), mended_by: z.string().nullable() },
          cleared_by: z.string().optional(),
        }),
      )
      .optional(),
    accruals: z.array(z.object({ id: z.string(), accrued: z.string(), mended_by: z.string() })).default([]),
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
    heldAccruals: new Map(read.held_accruals.map((one) => [one.id, expectedHold(one)])),
    ledger:
      read.direct_costs === undefined
        ? null
        : {
            directCosts: read.direct_costs.map((one) => ({
              ...{ id: one.id, mendedBy: one.mended_by },
              stands: amountText(amountOf(one.in_ledger, 'the expectations')),
            })),
            cleared: read.direct_costs.flatMap(({ id, cleared_by: mendedBy }) =>
              mendedBy === undefined ? [] : [{ id, mendedBy }],
            ),
            accruals: read.accruals.map((one) => ({
              ...{ id: one.id, mendedBy: one.mended_by },
              stands: accruedAndReversed(one.accrued),
            })),
          },
  };
}

function expectedHold(row: z.infer<typeof hold>): ExpectedHold {
  const { reasons, may_name: mayName, mended_by: mendedBy, since, why } = row;
  return { reasons, mayName, mendedBy: mendedBy ?? null, since: since ?? null, why };
}

/** `1234.50 and -1234.50`, batch by batch. */
function accruedAndReversed(accrued: string): string {
  const amount = amountOf(accrued, 'the expectations');
  return `${amountText(amount)} and ${amountText(amount.negated())}`;
}
