import type { ImportedField } from './imported-fields';
import type { OwnedField } from './field-owners';

/** A part of a field on which both sides differ, or whether the company is active: as it was when both were agreed, in canonical form, and as each shows it. */
export interface PartApart<Part = ImportedField> {
  readonly part: Part;
  readonly base: { readonly erp: string; readonly procore: string };
  readonly erp: string;
  readonly procore: string;
}

/**
 * What a person decides about a linked pair. `bothChanged`: differently, each against its own base. `backAndForth`: written three times
 * within an hour without a person, and another again.
 */
export interface FieldConflict {
  readonly field: OwnedField | 'active';
  readonly why: 'bothChanged' | 'backAndForth';
  readonly parts: readonly PartApart<ImportedField | 'active'>[];
}

/** When we first saw what a side changed a field to. */
export type SeenValues = Partial<Record<ImportedField, { readonly value: string; readonly at: string }>>;
export interface FirstSeen {
  readonly erp: Readonly<SeenValues>;
  readonly procore: Readonly<SeenValues>;
}
