import { causeKey } from '../../../src/domain/holds/cause-key';
import type { Problem } from '../../../src/domain/holds/hold-reason';
import { resume } from '../../../src/domain/holds/remedy';
import { isNegative, isZero } from '../../../src/domain/money/money';
import { correctInProcore } from '../../../src/domain/requisition/checks/amounts-problem';
import { earlierApproved } from '../../../src/domain/requisition/checks/check-previous';
import { checkCurrency } from '../../../src/domain/requisition/checks/check-currency';
import type { RequisitionWanted } from '../../../src/domain/requisition/requisition-wanted';
import type { KontorSettings } from '../settings.fixture';
import type { CodedRequisition } from './coded-requisition.fixture';

/** What is wrong with the requisition itself, or is more than Kontor takes. */
export function checkRequisition(
  wanted: RequisitionWanted,
  coded: CodedRequisition,
  settings: KontorSettings,
  currency: string,
): Problem[] {
  const { amounts, lines, codingProblems } = coded;
  const ordersSomething = amounts.items.some((item) => !isZero(item.gross));
  return [
    ...amounts.problems.filter(({ reason }) => !wanted.accepted.includes(reason)),
    ...earlierApproved(wanted, amounts.problems, settings.approvedStatuses, currency),
    ...codingProblems,
    ...checkCurrency(wanted.requisition, wanted.commitment, currency),
    ...(ordersSomething ? orderElsewhere(wanted) : []),
    ...(amounts.areFinal ? lines.flatMap(negativeLine) : []),
    ...(isZero(amounts.totals.tax) ? [] : [taxProblem(amounts.totals.tax)]),
    ...(isZero(amounts.totals.rounding) || settings.roundingAccount !== null ? [] : [noRoundingAccount()]),
  ];
}

function orderElsewhere({ commitment }: RequisitionWanted): Problem[] {
  const origin = (commitment.originId ?? '').trim();
  if (origin === '') return [];
  return [
    {
      reason: 'orderElsewhere',
      kind: 'person',
      field: 'commitment.origin_id',
      value: origin,
      message: `Commitment ${commitment.number ?? commitment.id} has an order in the ERP already: ${origin}.`,
      remedies: [
        { act: 'inErp', text: 'Bill against that order' },
        { act: 'inProcore', text: 'Clear origin_id of the commitment', andThen: resume },
      ],
    },
  ];
}

function negativeLine({ description, gross, itemKey }: CodedRequisition['lines'][number]): Problem[] {
  if (!isNegative(gross)) return [];
  return [
    {
      reason: 'negativeNotAllowed',
      kind: 'person',
      field: 'amount',
      value: gross,
      message: `"${description}" would be a position of ${gross}; Kontor takes no negative ones.`,
      remedies: [correctInProcore],
      facts: { itemKey },
    },
  ];
}

function taxProblem(tax: string): Problem {
  return {
    reason: 'tax',
    kind: 'person',
    field: 'summary.tax_applicable_to_this_payment',
    value: tax,
    message: `The requisition has a tax of ${tax}; Kontor works taxes out by itself and takes none from outside.`,
    remedies: [correctInProcore],
  };
}

function noRoundingAccount(): Problem {
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: 'roundingAccount',
    value: '',
    message: 'The certificate differs by one smallest unit, and no account is set for that.',
    remedies: [{ act: 'changeSetting', path: 'erp.settings.roundingAccount' }],
    causeKey: causeKey.connection(),
  };
}
