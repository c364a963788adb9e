import type { ImportedField } from './imported-fields';

/** A field of a vendor that is written: what stands there and what would. */
export interface FieldChange {
  readonly field: ImportedField;
  readonly from: string;
  readonly to: string;
}

/**
 * Why a row is a person's. `drift`: changed in Procore since both were agreed. `toConfirm`: likewise, and written in the ERP once a person
 * says so. `differs`: both differed when they were linked, and do still. `bothChanged`: differently, and nobody's value counts by itself. `conflict`: keys or tax ids say something else. `undecided`: the matching is to be decided first. `gone`: Procore shows
 * the linked vendor no more. `missing`: the ERP shows the linked supplier no more. `backAndForth`: written three times within an hour.
 * `inUse`: the vendor is to become inactive, and has open commitments or documents.
 */
export type ListedReason =
  | ('drift' | 'toConfirm' | 'differs' | 'bothChanged' | 'backAndForth')
  | ('conflict' | 'undecided' | 'gone' | 'missing' | 'inUse');

type ImportAct = 'create' | 'change' | 'inactivate' | 'activate' | 'key' | 'carry' | 'listed';

/** What is to become of one supplier in Procore. */
export interface ImportRow {
  /** `key`: only our key is written on a vendor that is linked. `carry`: its `changes` are given to be written on the supplier. */
  readonly act: ImportAct;
  /** Null where something is to be written. */
  readonly reason: ListedReason | null;
  /** Procore's id; `''` where it is to be made. */
  readonly vendor: string;
  readonly supplier: string;
  readonly number: string;
  readonly name: string;
  readonly changes: readonly FieldChange[];
  /** Added where Procore has none; null: none is. */
  readonly taxId: { readonly type: 'ein' | 'abn'; readonly identifier: string } | null;
  /** Null: it stays as it is. */
  readonly isActive: boolean | null;
  /** Null: none is written. */
  readonly keys: VendorKeys | null;
  readonly why: string;
  /** Hashes of both records; `''` where there is none. */
  readonly erp: string;
  readonly procore: string;
}

/** How Procore's vendor names its supplier. */
export interface VendorKeys {
  /** Unique in the company, and not shown to users. */
  readonly originId: string;
  /** Shown to users; null: that field is not ours. */
  readonly originCode: string | null;
}

export function isToDo({ act }: Pick<ImportRow, 'act'>): boolean {
  return act !== 'listed';
}

/** A supplier has at most one row that is carried out in Procore, and one that is given to be written on it. */
export function rowKey({ vendor, supplier, act }: Pick<ImportRow, 'vendor' | 'supplier' | 'act'>): string {
  return `${pairKey({ vendor, supplier })}${act === 'carry' ? ' to the ERP' : ''}`;
}

export function pairKey({ vendor, supplier }: Pick<ImportRow, 'vendor' | 'supplier'>): string {
  return `${vendor}=${supplier}`;
}
