import { isToDo, rowKey, type CodedAccount, type CodeRow } from '../../domain/coding/cost-codes/coded-account';
import type { RowOutcome } from '../../domain/planned-row';
import type { KeptCodeRow } from '../../store/coding/cost-code-plans';

export interface Settled {
  readonly kept: KeptCodeRow;
  readonly outcome: RowOutcome;
  readonly told: string;
}

export interface ToDo {
  readonly kept: KeptCodeRow;
  /** As it is planned anew: equal to what was planned, or adopted since our own call made it and its answer was lost. */
  readonly row: CodeRow;
}

/** Only rows whose two sides still are as planned are carried out. What stands as it was wanted is done, whoever did it. */
export function divide(
  planned: readonly KeptCodeRow[],
  now: readonly CodeRow[],
  accounts: readonly CodedAccount[],
): { readonly todo: readonly ToDo[]; readonly settled: readonly Settled[] } {
  const byKey = new Map(now.map((row) => [rowKey(row), row]));
  const todo: ToDo[] = [];
  const settled: Settled[] = [];
  for (const kept of planned) {
    const { row } = kept;
    if (kept.outcome !== null || !isToDo(row)) continue;
    const fresh = byKey.get(rowKey(row));
    if (fresh === undefined) {
      const asWanted = isLive(row, accounts) === (row.act !== 'inactivate');
      settled.push({ kept, outcome: asWanted ? 'done' : 'moved', told: 'nothing was left to do' });
    } else if (isSame(row, fresh)) {
      todo.push({ kept, row: fresh });
    } else {
      const why = isToDo(fresh) ? `is to be ${words[fresh.act] ?? fresh.act} now` : fresh.why;
      settled.push({ kept, outcome: 'moved', told: `changed since it was planned: ${why}` });
    }
  }
  return { todo, settled };
}

const words: Readonly<Record<string, string>> = {
  create: 'created',
  rename: 'renamed otherwise',
  adopt: 'adopted',
  inactivate: 'inactivated',
  activate: 'activated',
};

function isSame(planned: CodeRow, now: CodeRow): boolean {
  if (planned.erp !== now.erp) return false;
  if (planned.act === 'create' && now.act === 'adopt') return true;
  return planned.act === now.act && planned.procore === now.procore;
}

function isLive({ code, costType }: CodeRow, accounts: readonly CodedAccount[]): boolean {
  return accounts.some(
    (one) => one.why === null && one.code === code && (costType === '' || one.costType === costType),
  );
}
