import { vendorMembers } from '../../../domain/vendor/import/vendor-members';
import type { WrittenVendor } from '../../../clients/procore/records/vendor-sync';
import type { ImportRow } from '../../../domain/vendor/import/import-row';

/** What a row writes. `name` as it stands, where it is not changed. A vendor that is linked is named by its id alone. */
export function writtenVendor({ vendor, changes, taxId, isActive, keys }: ImportRow, name: string): WrittenVendor {
  const written = Object.fromEntries(changes.map(({ field, to }) => [vendorMembers[field], to]));
  return {
    ...(vendor === '' ? {} : { id: vendor }),
    name,
    ...written,
    ...(keys === null ? {} : { originId: keys.originId, originCode: keys.originCode ?? undefined }),
    ...(isActive === null ? {} : { isActive }),
    ...(taxId === null ? {} : { taxId }),
  };
}
