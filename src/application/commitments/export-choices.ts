import { olderLines } from '../../domain/commitment/older-lines';
import { minus } from '../../domain/money/money';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { ConnectionContext } from '../context';
import { csvLine } from '../csv-cell';
import { commitmentShown, listOlderCommitments, refuseWithoutCommitments, type ListedOlder } from './older-commitments';
import { choiceColumns } from './read-choices';

export interface ExportedChoices {
  readonly commitments: number;
  /** As `commitment import` reads it. */
  readonly csv: string;
  /** Those whose lines Procore does not show, by name. */
  readonly unread: readonly string[];
}

/**
 * Commitments older than going live, one row a line: what is contracted, what their opening balance says was billed, and what is
 * left; with those of change orders that are approved by now. `all`: with those for which something was chosen.
 */
export async function exportChoices(context: ConnectionContext, all: boolean): Promise<ExportedChoices> {
  await refuseWithoutCommitments(context);
  const older = (await listOlderCommitments(context)).filter(({ choice }) => all || choice === null);
  const unread: string[] = [];
  const lines: string[] = [];
  for (const one of older) {
    const commitment = await commitmentShown(context, one);
    if (commitment === null) unread.push(one.name);
    else lines.push(...(await rowsOf(context, one, commitment)));
  }
  return { commitments: older.length, csv: `${[choiceColumns.join(','), ...lines].join('\n')}\n`, unread };
}

async function rowsOf(
  { store, connection }: ConnectionContext,
  { commitmentId, projectId, projectNumber, choice }: ListedOlder,
  { number, lineItems }: ProcoreCommitment,
): Promise<readonly string[]> {
  const { balance, changeOrders } = await store.inTenant(connection.tenantId, async (tx) => ({
    balance: await tx.openingBalances.find(connection, commitmentId),
    changeOrders: await tx.changeOrders.approvedOf(connection, commitmentId),
  }));
  const billedOf = new Map((balance?.lines ?? []).map(({ itemKey, billed }) => [itemKey, billed]));
  return olderLines({ lineItems }, changeOrders.read).map(({ lineId, item, line, amount }) => {
    const billed = billedOf.get(item) ?? '0';
    const proposed = minus(amount ?? '0', billed);
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
