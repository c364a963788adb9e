/**
 * Who a supplier is, part by part in the ERP's own words, beside its number, which may be given to another one after a restore:
 * `{instance, id, number, created, partyId}` in Fusion. `number` is always there.
 */
export type SupplierIdentity = Readonly<Record<string, string>>;

/** Parts that differ, as text; what one side does not know says nothing. */
export function identityDifferences(then: SupplierIdentity, now: SupplierIdentity): readonly string[] {
  return Object.entries(then).flatMap(([part, was]) => {
    const is = now[part];
    return is === undefined || is === was ? [] : [`${part} ${was} then, ${is} now`];
  });
}
