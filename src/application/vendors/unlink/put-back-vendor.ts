import type { ProcorePort } from '../../../clients/procore/procore-port';
import type { ProcoreVendor } from '../../../clients/procore/records/vendors';
import { vendorMembers } from '../../../domain/vendor/import/vendor-members';
import { importedFields } from '../../../domain/vendor/import/imported-fields';
import { putBack, type ShownFields, type WrittenFields } from '../../../domain/vendor/import/written-fields';
import { ActionError } from '../../action-error';

export interface PutBackVendor {
  /** What was written: `city: "Denver" to "Ojai"`, or that our key is gone. */
  readonly wrote: readonly string[];
  /** What stays as it is, with why. */
  readonly left: readonly string[];
}

/**
 * What stood on a vendor before its link wrote there stands again, where our value still does; read back. Throws where Procore
 * refuses it.
 */
export async function putBackVendor(
  procore: ProcorePort,
  vendorId: string,
  written: WrittenFields,
): Promise<PutBackVendor> {
  if (Object.keys(written).length === 0) return { wrote: [], left: [] };
  const vendor = await procore.findVendor({ vendorId });
  if (vendor === null) return { wrote: [], left: [`Procore shows no vendor ${vendorId} any more`] };
  const { changes, isActive, clearsKey, left } = putBack(written, shownFields(vendor));
  const wrote = [
    ...changes.map(({ field, from, to }) => `${field}: "${from}" to "${to}"`),
    ...(isActive === null ? [] : [isActive ? 'active again' : 'inactive again']),
    ...(clearsKey ? ['our key is taken away'] : []),
  ];
  if (wrote.length === 0) return { wrote, left };
  const row = {
    ...{ id: vendorId, name: vendor.name },
    ...Object.fromEntries(changes.map(({ field, to }) => [vendorMembers[field], to])),
    ...(isActive === null ? {} : { isActive }),
    ...(clearsKey ? { originId: null } : {}),
  };
  const { refused } = await procore.syncVendors({ rows: [row] });
  const after = await procore.findVendor({ vendorId });
  const rest = after === null ? null : putBack(written, shownFields(after));
  const stands = rest !== null && rest.changes.length === 0 && rest.isActive === null && !rest.clearsKey;
  if (stands) return { wrote, left };
  const said = refused.map(({ words }) => words).join('; ');
  throw new ActionError(
    'refused',
    `Procore did not put vendor ${vendorId} back as it was${said === '' ? '' : `: ${said}`}. It stays linked; correct it there, then ask again`,
  );
}

function shownFields(vendor: ProcoreVendor): ShownFields {
  const fields = Object.fromEntries(importedFields.map((field) => [field, vendor[vendorMembers[field]] ?? '']));
  return {
    ...(fields as Record<(typeof importedFields)[number], string>),
    taxId: vendor.businessRegister?.identifier ?? '',
    isActive: String(vendor.isActive === true),
    originId: vendor.originId ?? '',
  };
}
