import type { Problem } from '../holds/hold-reason';

export interface RequisitionDates {
  readonly billingDate: string | null;
  readonly requisitionEnd: string | null;
}

/** What the requisition does not say that gives a date: each member with what it is for, in the words of the ERP. */
export function missingDates(
  { billingDate, requisitionEnd }: RequisitionDates,
  policy: string,
  uses: { readonly billingDate: string; readonly requisitionEnd: string },
): Problem[] {
  const fields = [
    ...(billingDate === null ? [['billing_date', uses.billingDate]] : []),
    ...(policy === 'periodEnd' && requisitionEnd === null ? [['requisition_end', uses.requisitionEnd]] : []),
  ];
  return fields.map(([field = '', use = '']) => ({
    reason: 'needsPerson',
    kind: 'person',
    field,
    value: '',
    message: `The requisition has no ${field}, which gives ${use}.`,
    remedies: [{ act: 'inProcore', text: `Fill ${field} in Procore` }],
  }));
}
