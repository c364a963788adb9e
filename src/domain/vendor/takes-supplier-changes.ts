interface OfErp {
  readonly planners: { readonly vendor?: unknown };
  readonly suppliers?: { readonly changes?: unknown };
}

/** Whether an ERP lets suppliers be changed from here, and looked at one by one. */
export function takesSupplierChanges({ planners, suppliers }: OfErp): boolean {
  return planners.vendor !== undefined && suppliers?.changes !== undefined;
}
