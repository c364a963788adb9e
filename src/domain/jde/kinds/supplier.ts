import type { PostingKind } from '../../posting/posting-kind';
import type { VendorBody } from '../bodies/posting-body';
import { storedBody } from '../bodies/stored-body';

export type SupplierDraft = Omit<VendorBody, 'erpKey'>;

/** A supplier created: F0101 with its external key, and F0401. */
export const supplier: PostingKind<SupplierDraft, VendorBody> = {
  name: 'supplier',
  called: 'supplier',
  parts: { supplierMaster: 'its supplier master (F0401)' },
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<VendorBody>(stored, 'vendor'),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: ({ kind, sourceKey, taxId }) => [kind, sourceKey, taxId],

  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
