/** Four digits of an account at most, and none where that were half of it. */
export function endOf(account: string): string {
  return account.length < 8 ? '****' : `****${account.slice(-4)}`;
}

/** An account as it may be told: the end of its IBAN or number. */
export function maskedAccount({ iban, account }: { readonly iban: string; readonly account: string }): string {
  return endOf(iban || account);
}

/** Whether a text that may be masked can be this one: as far as it shows digits. */
export function fitsMask(shown: string, full: string): boolean {
  const first = shown.indexOf('*');
  if (first === -1) return shown === full;
  return (
    full !== '' && full.startsWith(shown.slice(0, first)) && full.endsWith(shown.slice(shown.lastIndexOf('*') + 1))
  );
}
