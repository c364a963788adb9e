import { childPageSchema, type Asked, type Row } from './collection-page';
import { itemPath, linkedSchema } from './item-links';

/** By which attribute the rows of a child are told apart, and read in order. Orders have lines, and on some pods journals too. */
const childKeys: Readonly<Record<string, readonly string[]>> = {
  lines: ['POLineId', 'JeLineNumber'],
  schedules: ['LineLocationId'],
  distributions: ['PODistributionId'],
  invoiceLines: ['LineNumber'],
  invoiceDistributions: ['InvoiceDistributionId'],
  invoiceInstallments: ['InstallmentNumber'],
  sites: ['SupplierSiteId'],
  assignments: ['ClientBUId'],
  journalLines: ['JeLineNumber'],
  relatedInvoices: ['InvoicePaymentId'],
};

/**
 * The row with all rows of what was expanded. From version 3 on children come by pages of their own (reference 1.4), of which an
 * answer holds the first: where there are more, they are read by the child's own path.
 */
export async function withAllChildren(
  row: Row,
  expand: string,
  baseUrl: string,
  readChild: (asked: Asked) => Promise<readonly Row[]>,
): Promise<Row> {
  const whole: Record<string, unknown> = { ...row };
  for (const [name, inner] of childrenIn(expand)) {
    const page = childPageSchema.safeParse(row[name]);
    if (!page.success) continue;
    const rows = page.data.hasMore
      ? await readChild(askedOf(row, name, { inner, first: page.data.items[0], baseUrl }))
      : page.data.items;
    const complete: Row[] = [];
    for (const one of rows) complete.push(await withAllChildren(one, inner, baseUrl, readChild));
    whole[name] = complete;
  }
  return whole;
}

function askedOf(
  row: Row,
  name: string,
  { inner, first, baseUrl }: { readonly inner: string; readonly first: Row | undefined; readonly baseUrl: string },
): Asked {
  const keys = childKeys[name] ?? [];
  const key = keys.find((one) => first?.[one] !== undefined) ?? keys[0];
  if (key === undefined) throw new RangeError(`${name}: nobody says by which attribute its rows are told apart`);
  const resource = `${itemPath(linkedSchema.parse(row), baseUrl)}/child/${name}`;
  const asked = { resource, purpose: `more ${name} of a row`, key, conditions: [], isChild: true };
  return inner === '' ? asked : { ...asked, expand: inner };
}

/** `lines.schedules,terms` is `lines` with `schedules` in them, and `terms`. */
function childrenIn(expand: string): readonly (readonly [name: string, inner: string])[] {
  return expand.split(',').flatMap((path) => {
    const [name = '', ...inner] = path.split('.');
    return name === '' ? [] : [[name, inner.join('.')] as const];
  });
}
