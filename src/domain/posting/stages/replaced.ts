/** Among the facts of a posting that was changed into another one: the key of that. Nothing can come under its name any more. */
export const replacedByFact = 'replacedBy';
