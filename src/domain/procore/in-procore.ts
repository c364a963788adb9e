/** What all kinds of postings in Procore have in common: nothing there is an entry of the books, or has a supplier's number. */
export const inProcore = {
  system: 'procore',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',
  entries: () => [],
  terms: () => ({ supplier: '', number: '' }),
} as const;
