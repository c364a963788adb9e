/** People write `91-2047719`, `91 2047719` and `912047719`; this is what is the same in all of them. */
export function bareTaxId(taxId: string): string {
  return taxId.toUpperCase().replace(/[^0-9A-Z]/g, '');
}
