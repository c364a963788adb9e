import type { BankDetails } from '../../vendor/bank/bank-details';
import { fitsMask } from '../../vendor/bank/masked';

/** The account that a supplier is paid to, set to what was asked for, confirmed and has cooled off. */
export interface BankBody {
  readonly kind: 'bank';
  readonly erpKey: string;
  readonly requestId: string;
  /** Address number. */
  readonly supplier: string;
  /** BKTP, UDC 00/BT. */
  readonly recordType: string;
  readonly details: BankDetails;
  /** What F0030 showed when it was requested: before anything is sent it must still do so. */
  readonly before: readonly ShownAccount[];
}

/** A row of F0030 as the data service shows it: account and IBAN may be masked. */
export interface ShownAccount {
  /** UKID. */
  readonly id: string;
  /** UPMJ and UPMT as they come. */
  readonly changed: string;
  readonly routing: string;
  readonly account: string;
  readonly iban: string;
  readonly swift: string;
  readonly country: string;
}

/** Nothing was entered, changed or deleted in between; a mask that came or went meanwhile is no change. */
export function sameAccounts(before: readonly ShownAccount[], now: readonly ShownAccount[]): boolean {
  const isSame = (one: ShownAccount, other: ShownAccount): boolean =>
    one.id === other.id &&
    one.changed === other.changed &&
    [one.routing, one.swift, one.country].join() === [other.routing, other.swift, other.country].join() &&
    alike(one.account, other.account) &&
    alike(one.iban, other.iban);
  return before.length === now.length && before.every((one) => now.some((other) => isSame(one, other)));
}

/** What of an account is shown otherwise than it was to be, as far as masks let it be seen: columns, never their contents. */
export function otherThan({ routing, account, iban, swift, country }: BankDetails, shown: ShownAccount): string[] {
  return [
    ...(shown.routing === routing ? [] : ['TNST']),
    ...(fitsMask(shown.account, account) ? [] : ['CBNK']),
    ...(fitsMask(shown.iban, iban) ? [] : ['IBAN']),
    ...(shown.swift === swift ? [] : ['SWFT']),
    ...(shown.country === country ? [] : ['CTR']),
  ];
}

export function isMasked({ account, iban }: Pick<ShownAccount, 'account' | 'iban'>): boolean {
  return account.includes('*') || iban.includes('*');
}

function alike(one: string, other: string): boolean {
  return fitsMask(one, other) || fitsMask(other, one);
}
