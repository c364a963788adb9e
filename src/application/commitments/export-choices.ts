import { isOfChangeOrder, olderLines } from '../../domain/commitment/older-lines';
import { minus } from '../../domain/money/money';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { ConnectionContext } from '../context';
import { csvLine } from '../csv-cell';
import { billedOfChangeOrder, billedOfLines, hasDetails } from '../../domain/commitment/billed-of-lines';
import { untilChangeOrdersShown } from './older-change-orders';
import {
  commitmentShown,
  detailsShown,
  listOlderCommitments,
  refuseWithoutCommitments,
  type ListedOlder,
} from './older-commitments';
import { choiceColumns } from './read-choices';

export interface ExportedChoices {
  readonly commitments: number;
  /** As `commitment import` reads it. */
  readonly csv: string;
  /** Those whose lines, or those of whose change orders, are not known, by name: they are left out. */
  readonly unread: readonly string[];
}

/**
 * Commitments older than going live, one row a line: what is contracted, what their opening balance says was billed, and what is
 * left; with those of change orders that are approved by now, for which it waits. `all`: with those for which something was chosen.
 */
export async function exportChoices(
  context: ConnectionContext,
  all: boolean,
  report: (line: string) => void = () => undefined,
): Promise<ExportedChoices> {
  await refuseWithoutCommitments(context);
  const older = (await listOlderCommitments(context)).filter(({ choice }) => all || choice === null);
  const unread: string[] = [];
  const lines: string[] = [];
  const changeOrders = await untilChangeOrdersShown(context, older, report);
  for (const one of older) {
    const commitment = await commitmentShown(context, one, report);
    const changes = changeOrders.get(one.commitmentId);
    if (commitment === null || changes === undefined) {
      unread.push(one.name);
      const what = commitment === null ? 'Procore does not show it' : 'its change orders are not read yet';
      report(`${one.name} is left out: ${what}`);
      continue;
    }
    const details = () => detailsShown(context, one, commitment.type, report);
    lines.push(...(await rowsOf(context, one, { commitment, changes, details })));
  }
  return { commitments: older.length, csv: `${[choiceColumns.join(','), ...lines].join('\n')}\n`, unread };
}

async function rowsOf(
  { store, connection }: ConnectionContext,
  { commitmentId, projectId, projectNumber, choice }: ListedOlder,
  { commitment, changes, details }: Shown,
): Promise<readonly string[]> {
  const { number, lineItems } = commitment;
  const balance = await store.inTenant(connection.tenantId, (tx) => tx.openingBalances.find(connection, commitmentId));
  const before = balance ?? { lines: [] };
  const ofContract = billedOfLines(before, hasDetails(before) ? await details() : []);
  const ofChanges = new Map(
    changes.flatMap((one) => {
      const billedOf = billedOfChangeOrder(before, one);
      return one.lineItems.map(({ id }) => [id, billedOf] as const);
    }),
  );
  return olderLines({ lineItems }, changes).map(({ lineId, item, line, amount }) => {
    // Where it cannot be told what was billed of a line, a person fills in what is left.
    const own = isOfChangeOrder(lineId) ? ofChanges.get(line.id) : ofContract;
    const billed = own == null ? '' : (own.get(line.id) ?? '0');
    const proposed = billed === '' ? '' : minus(amount ?? '0', billed);
    return csvLine([
      projectNumber ?? `id:${projectId}`,
      number ?? `id:${commitmentId}`,
      lineId,
      line.description ?? '',
      amount ?? '',
      billed,
      choice?.choice ?? '',
      choice?.choice === 'link' ? choice.order : '',
      choice?.choice === 'link' ? (choice.lines[item] ?? '') : '',
      choice?.choice === 'balance' ? (choice.left[item] ?? '') : proposed,
    ]);
  });
}

interface Shown {
  readonly commitment: ProcoreCommitment;
  readonly changes: readonly ProcoreChangeOrder[];
  readonly details: () => Promise<Parameters<typeof billedOfLines>[1]>;
}
