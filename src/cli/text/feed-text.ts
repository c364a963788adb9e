interface ShownFeed {
  readonly name: string;
  readonly cadence: unknown;
  readonly lastError: string | null;
  /** The note of whoever paused its schedule; null: nobody did. */
  readonly paused: string | null;
}

/** `every 15m`, `"0 6 * * *" America/Chicago`. */
export function cadenceText(cadence: unknown): string {
  const { every, offset, cron, timeZone } = cadence as Readonly<Record<string, string | undefined>>;
  if (cron !== undefined) return `"${cron}"${timeZone === undefined ? '' : ` ${timeZone}`}`;
  return `every ${every ?? '?'}${offset === undefined ? '' : ` from ${offset}`}`;
}

/** A feed and when it is polled. */
export function feedText({ name, cadence, paused }: ShownFeed): string {
  return `${name} ${cadenceText(cadence)}${paused === null ? '' : ' PAUSED'}`;
}

/** What is amiss with a feed: a line each. */
export function feedFaults(where: string, { name, lastError, paused }: ShownFeed): readonly string[] {
  return [
    ...(lastError === null ? [] : [`${where}: ${name}: the last poll failed: ${lastError}\n`]),
    ...(paused === null ? [] : [pausedLine(where, name, paused)]),
  ];
}

export function pausedLine(where: string, name: string, note: string): string {
  return `${where}: ${name}: its schedule is paused in Temporal${note === '' ? '' : ` (${note})`}; nothing is polled before it is unpaused there\n`;
}
