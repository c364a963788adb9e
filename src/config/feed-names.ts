/** What is polled. Names in the database and in the ids of schedules: they are for ever. */
export const feedNames = [
  'requisitions',
  'commitments',
  'changeOrders',
  'directCosts',
  'purchaseOrders',
  'payments',
  'suppliers',
  'bankNotes',
  'sweep',
  'standing',
  'erpFacts',
  'projects',
] as const;

export type FeedName = (typeof feedNames)[number];
