import { bareTaxId } from '../bare-tax-id';
import type { CompanyRecord } from '../matching/company-record';
import { usableTaxId } from '../matching/tax-keys';
import type { FieldConflict, FirstSeen } from './field-conflict';
import type { FieldChange, ImportRow, ListedReason } from './import-row';
import { baseOf, carriedTaxId, type LinkBase } from './imported-fields';
import { mergeFields, type MergeRules, type PairState } from './merge-fields';

interface MergedPair extends Pick<ImportRow, 'changes' | 'taxId' | 'isActive'> {
  /** To be written on the supplier. */
  readonly toErp: readonly FieldChange[];
  readonly conflicts: readonly FieldConflict[];
  readonly seen: FirstSeen;
  readonly listed: readonly { readonly reason: ListedReason; readonly why: string }[];
  /** The base with what both sides say alike by now; equal to the one given where that is nothing new. */
  readonly base: LinkBase;
}

/**
 * What of each side's changes is carried to the other, each compared with its own base. Where both changed a field differently its owner
 * counts, or a person decides. What was changed in Procore and cannot be written in the ERP is listed, and neither carried nor put back
 * unless the field is enforced. What the ERP does not show is unknown: nothing is emptied by it.
 */
export function mergePair(
  supplier: CompanyRecord,
  vendor: CompanyRecord,
  state: PairState,
  rules: MergeRules,
): MergedPair {
  const { base } = state;
  const now = baseOf(supplier, vendor, base.inactivated);
  const { values, changes, toErp, conflicts, seen, told } = mergeFields(supplier, vendor, state, rules);
  const [drift, differs, stopped] = [[...told.drift], [...told.differs], [...told.backAndForth]];
  const isStopped = (field: 'taxId' | 'isActive'): boolean => rules.isStopped(field, 'procore');
  const tax = mergeTaxId(supplier, vendor, base, rules.enforced.has('taxId'));
  const active = mergeActive(supplier, vendor, base);
  if (tax.add !== null && isStopped('taxId')) stopped.push('tax id: none in Procore, one in the ERP');
  const flapping = active.set !== null && isStopped('isActive') ? [activeConflict(supplier, vendor, base)] : [];
  if (flapping.length > 0) stopped.push(`to be ${activeWord(supplier)}`);
  if (active.drift !== null) (active.isOld ? differs : drift).push(active.drift);
  if (tax.differs !== null) differs.push(tax.differs);
  const toConfirm = [...told.toConfirm];
  if (rules.remitChanges !== null && isNewTaxId(supplier, vendor, base)) {
    toConfirm.push('tax id: one in Procore, none in the ERP');
  }
  const listed: { reason: ListedReason; why: string }[] = [];
  const list = (reason: ListedReason, words: readonly string[], more = ''): void => {
    if (words.length > 0) listed.push({ reason, why: `${words.join('; ')}${more}` });
  };
  list('drift', drift);
  list('toConfirm', toConfirm);
  list('differs', differs);
  list('bothChanged', told.bothChanged);
  if (tax.conflict !== null) list('conflict', [tax.conflict]);
  list(
    'backAndForth',
    stopped,
    ': written three times within an hour, and another again. Find out who or what changes it back',
  );
  const isAgreed = supplier.isActive === vendor.isActive;
  const side = (of: 'erp' | 'procore') => ({
    values: values[of],
    taxId: now.erp.taxId !== '' && now.erp.taxId === now.procore.taxId ? now[of].taxId : base[of].taxId,
    isActive: isAgreed ? supplier.isActive : base[of].isActive,
  });
  return {
    ...{ changes, toErp, seen, listed, conflicts: [...conflicts, ...flapping] },
    taxId: isStopped('taxId') ? null : tax.add,
    isActive: isStopped('isActive') ? null : active.set,
    base: {
      erp: side('erp'),
      procore: side('procore'),
      inactivated: base.inactivated && !(isAgreed && vendor.isActive),
    },
  };
}

/** Entered in Procore, where the ERP has none: a person says whether it is written there. */
function isNewTaxId(supplier: CompanyRecord, vendor: CompanyRecord, { procore }: LinkBase): boolean {
  return supplier.taxId.trim() === '' && usableTaxId(vendor) !== '' && bareTaxId(vendor.taxId) !== procore.taxId;
}

function mergeTaxId(supplier: CompanyRecord, vendor: CompanyRecord, base: LinkBase, isEnforced: boolean) {
  const none = { add: null, conflict: null, differs: null };
  const erp = carriedTaxId(supplier);
  const procore = bareTaxId(vendor.taxId);
  if (erp === null || procore === erp.identifier) return none;
  if (procore !== '') {
    const conflict =
      'the tax id in Procore is another than in the ERP: it is not written over; one of the two is wrong';
    return { ...none, conflict };
  }
  const isNew = base.erp.taxId !== erp.identifier && base.procore.taxId === '';
  if (isNew || isEnforced) return { ...none, add: erp };
  return { ...none, differs: 'tax id: none in Procore, one in the ERP' };
}

/** Inactive is carried where both were active; active again only what we had made inactive. */
function mergeActive(supplier: CompanyRecord, vendor: CompanyRecord, base: LinkBase) {
  const none = { set: null, drift: null, isOld: false };
  if (supplier.isActive === vendor.isActive) return none;
  const isOld = base.erp.isActive === supplier.isActive && base.procore.isActive === vendor.isActive;
  const procoreStands = base.procore.isActive === vendor.isActive;
  if (!supplier.isActive && base.erp.isActive && procoreStands) return { ...none, set: false };
  if (supplier.isActive && !base.erp.isActive && procoreStands && base.inactivated) return { ...none, set: true };
  return { ...none, isOld, drift: `${activeWord(vendor)} in Procore, ${activeWord(supplier)} in the ERP` };
}

function activeConflict(supplier: CompanyRecord, vendor: CompanyRecord, base: LinkBase): FieldConflict {
  const agreed = { erp: activeWord(base.erp), procore: activeWord(base.procore) };
  const parts = [{ part: 'active', base: agreed, erp: activeWord(supplier), procore: activeWord(vendor) }] as const;
  return { field: 'active', why: 'backAndForth', parts };
}

function activeWord({ isActive }: { readonly isActive: boolean }): string {
  return isActive ? 'active' : 'inactive';
}
