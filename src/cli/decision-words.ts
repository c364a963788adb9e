import type { DecisionKind } from '../domain/holds/decision';

/** How a decision is named to `hold decide`. */
export const decisionWords: Readonly<Record<DecisionKind, string>> = {
  acceptOverContract: 'accept-over-contract',
  neverArrived: 'never-arrived',
  confirmVoided: 'confirm-voided',
  notDuplicate: 'not-duplicate',
};
