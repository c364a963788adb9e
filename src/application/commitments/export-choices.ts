import { isOfChangeOrder, olderLines } from '../../domain/commitment/older-lines';
import { minus } from '../../domain/money/money';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { ConnectionContext } from '../context';
import { csvLine } from '../csv-cell';
import { billedOfLines, hasDetails } from './billed-of-lines';
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
  /** Those whose lines Procore does not show, by name. */
  readonly unread: readonly string[];
}

/**
 * Commitments older than going live, one row a line: what is contracted, what their opening balance says was billed, and what is
 * left; with those of change orders that are approved by now. `all`: with those for which something was chosen.
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
  for (const one of older) {
    const commitment = await commitmentShown(context, one, report);
    if (commitment === null) unread.push(one.name);
    else
      lines.push(
        ...(await rowsOf(context, one, commitment, () => detailsShown(context, one, commitment.type, report))),
      );
  }
  return { commitments: older.length, csv: `${[choiceColumns.join(','), ...lines].join('\n')}\n`, unread };
}

async function rowsOf(
  { store, connection }: ConnectionContext,
  { commitmentId, projectId, projectNumber, choice }: ListedOlder,
  { number, lineItems }: ProcoreCommitment,
  details: () => Promise<readonly ContractDetail[]>,
): Promise<readonly string[]> {
  const { balance, changeOrders } = await store.inTenant(connection.tenantId, async (tx) => ({
    balance: await tx.openingBalances.find(connection, commitmentId),
    changeOrders: await tx.changeOrders.approvedOf(connection, commitmentId),
  }));
  const before = balance ?? { lines: [] };
  const ofContract = billedOfLines(before, hasDetails(before) ? await details() : []);
  return olderLines({ lineItems }, changeOrders.read).map(({ lineId, item, line, amount }) => {
    // Where it cannot be told what was billed of a line, a person fills in what is left.
    const billed = isOfChangeOrder(lineId)
      ? billedOfChange(before, item)
      : ofContract === null
        ? ''
        : (ofContract.get(lineId) ?? '0');
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

type ContractDetail = Parameters<typeof billedOfLines>[1][number];

/** `''`: some change order was billed as a whole, and which of its lines with what nobody says. */
function billedOfChange({ lines }: Parameters<typeof billedOfLines>[0], item: string): string {
  if (lines.some(({ itemKey }) => itemKey.startsWith('whole_change_order_item:'))) return '';
  return lines.find(({ itemKey }) => itemKey === item)?.billed ?? '0';
}
