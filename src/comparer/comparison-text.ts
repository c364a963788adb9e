import { amountText } from './amount';
import { shares, type Share } from './checked-document';
import type { Comparison, ProjectComparison } from './compare-books';
import type { ErpBooks } from './erp-books';

const titles: Readonly<Record<Share, string>> = {
  delivered: 'delivered',
  vouchered: 'vouchered',
  posted: 'posted',
  held: 'held',
  waiting: 'waiting',
  inProgress: 'in progress',
  byHand: 'by hand',
  left: 'left',
  takenOver: 'taken over',
  releasesLeftToAp: 'left to AP',
  releasedByAp: 'released by AP',
};

/** One column a project: a controller reads down from what Procore approved to where it is. */
export function comparisonText(
  { projects, holds, says, differences, agree }: Comparison,
  { title, rows: names }: Pick<ErpBooks, 'title' | 'rows'>,
): string {
  const rows = [
    row('project', (one) => one.project),
    row('approved requisitions', (one) => String(one.approvedRequisitions)),
    row('approved payable in Procore', (one) => amountText(one.approvedPayable)),
    ...shares
      .filter((share) => projects.some((one) => !one.payable[share].isZero()))
      .map((share) => row(`  ${titles[share]}`, (one) => amountText(one.payable[share]))),
    row(`gross of what stands in ${title}`, (one) => amountText(one.gross)),
    row(`  ${names.cost}`, (one) => amountText(one.costLines)),
    row(`  ${names.orders}`, (one) => amountText(one.orderLines)),
    row(`  ${names.adjustments}`, (one) => amountText(one.adjustments)),
  ];
  const widths = ['', ...projects].map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  const table = rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const named = differences.map(
    (one) => `${one.kind}: ${one.documents.join(', ') || `project ${one.projectId ?? ''}`}: ${one.message}`,
  );
  const verdict = agree ? 'The books agree.' : `The books differ (${differences.length}):`;
  return `${[...(projects.length === 0 ? ['No approved requisitions.'] : table), '', ...says, ...holdLines(holds), verdict, ...named].join('\n')}\n`;

  function row(title: string, cell: (project: ProjectComparison) => string): string[] {
    return [title, ...projects.map(cell)];
  }
}

function holdLines(holds: Comparison['holds']): string[] {
  if (holds === null) return ['The company states nothing of what must be held: holds were not judged.'];
  const { mustBePosted, posted, expected, held } = holds;
  const right = Object.entries(holds.byReason).map(([reason, count]) => `${reason} ${count}`);
  const named = right.length === 0 ? '' : ` (${right.sort().join(', ')})`;
  return [
    `Requisitions that must be posted: ${mustBePosted}. Are posted: ${posted}.`,
    `Must be held: ${expected}. Are held: ${held}${named}.`,
  ];
}
