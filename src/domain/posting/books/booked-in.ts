/** Of a journal's facts: the currency of its amounts, where they are not in that of what it is of. */
export const bookedInFact = 'currency';
