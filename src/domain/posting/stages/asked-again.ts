/**
 * What a person asked for of a posting that people sent back: that it is handed to them once more as it is. Among the facts of the
 * posting: what was asked, and what of that was done. Each asking is done once, noted before the call, whatever becomes of that.
 */
export const askedAgainFacts = { asked: 'askedAgain', done: 'askedAgainDone' } as const;

/** Asked for, and not done yet. */
export function isAskedAgain(facts: Readonly<Record<string, string>>): boolean {
  const asked = facts[askedAgainFacts.asked] ?? '';
  return asked !== '' && asked !== facts[askedAgainFacts.done];
}
