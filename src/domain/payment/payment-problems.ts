import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import { resume } from '../holds/remedy';
import { readableAmount } from '../money/readable-amount';
import type { ErpPayment } from './erp-payment';
import type { ProcoreContractPayment } from '../procore/contract-payment';
import type { PaidRequisition } from './payment-wanted';

// What keeps a payment of the ERP from being written into Procore.

type Called = Pick<ErpPayment, 'number' | 'amount' | 'currency'>;

function called({ number, amount, currency }: Called): string {
  return `Payment ${number} of ${readableAmount(amount, currency)}`;
}

export function unknownStatusProblem(payment: ErpPayment): Problem {
  return {
    reason: 'doesNotFit',
    kind: 'person',
    field: 'status',
    value: payment.status,
    message: `${called(payment)} is "${payment.status}" in the ERP, which may mean that it is paid or that it is not.`,
    remedies: [
      { act: 'inErp', text: 'Take the payment further there; it is read again when it changes' },
      { act: 'inProcore', text: 'Record the payment by hand, with its check number, if it is paid' },
    ],
  };
}

export function goneProblem(payment: ErpPayment): Problem {
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'payment',
    value: payment.number,
    message: `${called(payment)} is not shown by the ERP any more, and stands in Procore: it was deleted there, or access to it was lost.`,
    remedies: [
      { act: 'inErp', text: 'Let the integration user see payments again', andThen: resume },
      { act: 'inProcore', text: 'Delete the payment there, if it was deleted in the ERP', andThen: resume },
    ],
  };
}

export function withdrawnProblem(payment: ErpPayment, { id, name }: PaidRequisition): Problem {
  return {
    reason: 'withdrawnAfterPosting',
    kind: 'person',
    field: 'requisition',
    value: name,
    message: `${called(payment)} pays the invoice of requisition ${name}, which is not approved in Procore any more, or was deleted there.`,
    remedies: [
      { act: 'inProcore', text: 'Approve the requisition again, and then', andThen: resume },
      { act: 'inErp', text: 'Void the payment, if it is not to be paid; it is read again then' },
      { act: 'seeDocument', document: { kind: 'requisition', sourceId: id } },
    ],
    causeKey: causeKey.requisition(id),
  };
}

export function closedProjectProblem(
  payment: ErpPayment,
  { id, name }: { readonly id: string; readonly name: string },
): Problem {
  return {
    reason: 'notLive',
    kind: 'waiting',
    field: 'project',
    value: name,
    message: `${called(payment)} belongs to project ${name}, which is not active in Procore, or which the service account may not use: it is not written yet.`,
    remedies: [
      {
        act: 'inProcore',
        text: "Activate the project and add it to the app's permitted projects; it goes on by itself within the hour",
      },
    ],
    causeKey: causeKey.project(id),
  };
}

export function severalProblem(payment: ErpPayment, ids: readonly string[]): Problem {
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: 'origin_id',
    value: payment.originId,
    message: `${called(payment)} stands ${String(ids.length)} times in Procore with the same id of the ERP (${ids.join(', ')}).`,
    remedies: [{ act: 'inProcore', text: 'Delete all of these payments but one', andThen: resume }],
  };
}

export function deletedProblem(payment: ErpPayment): Problem {
  return {
    reason: 'withdrawnAfterPosting',
    kind: 'person',
    field: 'payment',
    value: payment.number,
    message: `${called(payment)} was written into Procore and does not stand there any more. It is not written a second time by itself.`,
    remedies: [
      {
        act: 'inProcore',
        text: 'Record the payment by hand, with its check number, and have that count',
        andThen: resume,
      },
      { act: 'inErp', text: 'Void the payment, if it was none; it is read again then' },
    ],
  };
}

export function editedProblem(payment: ErpPayment, differences: readonly string[]): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'payment',
    value: payment.number,
    message: `${called(payment)} stands otherwise in Procore than it was written: ${differences.join('; ')}.`,
    remedies: [
      {
        act: 'inProcore',
        text: 'Delete the payment there, record it anew by hand and have that count',
        andThen: resume,
      },
    ],
  };
}

const isAnother = [
  { act: 'decide', choice: 'notDuplicate' },
  { act: 'inProcore', text: 'Or delete that payment', andThen: resume },
] as const;

/** It may be recorded already. What another integration wrote is not made ours, nor one of several. */
export function byHandProblem(payment: Called, other: ProcoreContractPayment, isOnly: boolean): Problem {
  const mayBeOurs = isOnly && other.originId === null;
  const there = recordText(payment, other);
  return {
    ...ofOther(payment, other),
    facts: { ...ofOther(payment, other).facts, ...(mayBeOurs ? { record: other.id } : {}) },
    message: `${called(payment)} may be recorded in Procore already, as ${there}.`,
    remedies: mayBeOurs ? [{ act: 'decide', choice: 'adoptRecord' }, ...isAnother] : isAnother,
  };
}

/** Ours stands, and people recorded what may be it besides. */
export function besideProblem(payment: Called, other: ProcoreContractPayment): Problem {
  return {
    ...ofOther(payment, other),
    message: `${called(payment)} was written into Procore, and ${recordText(payment, other)}, which stands there too, may be the same.`,
    remedies: isAnother,
  };
}

/** A person said that they are one payment, and the amounts say that they are not. */
export function adoptedDiffersProblem(payment: Called, other: ProcoreContractPayment): Problem {
  return {
    ...ofOther(payment, other),
    message: `${called(payment)} is to be ${recordText(payment, other)} in Procore, and the amounts differ.`,
    remedies: [
      { act: 'inProcore', text: 'Correct the amount of that payment to what was paid', andThen: resume },
      { act: 'inProcore', text: 'Or delete that payment', andThen: resume },
    ],
  };
}

function recordText({ currency }: Called, { id, date, amount }: ProcoreContractPayment): string {
  return `payment ${id} of ${date ?? 'no date'}, ${readableAmount(amount, currency)}`;
}

function ofOther({ number, currency }: Called, { id, date, amount, checkNumber }: ProcoreContractPayment) {
  return {
    ...({ reason: 'possibleDuplicate', kind: 'person', field: 'payment', value: number } as const),
    facts: {
      ...{ sameNumberAs: id, date: date ?? '', amount: readableAmount(amount, currency) },
      check: checkNumber ?? '',
    },
  };
}
