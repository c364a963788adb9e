import type { DocumentRow } from '../../../src/store/documents/documents';
import type { Rig, Row } from './rig';

/** What stands in JDE for one requisition, found by the keys that our ledger gave its postings. */
export interface JdeRows {
  readonly F4301: readonly Row[];
  readonly F4311: readonly Row[];
  readonly F0411Z1: readonly Row[];
  readonly F0911Z1: readonly Row[];
}

export async function jdeRowsOf(rig: Rig, document: DocumentRow): Promise<JdeRows> {
  const keys = await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const postings = await tx.postings.of(document.id);
    return (step: string): string[] => postings.filter((one) => one.step === step).map((one) => one.key);
  });
  const all = async (keysOfStep: readonly string[], rowsOf: (key: string) => Promise<Row[]>): Promise<Row[]> =>
    (await Promise.all(keysOfStep.map(rowsOf))).flat();
  const F4301 = await all(keys('order'), (key) => rig.table('F4301', { VR01: key }));
  const F4311 = await Promise.all(
    F4301.map(({ DOCO = '', DCTO = '', KCOO = '' }) => rig.table('F4311', { DOCO, DCTO, KCOO })),
  );
  return {
    F4301,
    F4311: F4311.flat(),
    F0411Z1: await all(keys('voucher'), (key) => rig.table('F0411Z1', { EDTN: key })),
    F0911Z1: await all(keys('voucher'), (key) => rig.table('F0911Z1', { EDTN: key })),
  };
}

/** How many rows of each table there are: what "posted twice" would change. */
export async function jdeCounts(rig: Rig): Promise<Readonly<Record<string, number>>> {
  const tables = ['F4301', 'F4311', 'F0411Z1', 'F0911Z1', 'F0101', 'F0411'];
  const counts = await Promise.all(
    tables.map(async (name) => {
      const rows = (await rig.control('jde', 'GET', 'tables')) as Record<string, string>;
      return [name, Number(rows[name] ?? 0)] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/** The chosen columns of rows, in the order of the rows. */
export function columns(rows: readonly Row[], ...names: readonly string[]): Row[] {
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? ''])));
}
