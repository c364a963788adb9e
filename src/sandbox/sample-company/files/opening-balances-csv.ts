import type { Application, AppliedLine } from '../books/application';
import { money } from '../amounts';
import { retainedOnWork } from '../books/bill-contract';
import type { ProjectBook } from '../books/project-book';

const HEADER = 'project,commitment,last_number,certified,item_type,line_id,billed,stored,withheld';

/**
 * The state of each commitment after its last requisition of a closed period. `billed` is the total completed and
 * stored to date; `stored` is how much of it still lies in store.
 */
export function openingBalancesCsv(books: readonly ProjectBook[]): string {
  const rows = books
    .filter(({ project }) => project.permitted)
    .flatMap(({ contracts, applications }) =>
      contracts.flatMap((contract) => {
        const last = applications.filter((one) => one.contract === contract && !one.period.isOpen).at(-1);
        return last === undefined ? [] : last.lines.map((line) => rowOf(last, line));
      }),
    );
  return `${[HEADER, ...rows].join('\n')}\n`;
}

function rowOf({ contract, number, summary }: Application, applied: AppliedLine): string {
  const { line } = applied;
  const lineId = line.itemType === 'whole_change_order_item' ? line.changeOrder?.packageId : line.id;
  const withheld = retainedOnWork(applied).plus(applied.storedRetained);
  return [
    contract.project.number,
    contract.number,
    number,
    money(summary.earned),
    line.itemType,
    lineId,
    money(applied.total),
    money(applied.stored),
    money(withheld),
  ].join(',');
}
