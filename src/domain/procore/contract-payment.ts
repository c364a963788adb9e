import { equals } from '../money/money';
import type { PostingKind } from '../posting/posting-kind';
import { inProcore } from './in-procore';

/** A payment of a commitment, as Procore shows it. */
export interface ProcoreContractPayment {
  readonly id: string;
  readonly amount: string;
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly checkNumber: string | null;
  readonly requisitionId: string | null;
  readonly originId: string | null;
}

/** What is written of a payment. The method is shown by Procore no more, so it is kept here alone. */
export interface PaymentRecord {
  readonly requisitionId: string;
  readonly amount: string;
  readonly date: string;
  readonly checkNumber: string;
  readonly invoiceNumber: string;
  readonly method: 'check' | 'electronic' | null;
  readonly notes: string;
}

export interface ContractPayment {
  readonly projectId: string;
  readonly contractId: string;
  /** `WorkOrderContract` or `PurchaseOrderContract`. */
  readonly contractType: string;
  /** By it the record is found, and made no second time. */
  readonly originId: string;
  /** Null: none is to stand. */
  readonly record: PaymentRecord | null;
  /** What stood with that origin id when it was planned: it is taken out first. Null: nothing did. */
  readonly replaces: ProcoreContractPayment | null;
  /** The id of a record that people made and that is this payment, by a person's word: it gets the origin id, and nothing else. */
  readonly adopts: string | null;
  /** Ids of the commitment's other records when it was planned: one that came since may be it. */
  readonly others: readonly string[];
  readonly currency: string;
}

export interface ContractPaymentBody extends ContractPayment {
  readonly kind: 'contractPayment';
}

/** A payment of the ERP on its commitment: an absolute target, also that there is none any more. */
export const contractPayment: PostingKind<ContractPayment, ContractPaymentBody> = {
  ...inProcore,
  name: 'contractPayment',
  called: 'payment',
  nature: 'sets',

  parse: (stored) => {
    const body = stored as ContractPaymentBody | null;
    if (body?.kind !== 'contractPayment') throw new RangeError('the stored body is no contractPayment');
    return body;
  },

  complete: (draft) => ({ ...draft, kind: 'contractPayment' }),

  // What was sent and is another by now is followed by what is wanted: there is nothing to choose about a payment.
  replaces: () => null,

  fingerprint: ({ projectId, contractId, originId, record, adopts }) => [
    ...[projectId, contractId, originId, adopts],
    record === null ? null : [record.requisitionId, record.amount, record.date, record.checkNumber],
  ],

  compare: (body, { shown }) => differences(shown as ProcoreContractPayment, body),
};

export type WrittenPayment = Pick<ContractPayment, 'record' | 'adopts'>;

/** What of a record is another than it is to be; of one that people made, its amount. Whose requisition it is, not every Procore shows. */
export function differences(there: ProcoreContractPayment, { record, adopts }: WrittenPayment): readonly string[] {
  if (record === null) return [];
  if (adopts !== null) return amountDiffers(there, record);
  const texts = (name: string, is: string | null, wanted: string): readonly string[] =>
    (is ?? '') === wanted ? [] : [`its ${name} is ${is ?? 'empty'} in Procore and ${wanted || 'empty'} in the ERP`];
  return [
    ...amountDiffers(there, record),
    ...texts('date', there.date, record.date),
    ...texts('check number', there.checkNumber, record.checkNumber),
    ...(there.requisitionId === null ? [] : texts('invoice', there.requisitionId, record.requisitionId)),
  ];
}

function amountDiffers(there: ProcoreContractPayment, { amount }: PaymentRecord): readonly string[] {
  return equals(there.amount, amount) ? [] : [`its amount is ${there.amount} in Procore and ${amount} in the ERP`];
}
