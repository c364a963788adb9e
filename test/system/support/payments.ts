import type { FusionControl } from './fusion-rig';
import type { Rig } from './rig';

/** Who pays the invoice of one requisition, in whichever ERP: what its people do. */
export interface Payables {
  /** Pays a part of it; gives the document's id and the check's number. */
  pay(amount: string, more?: { readonly discount?: string }): Promise<Paid>;
  voids(paid: Paid): Promise<void>;
  /** Its date is corrected, `YYYY-MM-DD`. */
  redated(paid: Paid, date: string): Promise<void>;
}

export interface Paid {
  /** Of the document. */
  readonly id: string;
  /** As the ERP knows the payment. */
  readonly payment: string;
  readonly number: string;
}

interface FusionPayment {
  readonly CheckId: string;
  readonly PaymentNumber: string;
}

export function fusionPayables(control: FusionControl, invoice: string): Payables {
  return {
    pay: async (amount, more = {}) => {
      const made = (await control('POST', 'ap/pay', { invoice, amount, ...more })) as FusionPayment;
      return { id: `${made.CheckId}-${invoice}`, payment: made.CheckId, number: made.PaymentNumber };
    },
    voids: async ({ payment }) => void (await control('POST', 'ap/voidPayment', { payment })),
    redated: async ({ payment }, date) => {
      await control('PATCH', `items/payablesPayments/${payment}`, { PaymentDate: date });
    },
  };
}

export function jdePayables(rig: Rig, doc: string): Payables {
  const ap = (act: string, order: object) => rig.control('jde', 'POST', `ap/${act}`, order);
  return {
    pay: async (amount, more = {}) => {
      const made = (await ap('pay', { vouchers: [{ doc, amount, ...more }] })) as Record<string, unknown>;
      const [payment, number] = [String(made['payment']), String(made['number'])];
      await ap('post-payment', { payment });
      return { id: `${payment}-${doc}-PV-00200`, payment, number };
    },
    voids: async ({ payment }) => void (await ap('void-payment', { payment })),
    redated: async ({ payment }, date) => {
      const change = { where: { PYID: payment }, set: { DMTJ: date.replaceAll('-', '') } };
      await rig.control('jde', 'PATCH', 'tables/F0413', change);
    },
  };
}
