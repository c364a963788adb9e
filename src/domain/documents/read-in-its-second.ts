/** Whole seconds of Procore's times, and how far two clocks may differ that are set by the network. */
const soonMs = 3000;

/**
 * Whether a record was last read so soon after its time of change that it may have changed once more since, and shows the same
 * time: Procore gives whole seconds. A list that has not all of its content then says nothing by an equal time.
 */
export function readInItsSecond(seen: {
  readonly seenAt: Date | null;
  readonly sourceUpdatedAt: Date | null;
}): boolean {
  const { seenAt, sourceUpdatedAt } = seen;
  return seenAt !== null && sourceUpdatedAt !== null && seenAt.getTime() < sourceUpdatedAt.getTime() + soonMs;
}
