import { bareTaxId } from '../bare-tax-id';
import type { CompanyRecord } from '../matching/company-record';
import type { FieldChange, ImportRow, ListedReason } from './import-row';
import {
  baseOf,
  carriedTaxId,
  carriedValues,
  importedFields,
  type ImportedField,
  type LinkBase,
} from './imported-fields';
import type { WrittenField } from './written-fields';

/** Fields whose value of the ERP is written whatever was changed in Procore; `taxId` only where there is none. */
export type Enforced = ReadonlySet<ImportedField | 'taxId'>;

interface MergedPair extends Pick<ImportRow, 'changes' | 'taxId' | 'isActive'> {
  readonly listed: readonly { readonly reason: ListedReason; readonly why: string }[];
  /** The base with what both sides say alike by now; equal to the one given where that is nothing new. */
  readonly base: LinkBase;
}

/**
 * What of a supplier's changes is carried to its vendor, each side compared with its own base. The ERP is never written: what was
 * changed in Procore is listed, and neither carried nor put back unless the field is enforced. What the ERP does not show is
 * unknown: nothing is emptied by it.
 */
export function mergePair(
  supplier: CompanyRecord,
  vendor: CompanyRecord,
  base: LinkBase,
  enforced: Enforced,
  /** Fields that are not written again for now. */
  isStopped: (field: WrittenField) => boolean = () => false,
): MergedPair {
  const now = baseOf(supplier, vendor, base.inactivated);
  const carried = carriedValues(supplier);
  const merged = { erp: { ...base.erp.values }, procore: { ...base.procore.values } };
  const changes: FieldChange[] = [];
  const drift: string[] = [];
  const differs: string[] = [];
  const stopped: string[] = [];
  for (const field of importedFields) {
    const [erp, procore] = [now.erp.values[field], now.procore.values[field]];
    if (erp === '') continue;
    if (erp === procore) {
      merged.erp[field] = erp;
      merged.procore[field] = procore;
      continue;
    }
    const [erpMoved, procoreMoved] = [erp !== base.erp.values[field], procore !== base.procore.values[field]];
    const told = `${field}: "${vendor[field]}" in Procore, "${carried[field]}" in the ERP`;
    if (enforced.has(field) || (erpMoved && !procoreMoved)) {
      if (isStopped(field)) stopped.push(told);
      else changes.push({ field, from: vendor[field], to: carried[field] });
    } else if (procoreMoved) drift.push(told);
    else differs.push(told);
  }
  const tax = mergeTaxId(supplier, vendor, base, enforced.has('taxId'));
  const active = mergeActive(supplier, vendor, base);
  if (tax.add !== null && isStopped('taxId')) stopped.push('tax id: none in Procore, one in the ERP');
  if (active.set !== null && isStopped('isActive')) stopped.push(`to be ${active.set ? 'active' : 'inactive'}`);
  if (active.drift !== null) (active.isOld ? differs : drift).push(active.drift);
  if (tax.differs !== null) differs.push(tax.differs);
  const listed: { reason: ListedReason; why: string }[] = [];
  if (drift.length > 0) listed.push({ reason: 'drift', why: drift.join('; ') });
  if (differs.length > 0) listed.push({ reason: 'differs', why: differs.join('; ') });
  if (tax.conflict !== null) listed.push({ reason: 'conflict', why: tax.conflict });
  if (stopped.length > 0) {
    listed.push({
      reason: 'backAndForth',
      why: `written three times within an hour, and another again: ${stopped.join('; ')}. Find out who or what changes it back`,
    });
  }
  const isAgreed = supplier.isActive === vendor.isActive;
  const side = (of: 'erp' | 'procore') => ({
    values: merged[of],
    taxId: now.erp.taxId !== '' && now.erp.taxId === now.procore.taxId ? now[of].taxId : base[of].taxId,
    isActive: isAgreed ? supplier.isActive : base[of].isActive,
  });
  return {
    ...{ changes, listed },
    taxId: isStopped('taxId') ? null : tax.add,
    isActive: isStopped('isActive') ? null : active.set,
    base: {
      erp: side('erp'),
      procore: side('procore'),
      inactivated: base.inactivated && !(isAgreed && vendor.isActive),
    },
  };
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
  const words = (isActive: boolean): string => (isActive ? 'active' : 'inactive');
  return { ...none, isOld, drift: `${words(vendor.isActive)} in Procore, ${words(supplier.isActive)} in the ERP` };
}
