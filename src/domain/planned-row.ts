/** What came of a row of a plan: carried out, left since a side is not as it was planned, or refused by the other system. */
export type RowOutcome = 'done' | 'moved' | 'refused';
