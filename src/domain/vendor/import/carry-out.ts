import { bareTaxId } from '../bare-tax-id';
import type { CompanyRecord } from '../matching/company-record';
import { isToDo, pairKey, rowKey, type ImportRow } from './import-row';
import { baseOf, canonical, type LinkBase } from './imported-fields';

interface Divided<Kept> {
  readonly todo: readonly ToDo<Kept>[];
  readonly settled: readonly { readonly kept: Kept; readonly outcome: 'done' | 'moved'; readonly told: string }[];
}

export interface ToDo<Kept> {
  readonly kept: Kept;
  /** False: it was sent, and is not as it was planned any more: it is looked up, and not written again. */
  readonly mayWrite: boolean;
}

interface Planned {
  readonly row: ImportRow;
  /** It was in a call of which nobody knows yet what came of it. */
  readonly isSent: boolean;
}

/** What is there now of the suppliers that are planned. */
interface Present {
  readonly rows: readonly ImportRow[];
  /** The supplier with that vendor, or with any where it is to be made. */
  readonly isLinked: (row: Pick<ImportRow, 'vendor' | 'number'>) => boolean;
  readonly erpHashOf: (supplier: string) => string | undefined;
}

/**
 * Which planned rows still are as they were planned. What needs nothing any more is done where the ERP still says the same, whoever
 * did it. One that was sent is looked up before anything is concluded.
 */
export function divide<Kept extends Planned>(planned: readonly Kept[], now: Present): Divided<Kept> {
  const fresh = new Map(now.rows.filter(isToDo).map((row) => [rowKey(row), row]));
  const listed = new Map(now.rows.filter((row) => !isToDo(row)).map((row) => [pairKey(row), row]));
  const todo: ToDo<Kept>[] = [];
  const settled: Divided<Kept>['settled'][number][] = [];
  for (const kept of planned) {
    const { row, isSent } = kept;
    const present = fresh.get(rowKey(row));
    const mayWrite = present !== undefined && isSame(row, present);
    if (mayWrite || isSent) {
      todo.push({ kept, mayWrite });
      continue;
    }
    const nothingLeft = present === undefined && !listed.has(pairKey(row));
    const asWanted =
      now.isLinked(row) && (row.act === 'create' || (nothingLeft && now.erpHashOf(row.supplier) === row.erp));
    const why = present === undefined ? listed.get(pairKey(row))?.why : whatMoved(row, present);
    if (asWanted) settled.push({ kept, outcome: 'done', told: 'nothing was left to do' });
    else
      settled.push({ kept, outcome: 'moved', told: `changed since it was planned: ${why ?? 'nothing is to be done'}` });
  }
  return { todo, settled };
}

function isSame(planned: ImportRow, now: ImportRow): boolean {
  const isUnmoved = planned.act === now.act && planned.erp === now.erp && planned.procore === now.procore;
  return isUnmoved && JSON.stringify(planned.changes) === JSON.stringify(now.changes);
}

function whatMoved(planned: ImportRow, now: ImportRow): string {
  if (planned.act !== now.act) return `it would be another act now: ${now.act}`;
  if (planned.erp !== now.erp) return 'its record in the ERP';
  return planned.procore === now.procore ? 'what both were agreed on' : 'its record in Procore';
}

/** What of a row a vendor does not show; empty: it stands as it was wanted. */
export function notStanding(row: ImportRow, vendor: CompanyRecord): readonly string[] {
  const { changes, taxId, isActive, keys } = row;
  const wrong: string[] = changes
    .filter(({ field, to }) => canonical(field, vendor[field]) !== canonical(field, to))
    .map(({ field }) => field);
  if (taxId !== null && bareTaxId(vendor.taxId) !== taxId.identifier) wrong.push('tax id');
  if (isActive !== null && vendor.isActive !== isActive) wrong.push(isActive ? 'active' : 'inactive');
  if (keys !== null && vendor.originId !== keys.originId) wrong.push('key');
  return wrong;
}

/**
 * The base once a row stands: what was written is what both sides agreed on, also where the ERP says something else by now, so that
 * this flows later. What was listed stays so.
 */
export function baseAfter(
  row: ImportRow,
  supplier: CompanyRecord,
  vendor: CompanyRecord,
  before: LinkBase | null,
): LinkBase {
  const from = before ?? baseOf(supplier, vendor);
  const written = Object.fromEntries(row.changes.map(({ field, to }) => [field, canonical(field, to)]));
  const side = (of: 'erp' | 'procore') => ({
    values: { ...from[of].values, ...written },
    taxId: row.taxId?.identifier ?? from[of].taxId,
    isActive: row.isActive ?? from[of].isActive,
  });
  return {
    erp: side('erp'),
    procore: side('procore'),
    inactivated: row.isActive === null ? from.inactivated : !row.isActive,
  };
}

/** Rows that write on vendors which are linked, of all that are, in per cent. */
export function shareWritten(rows: readonly ImportRow[], linked: number): number {
  const written = rows.filter((row) => isToDo(row) && row.vendor !== '').length;
  return linked === 0 ? 0 : (written * 100) / linked;
}

/** Calls to Procore that carrying rows out takes: both lists once more, then each part read before, written, and read back. */
export function callsFor(rows: readonly ImportRow[], vendors: number): number {
  const todo = rows.filter(isToDo);
  if (todo.length === 0) return 0;
  const made = todo.filter(({ act }) => act === 'create').length;
  const changed = todo.filter(({ act }) => act !== 'create' && act !== 'carry').length;
  const parts = (count: number, reads: number): number => Math.ceil(count / 500) + reads * Math.ceil(count / 100);
  return Math.ceil(vendors / 100) + 2 + parts(made, 1) + parts(changed, 2);
}
