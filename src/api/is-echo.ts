const toleranceMs = 2_000;

export interface EchoFacts {
  /** Who changed the record; null when Procore does not say. */
  readonly eventUserId: string | null;
  readonly eventAt: Date | null;
  /** The user that our credentials stand for; null until it is known. */
  readonly ourUserId: string | null;
  readonly writeBack: {
    readonly userId: string;
    readonly openedAt: Date;
    readonly returnedUpdatedAt: Date | null;
  } | null;
}

/**
 * Whether an event only reports what we wrote ourselves. In doubt it does not: looking once more is harmless, a lost
 * change is not. So as long as our write has no answer yet, or the user is ours but the time is not, it is a change.
 */
export function isEcho({ eventUserId, eventAt, ourUserId, writeBack }: EchoFacts): boolean {
  if (eventUserId === null || eventAt === null || writeBack === null) return false;
  if (eventUserId !== ourUserId || eventUserId !== writeBack.userId) return false;
  if (writeBack.returnedUpdatedAt === null) return false;
  return (
    eventAt.getTime() >= writeBack.openedAt.getTime() - toleranceMs &&
    eventAt.getTime() <= writeBack.returnedUpdatedAt.getTime() + toleranceMs
  );
}
