/** How one call of `send` goes: what it leaves in the ERP, when, and what its caller hears. */
export const sendBehaviours = [
  'ok',
  'okButHidden',
  'okButHalfVisible',
  'noNumber',
  'noNumberAndNothing',
  'answerLost',
  'answerLostAndNothing',
  'answerLostHalf',
  'answerLostThenCommit',
  'answerLostHalfThenRest',
  'serverErrorAfterCommit',
  'strangeErrorAfterCommit',
  'refused',
  'refusedHalf',
  'refusedHalfHidden',
  'refusedThenCommit',
  'refusedHalfThenRest',
  'refusedForNow',
  'notSent',
  'throttled',
  'unauthorised',
] as const;
export type SendBehaviour = (typeof sendBehaviours)[number];

export type SearchBehaviour = 'ok' | 'unavailable';
