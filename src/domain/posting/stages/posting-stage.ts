/**
 * How far a confirmed posting has come in the system it stands in: a short ladder for all of them, beside the system's own
 * word. `stands`: it is there and read back. `delivered`: handed over complete. `vouchered`: in the subledger. `posted`: in
 * the books, or in force. The others are off the ladder: `returned` by a person to be corrected, `voided`, `gone`.
 */
export const postingStages = ['stands', 'delivered', 'vouchered', 'posted', 'returned', 'voided', 'gone'] as const;

export type PostingStage = (typeof postingStages)[number];

/** Nothing of it stands any more. */
export function isGone(stage: PostingStage | null): stage is 'voided' | 'gone' {
  return stage === 'voided' || stage === 'gone';
}

/** Off the ladder: it does not count as standing any more, or not until somebody corrects it. */
function isLost(stage: PostingStage): stage is 'returned' | 'voided' | 'gone' {
  return stage === 'returned' || isGone(stage);
}

/** Whether a posting has come at least as far as `wanted`, which is on the ladder. */
export function reaches(stage: PostingStage | null, wanted: PostingStage): boolean {
  if (stage === null || isLost(stage)) return false;
  return postingStages.indexOf(stage) >= postingStages.indexOf(wanted);
}
