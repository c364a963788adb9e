import type { Account } from '../account';
import { accountName, parseAccountName } from '../account';
import { accountOf, jdeChart } from '../chart';
import { codingOf } from '../../coding/code-lines';
import { itemAmounts, itemsBefore } from '../../requisition/item-amounts';
import { standingLines } from '../../requisition/missing-amounts';
import { orderedAccounts } from './on-order';
import { splitItemKey } from '../../requisition/item-key';
import { itemParts } from '../../requisition/item-parts';
import { isZero } from '../../money/money';
import type { SourceFacts } from './plan-facts';

export interface AccountsNeeded {
  readonly accounts: readonly Account[];
  readonly businessUnits: readonly string[];
}

/** What to read from the ERP, once, before the plan is made. */
export function accountsNeeded(facts: SourceFacts): AccountsNeeded {
  const byName = new Map<string, Account>();
  const add = (account: Account): void => {
    byName.set(accountName(account), account);
  };
  for (const { account } of standingLines(facts.missingTo?.entries ?? [])) add(parseAccountName(account));
  for (const account of jobAccounts(facts)) add(account);
  for (const company of Object.values(facts.settings.companies)) {
    for (const name of [company.retainageAccount, company.taxAccount, company.roundingAccount]) {
      if (name) add(parseAccountName(name));
    }
  }
  for (const { account } of facts.settings.taxCodes) if (account) add(parseAccountName(account));
  const accounts = [...byName.values()];
  return { accounts, businessUnits: [...new Set(accounts.map((account) => account.businessUnit))] };
}

/** Accounts that the requisition's lines are coded to: those with an amount, or all when none has one. */
export function jobAccounts(facts: SourceFacts): readonly Account[] {
  const before = itemsBefore(facts);
  const amounts = facts.requisition.items.flatMap((item) => itemAmounts(item, before) ?? []);
  const moved = amounts.filter((item) => !isZero(item.gross) || !isZero(item.netRetainage));
  return (moved.length > 0 ? moved : amounts).flatMap(({ item, itemKey: key }) => {
    const ordered = orderedAccounts(item, facts);
    if (ordered.length > 0) return ordered;
    const parts = itemParts(item, facts);
    if ('problem' in parts) return [];
    return parts.parts.flatMap((part) => {
      const own = parts.isSplit ? splitItemKey(key, part.codes) : key;
      const coding = codingOf(facts, own, part.codes, jdeChart);
      return coding === null || coding.misfit !== null ? [] : [accountOf(coding.target)];
    });
  });
}
