import type { IdentityRule } from '../vendor/identified-supplier';
import { identityDifferences } from '../vendor/supplier-identity';
import { fusionFact } from './facts';

/** Pod, ids and time of creation: what is never given to another supplier. */
export const fusionIdentity: IdentityRule = {
  erp: 'Fusion',
  field: 'SupplierNumber',
  seen: (facts, supplierNumber) => fusionFact(facts, 'supplier', supplierNumber)?.identity,
  differences: identityDifferences,
};
