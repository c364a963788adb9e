import type { PostingKind } from '../../posting/posting-kind';
import type { SupplierChangeBody } from '../bodies/posting-body';
import { storedBody } from '../bodies/stored-body';

export type SupplierChangeDraft = Omit<SupplierChangeBody, 'erpKey'>;

/** Fields of a supplier, set to what a person confirmed of its vendor in Procore. */
export const supplierChange: PostingKind<SupplierChangeDraft, SupplierChangeBody> = {
  name: 'supplierChange',
  called: 'change of the supplier',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<SupplierChangeBody>(stored, 'supplierChange', ['addressLines']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  // Each confirmation is a setting of its own: the same value may be wanted again after JDE had another.
  fingerprint: ({ kind, supplier, confirmedAt, fields }) => [
    kind,
    supplier,
    confirmedAt,
    Object.entries(fields).sort(),
  ],

  // It is found by its targets alone.
  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
