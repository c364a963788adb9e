interface Pause {
  readonly paused?: boolean;
  readonly note?: string;
}

/** So that a pause of ours is told from one that somebody made in Temporal. */
const ours = 'ml-connector: ';

/** What a schedule is to be, by what the feed's row says. A pause that somebody made in Temporal stays. */
export function pausedState(pausedNote: string | null, now: Pause): Pause {
  if (pausedNote !== null) return { paused: true, note: `${ours}${pausedNote}` };
  return now.paused === true && now.note?.startsWith(ours) === true ? { paused: false, note: '' } : {};
}
