import type { ConfirmedCarry } from '../carry/confirmed-carry';
import type { Side } from '../matching/company-record';
import type { FieldConflict, FirstSeen } from './field-conflict';
import { partsOf } from './field-owners';
import { canonical, type LinkBase } from './imported-fields';
import { isBackAndForth, type WrittenField, type WrittenFields } from './written-fields';

/** A pair that is linked: what both sides were agreed on, and what came of it since. */
export interface KeptBase {
  readonly supplier: string;
  /** Its number by then. */
  readonly number: string;
  readonly base: LinkBase;
  /** Under this link, and under one before that it took the place of. */
  readonly written: WrittenFields;
  /** On the supplier, without a person. */
  readonly writtenToErp?: WrittenFields;
  readonly seen?: FirstSeen;
  /** What a person is to decide. */
  readonly conflicts?: readonly FieldConflict[];
}

interface Merged {
  readonly base: LinkBase;
  readonly seen: FirstSeen;
  readonly conflicts: readonly FieldConflict[];
}

/** With what a merge came to. What is not there is no member: what was kept before there were conflicts stays as it is. */
export function keptAfter({ seen: _, conflicts: __, ...rest }: KeptBase, { base, seen, conflicts }: Merged): KeptBase {
  const hasSeen = Object.keys(seen.erp).length > 0 || Object.keys(seen.procore).length > 0;
  return { ...rest, base, ...(hasSeen ? { seen } : {}), ...(conflicts.length > 0 ? { conflicts } : {}) };
}

/** Written three times within an hour on that side: until a person decides, or both sides say the same. */
export function isStopped(kept: KeptBase, field: WrittenField, on: Side, now: string): boolean {
  const isHeld = (kept.conflicts ?? []).some(({ why, field: owned }) => why === 'backAndForth' && isOf(owned, field));
  return isHeld || isBackAndForth((on === 'procore' ? kept.written : kept.writtenToErp) ?? {}, field, now);
}

/**
 * A person took one side's value of a conflict. The ERP's: what Procore shows is agreed to be what it was, so that the ERP's flows. Procore's:
 * both are agreed to differ, and what is to be written on the supplier is confirmed, where it can be written. From there it is counted anew.
 */
export function keptAsChosen(kept: KeptBase, conflict: FieldConflict, take: Side): KeptBase {
  const { field, parts } = conflict;
  const base = parts.reduce((agreed, part) => withChosen(agreed, part, take), kept.base);
  const { conflicts = [], writtenToErp = {}, ...rest } = kept;
  const left = conflicts.filter((one) => one.field !== field);
  return {
    ...rest,
    base,
    written: countedAnew(kept.written, field),
    writtenToErp: countedAnew(writtenToErp, field),
    ...(left.length > 0 ? { conflicts: left } : {}),
  };
}

function withChosen(base: LinkBase, { part, erp, procore }: FieldConflict['parts'][number], take: Side): LinkBase {
  if (part === 'active') {
    const side = (of: LinkBase['erp'], shown: string) => ({ ...of, isActive: shown === 'active' });
    return take === 'erp' ? base : { ...base, erp: side(base.erp, erp), procore: side(base.procore, procore) };
  }
  const side = (of: LinkBase['erp'], value: string) => ({ ...of, values: { ...of.values, [part]: value } });
  return {
    ...base,
    erp: side(base.erp, take === 'erp' ? '' : canonical(part, erp)),
    procore: side(base.procore, canonical(part, procore)),
  };
}

function isOf(owned: FieldConflict['field'], field: string): boolean {
  return owned === 'active' ? field === 'isActive' : partsOf[owned].some((part) => part === field);
}

function countedAnew(written: WrittenFields, field: FieldConflict['field']): WrittenFields {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) =>
      isOf(field, name) ? [name, { ...value, times: [] }] : [name, value],
    ),
  );
}

/** What was written on the supplier stood there: both sides are agreed on it. */
export function agreedOnCarried(kept: KeptBase, fields: ConfirmedCarry['fields']): KeptBase {
  const { taxId, ...said } = fields;
  const values = Object.fromEntries(Object.entries(said).map(([field, { to }]) => [field, to]));
  const { erp, procore } = kept.base;
  const side = (of: LinkBase['erp']) => ({ ...of, values: { ...of.values, ...values } });
  const agreed = { ...side(procore), taxId: taxId?.to ?? procore.taxId };
  return { ...kept, base: { ...kept.base, erp: side(erp), procore: agreed } };
}
