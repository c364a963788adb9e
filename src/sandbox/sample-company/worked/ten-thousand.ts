import type { WorkedItem } from './example';

/** Gross 10000.00, retainage 1000.00, nothing before: the first requisition before A, G, and the first state of H. */
export const TEN_THOUSAND: Omit<WorkedItem, 'line'> = {
  workBefore: '0.00',
  workNow: '10000.00',
  stored: '0.00',
  total: '10000.00',
  totalBefore: '0.00',
  retainedBefore: '0.00',
  retainedNow: '1000.00',
  gross: '10000.00',
  net: '9000.00',
};

export const TEN_THOUSAND_SUMS = {
  total: '10000.00',
  workRetainage: '1000.00',
  storedRetainage: '0.00',
  retainage: '1000.00',
  earned: '9000.00',
  previousCertificates: '0.00',
};
