import { bareTaxId } from '../bare-tax-id';
import { canonical, importedFields, type ImportedField } from './imported-fields';
import type { FieldChange, ImportRow } from './import-row';

/** What a link may write on its vendor. */
export type WrittenField = ImportedField | 'taxId' | 'isActive' | 'originId';

interface WrittenValue {
  /** What stood there before the link wrote it for the first time; `''`: nothing. */
  readonly before: string;
  /** What the link wrote last. */
  readonly ours: string;
  /** Its newest writings, oldest first, ISO 8601. A plan that is carried out once more is the same writing. */
  readonly times: readonly { readonly plan: number; readonly at: string }[];
}

/** All that was written on a vendor since it is linked with its supplier. */
export type WrittenFields = Readonly<Partial<Record<WrittenField, WrittenValue>>>;

interface Writing {
  readonly plan: number;
  /** ISO 8601. */
  readonly at: string;
  /** Fields that a person took the ERP's value of in this plan: from there it is counted anew. */
  readonly taken: readonly string[];
}

const mostTimes = 3;
const anHourMs = 3_600_000;

/** With what a row is about to write. */
export function noteWritten(
  known: WrittenFields,
  { changes, taxId, isActive, keys }: Pick<ImportRow, 'changes' | 'taxId' | 'isActive' | 'keys'>,
  { plan, at, taken }: Writing,
): WrittenFields {
  const noted: Partial<Record<WrittenField, WrittenValue>> = { ...known };
  const note = (field: WrittenField, before: string, ours: string): void => {
    const was = known[field];
    const times = (was?.times ?? []).filter((one) => one.plan !== plan);
    noted[field] = {
      before: was?.before ?? before,
      ours,
      times: taken.includes(field) ? [] : [...times, { plan, at }].slice(-mostTimes),
    };
  };
  for (const { field, from, to } of changes) note(field, from, to);
  if (taxId !== null) note('taxId', '', taxId.identifier);
  if (isActive !== null) note('isActive', String(!isActive), String(isActive));
  if (keys !== null) note('originId', '', keys.originId);
  return noted;
}

/** Of a vendor that was made under its link, there is nothing to go back to but our key. */
export function writtenWhenMade({ keys }: Pick<ImportRow, 'keys'>): WrittenFields {
  return keys === null ? {} : { originId: { before: '', ours: keys.originId, times: [] } };
}

/** Written three times within the hour before `now`: somebody, or something, changes it back each time. */
export function isBackAndForth(written: WrittenFields, field: WrittenField, now: string): boolean {
  const since = Date.parse(now) - anHourMs;
  const times = (written[field]?.times ?? []).filter(({ at }) => Date.parse(at) > since);
  return times.length >= mostTimes;
}

/** A vendor as it stands, by field. */
export type ShownFields = Readonly<Record<WrittenField, string>>;

interface PutBack {
  readonly changes: readonly FieldChange[];
  /** Null: it stays as it is. */
  readonly isActive: boolean | null;
  readonly clearsKey: boolean;
  /** What is left as it stands, with why. */
  readonly left: readonly string[];
}

/** What stood before a link wrote, for the fields in which its value still stands. A tax id can not be taken away in Procore. */
export function putBack(written: WrittenFields, vendor: ShownFields): PutBack {
  const left: string[] = [];
  const stands = (field: WrittenField, form: (text: string) => string): boolean => {
    const value = written[field];
    if (value === undefined) return false;
    if (form(vendor[field]) === form(value.ours)) return true;
    left.push(`${field}: it is another since`);
    return false;
  };
  const asItIs = (text: string): string => text;
  const changes = importedFields.flatMap((field): FieldChange[] => {
    if (!stands(field, (text) => canonical(field, text))) return [];
    const to = written[field]?.before ?? '';
    return canonical(field, to) === canonical(field, vendor[field]) ? [] : [{ field, from: vendor[field], to }];
  });
  if (stands('taxId', bareTaxId)) left.push('tax id: Procore has no call that takes one away');
  return {
    ...{ changes, left },
    isActive: stands('isActive', asItIs) ? written.isActive?.before === 'true' : null,
    clearsKey: stands('originId', asItIs),
  };
}
