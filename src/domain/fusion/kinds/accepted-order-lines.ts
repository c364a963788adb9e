interface Line {
  readonly account: string;
  readonly amount: string;
}

/**
 * The lines that count of an order, or of a change of it, once a person accepts what stands: each with the amount and the account that
 * it has there. A line that is gone counts no more; one that was not sent belongs to no line of the commitment and is not accepted.
 */
export function acceptedLines<Sent extends Line, Shown extends Line>(
  sent: readonly Sent[],
  there: readonly Shown[],
  nameOf: (line: Sent | Shown) => string,
): { readonly lines: readonly Sent[] } | { readonly why: string } {
  const stranger = there.find((line) => !sent.some((own) => nameOf(own) === nameOf(line)));
  if (stranger !== undefined) return { why: `line ${nameOf(stranger)} is on it and was not sent` };
  const lines = sent.flatMap((own): Sent[] => {
    const shown = there.find((line) => nameOf(line) === nameOf(own));
    if (shown === undefined) return [];
    return [{ ...own, amount: shown.amount, account: shown.account || own.account }];
  });
  return { lines };
}
