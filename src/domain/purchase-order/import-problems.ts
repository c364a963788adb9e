import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import { resume } from '../holds/remedy';
import type { ProcoreCommitment } from '../procore/procore-commitments';
import type { ErpOrder, ErpOrderLine } from './erp-order';

// What keeps an order of the ERP from being a commitment in Procore.

export function unfitProblem({ number }: ErpOrder, line: ErpOrderLine | null, why: string): Problem {
  return {
    reason: 'doesNotFit',
    kind: 'person',
    field: line === null ? 'order' : 'line',
    value: line?.number ?? number,
    message: `Order ${number}${line === null ? '' : `, line ${line.number},`} cannot be a commitment: ${why}.`,
    remedies: [
      { act: 'inErp', text: 'Change the order so that it can be one; it is read again when it changes' },
      {
        act: 'changeSetting',
        path: 'fusion.purchaseOrders',
        onlyIf: 'orders like it are not to be commitments at all',
      },
    ],
  };
}

export function unmappedAccountProblem({ number }: ErpOrder, account: string): Problem {
  return {
    reason: 'unmappedCostCode',
    kind: 'person',
    field: 'account',
    value: account,
    message: `The account ${account} of order ${number} stands for no active cost code of a project in Procore.`,
    remedies: [
      {
        act: 'byHand',
        text: 'Publish the cost codes to Procore; it goes on by itself then',
      },
      { act: 'inErp', text: 'Change the charge account of the order line' },
    ],
    causeKey: causeKey.account(account),
  };
}

export function severalProjectsProblem({ number }: ErpOrder, projects: readonly string[]): Problem {
  return {
    reason: 'doesNotFit',
    kind: 'person',
    field: 'account',
    value: number,
    message: `The lines of order ${number} belong to more than one project in Procore (${projects.join(', ')}); a commitment belongs to one.`,
    remedies: [{ act: 'inErp', text: 'Order what is of each project by an order of its own' }],
  };
}

export function closedProjectProblem(
  { number }: ErpOrder,
  { id, name }: { readonly id: string; readonly name: string },
): Problem {
  return {
    reason: 'notLive',
    kind: 'waiting',
    field: 'project',
    value: name,
    message: `Order ${number} belongs to project ${name}, which is not active in Procore, or which the service account may not use: it becomes no commitment yet.`,
    remedies: [
      {
        act: 'inProcore',
        text: "Activate the project and add it to the app's permitted projects; it goes on by itself within the hour",
      },
      { act: 'inErp', text: 'Or, if the order is of another project, change the charge accounts of its lines' },
    ],
    causeKey: causeKey.project(id),
  };
}

export function supplierUnknownProblem({ number, supplier }: ErpOrder): Problem {
  return {
    reason: 'vendorUnknown',
    kind: 'person',
    field: 'supplier',
    value: supplier.number,
    message: `The supplier ${supplier.number} of order ${number} is linked with no vendor in Procore.`,
    remedies: [
      {
        act: 'byHand',
        text: 'Link a vendor of Procore with this supplier; it goes on by itself then',
      },
    ],
    causeKey: causeKey.supplier(supplier.number),
  };
}

export function totalDiffersProblem({ number, total }: ErpOrder, sum: string): Problem {
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: 'Ordered',
    value: total ?? '',
    message: `The lines of order ${number} come to ${sum}, and the order to ${total ?? 'nothing'}.`,
    remedies: [{ act: 'inErp', text: 'Correct the order; it is read again when it changes' }],
  };
}

export function goneProblem({ number }: ErpOrder, what: 'deleted' | 'notVisible'): Problem {
  const seen = what === 'deleted' ? 'was deleted in Procore' : 'is not shown by Procore any more';
  return {
    reason: 'withdrawnAfterPosting',
    kind: 'person',
    field: 'commitment',
    value: number,
    message: `The commitment of order ${number} ${seen}. It is made no second time.`,
    remedies: [
      { act: 'inErp', text: 'If it is not wanted any more, cancel or close the order' },
      { act: 'inProcore', text: 'Restore the commitment, or let the service account see it', andThen: resume },
    ],
  };
}

/** The order changed, and its commitment is locked: the change is made there by people (accounting-fusion 4). */
export function changedOrderProblem(
  order: ErpOrder,
  { number, id, status }: ProcoreCommitment,
  changes: readonly string[],
): Problem {
  const how = order.standing === 'canceled' ? 'was canceled' : 'changed';
  return {
    reason: 'changedAfterPosting',
    kind: 'person',
    field: 'lines',
    value: order.number,
    message: `Order ${order.number} ${how} after its commitment ${number ?? id} was made, which is ${status} in Procore: ${changes.join('; ')}.`,
    remedies: [
      {
        act: 'inProcore',
        text: 'Set the commitment to Draft: its lines are written and it is approved again by itself',
      },
      { act: 'inProcore', text: 'Or make the same change there; it goes on by itself when both agree' },
    ],
  };
}

/** Theirs: it is never written over. */
export function editedContractProblem(
  order: ErpOrder,
  { number, id }: ProcoreCommitment,
  differences: readonly string[],
): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'lines',
    value: number ?? id,
    message: `Commitment ${number ?? id}, which stands for order ${order.number}, was edited in Procore: ${differences.join('; ')}. It is not written over.`,
    remedies: [
      { act: 'inProcore', text: 'Set the commitment back to what the order has; it goes on by itself then' },
      { act: 'inErp', text: 'Or change the order to what the commitment has' },
    ],
  };
}
