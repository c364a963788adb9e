import { closeReport, type CloseReport } from '../../../src/application/close/close-report';
import { tieOut, type TieOutReport } from '../../../src/application/tie-out/tie-out';
import type { RequisitionContent } from '../../../src/ledger/requisition-content';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { lessLedger } from '../../../src/domain/tie-out/tie-out';
import { testContext } from '../../stack/test-context';
import type { Rig } from './rig';

/** The tie-out of one project, as a controller asks for it. */
export async function tiedOut(rig: Rig, project: string, period: string): Promise<TieOutReport> {
  const made = await testContext(rig.test, { identity: 'C. Controller', role: 'viewer' });
  return tieOut({ ...made, ports: { procore: rig.procorePort, erp: rig.erp } }, { project, period });
}

/** What a controller reads at the close of a project. */
export async function closedThrough(rig: Rig, project: string, through: string): Promise<CloseReport> {
  const made = await testContext(rig.test, { identity: 'C. Controller', role: 'viewer' });
  const context = { ...made, ports: { procore: rig.procorePort, erp: rig.erp } };
  return closeReport(context, { project, through });
}

/** `26-010.S 10000 9000 9000 | held 1000 |`: a row, why Procore differs from our ledger, and why the ERP does. */
export function rowsOf({ projects }: TieOutReport): readonly string[] {
  return projects.flatMap(({ rows }) =>
    rows.map((row) => {
      const [procore, erp] = [row.procoreLess, row.erpLess].map((parts) =>
        parts.map(({ cause, amount }) => `${cause} ${amount}`).join(', '),
      );
      return `${row.code}${row.account} ${row.procore} ${row.ledger} ${row.erp} | ${procore} | ${erp}`.trimEnd();
    }),
  );
}

/** What nothing explains, as `4411/SC-1/2: procore 0.01`. */
export function unknownOf({ projects }: TieOutReport): readonly string[] {
  const all = projects.flatMap(({ differences }) => differences);
  return all
    .filter(({ cause }) => cause === 'unknown')
    .map(({ document, of, amount }) => `${document}: ${of} ${amount}`)
    .toSorted();
}

/** A row that differs where no cause says so; there is none. */
export function unexplainedRows({ projects }: TieOutReport): readonly string[] {
  const cents = (amounts: readonly string[]): number =>
    amounts.reduce((total, amount) => total + Math.round(Number(amount) * 1000), 0);
  return projects.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      (['procore', 'erp'] as const).flatMap((of) => {
        const parts = of === 'procore' ? row.procoreLess : row.erpLess;
        const isExplained = cents(parts.map(({ amount }) => amount)) === cents([lessLedger(row, of)]);
        return isExplained ? [] : [`${row.code}${row.account} ${of}`];
      }),
    ),
  );
}

/** A cent more than Procore says of the first item of a requisition, in what we last read of it. */
export async function plantInProcore(rig: Rig, document: DocumentRow, total: string): Promise<void> {
  await rig.test.store.as('test').inTenant(rig.scope.tenantId, async (tx) => {
    const known = await tx.snapshots.load<RequisitionContent>(document);
    if (known?.content == null) throw new Error('it was never read');
    const { requisition } = known.content;
    const items = requisition.items.map((item, index) =>
      index === 0 ? { ...item, totalCompletedAndStoredToDate: total } : item,
    );
    await tx.snapshots.store(document, {
      ...known,
      content: { ...known.content, requisition: { ...requisition, items } },
    });
  });
}
