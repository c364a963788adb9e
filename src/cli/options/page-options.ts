import type { Command } from 'commander';
import { ActionError } from '../../application/action-error';
import { mostRows, type Page, type PageRequest } from '../../application/page';

export interface PageOptions {
  readonly limit?: string;
  readonly after?: string;
}

/** For lists, which are whole unless a part is asked for. */
export function pageOptions(command: Command): Command {
  return command
    .option('--limit <n>', `at most so many rows, up to ${mostRows} (default: all)`)
    .option('--after <cursor>', 'go on after a part of the same list: what it gave as "next"');
}

/** Checks the options before anything is opened. Gives how to read the list: the part that is wanted, or page after page. */
export function pageReader({ limit, after }: PageOptions) {
  const rows = limit === undefined ? mostRows : Number(limit);
  if (limit !== undefined && (!/^[1-9]\d{0,8}$/.test(limit) || rows > mostRows)) {
    throw new ActionError('badInput', `--limit "${limit}": a whole number from 1 to ${mostRows}`);
  }
  return async <Row>(read: (page: PageRequest) => Promise<Page<Row>>): Promise<Page<Row>> => {
    let page = await read({ limit: rows, ...(after === undefined ? {} : { after }) });
    const found = [...page.rows];
    while (limit === undefined && page.next !== null) {
      page = await read({ limit: rows, after: page.next });
      found.push(...page.rows);
    }
    return { rows: found, next: page.next };
  };
}
