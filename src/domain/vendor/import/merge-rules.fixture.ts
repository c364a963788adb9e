import type { MergeRules } from './merge-fields';

/** Of an ERP that takes nothing from here. */
export const readOnly: MergeRules = {
  ...{ enforced: new Set(), owners: {}, remitChanges: null, now: '2026-03-01T00:00:00Z' },
  isStopped: () => false,
  isUnderWay: () => false,
};
