import { correctInProcore, itemName, listed } from './amounts-problem';
import type { HoldReason, Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { AmountsInput, ItemAmounts, ItemsBefore } from '../item-amounts';
import { isNothing } from '../item-amounts';
import { itemKey, missingIdentity } from '../item-key';
import { compare, isDecimalText, isNegative, isZero, minus, plus } from '../../money/money';
import type { ProcoreRequisitionItem } from '../../procore/procore-documents';
import { readableAmount } from '../../money/readable-amount';

const itemTypes = ['contract_item', 'contract_detail_item', 'change_order_item', 'whole_change_order_item'];
const invoiceTypes = ['progress', 'retainage_release', 'progress_and_retainage_release'];
/** The field is newer than many sites; where Procore sends none, there is only the progressive method. */
const invoicingMethods = ['progressive', 'simplified', null];

const amountFields = {
  totalCompletedAndStoredToDate: 'total_completed_and_stored_to_date',
  workCompletedRetainageFromPreviousApplication: 'work_completed_retainage_from_previous_application',
  workCompletedRetainageRetainedThisPeriod: 'work_completed_retainage_retained_this_period',
  workCompletedRetainageReleasedThisPeriod: 'work_completed_retainage_released_this_period',
  materialsStoredRetainageCurrentlyRetained: 'materials_stored_retainage_currently_retained',
  materialsStoredRetainageReleasedThisPeriod: 'materials_stored_retainage_released_this_period',
  scheduledValue: 'scheduled_value',
} as const satisfies Partial<Record<keyof ProcoreRequisitionItem, string>>;

/** What is wrong with the document's types and single items, before any sum is looked at. */
export function checkItems(
  input: AmountsInput,
  amounts: readonly ItemAmounts[],
  before: ItemsBefore,
  currency: string,
  grossIsCertain: boolean,
): Problem[] {
  const { requisition } = input;
  const problems: Problem[] = [];
  if (requisition.invoiceType === null || !invoiceTypes.includes(requisition.invoiceType)) {
    problems.push(unknownType('invoice_type', requisition.invoiceType, invoiceTypes));
  }
  if (!invoicingMethods.includes(requisition.contractInvoicingMethod)) {
    problems.push(
      unknownType('contract_invoicing_method', requisition.contractInvoicingMethod, ['progressive', 'simplified']),
    );
  }
  const seen = new Map<string, ProcoreRequisitionItem>();
  for (const item of requisition.items) problems.push(...checkItem(item, seen));
  for (const item of amounts) problems.push(...checkAmounts(item, currency, grossIsCertain));
  problems.push(...absentItems(before, seen, currency, input.history.known));
  return problems;
}

function checkItem(item: ProcoreRequisitionItem, seen: Map<string, ProcoreRequisitionItem>): Problem[] {
  const name = itemName(item);
  if (!itemTypes.includes(item.itemType)) return [unknownType('items.item_type', item.itemType, itemTypes, name)];
  const problems: Problem[] = [];
  const missing = missingIdentity(item);
  // A whole change order says so with its lines.
  if (missing !== null && item.itemType !== 'whole_change_order_item') problems.push(unknownLine(item, missing));
  const key = itemKey(item);
  const twin = key === null ? undefined : seen.get(key);
  if (key === null) {
    problems.push(
      problem('amountsDiffer', 'items.line_item_id', '', `${name} does not say which line of the contract it bills.`),
    );
  } else if (twin) {
    problems.push(
      problem('amountsDiffer', 'items.line_item_id', key, `${itemName(twin)} and ${name} bill the same line.`),
    );
  } else {
    seen.set(key, item);
  }
  for (const [field, wireName] of Object.entries(amountFields) as [keyof typeof amountFields, string][]) {
    const value = item[field];
    if (value !== null && !isDecimalText(value)) {
      problems.push(problem('amountsDiffer', `items.${wireName}`, value, `${name}: "${value}" is not an amount.`));
    }
  }
  if (item.totalCompletedAndStoredToDate === null) {
    const message = `${name} has no total to date, so what it bills cannot be worked out.`;
    problems.push(problem('amountsDiffer', 'items.total_completed_and_stored_to_date', '', message));
  }
  return problems;
}

function unknownLine(
  item: ProcoreRequisitionItem,
  { field, list }: NonNullable<ReturnType<typeof missingIdentity>>,
): Problem {
  return {
    ...problem(
      'needsPerson',
      `items.${field}`,
      item.id,
      `${itemName(item)} (item ${item.id}) does not say which line it bills: its ${field} is not given, and ${list} of the requisition does not have the item.`,
    ),
    remedies: [
      {
        act: 'inProcore',
        text: 'Make sure that the service account may read the invoice and its lines',
        andThen: resume,
      },
      correctInProcore,
    ],
  };
}

function checkAmounts(amounts: ItemAmounts, currency: string, grossIsCertain: boolean): Problem[] {
  const { item, gross, total } = amounts;
  const name = itemName(item);
  const show = (amount: string): string => readableAmount(amount, currency);
  const problems: Problem[] = [];
  if (grossIsCertain && item.status === 'rejected' && !isZero(gross)) {
    const message = `${name} was rejected in Procore but still bills ${show(gross)}.`;
    problems.push(problem('lineRejected', 'items.status', 'rejected', message));
  }
  const scheduled = item.scheduledValue;
  if (scheduled === null || !isDecimalText(scheduled)) {
    if (!isZero(total)) {
      const message = `Check 6: ${name} is billed to ${show(total)} but has no scheduled value to compare with.`;
      problems.push(overContract('items.scheduled_value', '', message, show(total), 'none'));
    }
  } else if (isNegative(scheduled) ? compare(total, scheduled) < 0 : compare(total, scheduled) > 0) {
    const message = `Check 6: ${name} is billed to ${show(total)}, beyond its scheduled value of ${show(scheduled)} by ${show(minus(total, scheduled))}.`;
    problems.push(
      overContract('items.total_completed_and_stored_to_date', total, message, show(total), show(scheduled)),
    );
  }
  return problems;
}

function absentItems(
  before: ItemsBefore,
  seen: ReadonlyMap<string, ProcoreRequisitionItem>,
  currency: string,
  booksKnow: boolean,
): Problem[] {
  // The books come last: where both know an item, what was posted is what would be lost.
  const known = new Map([...(booksKnow ? [] : before.previous), ...before.posted]);
  const gone = [...known].filter(([key, toDate]) => !seen.has(key) && !isNothing(toDate));
  if (gone.length === 0) return [];
  const show = (amount: string): string => readableAmount(amount, currency);
  const total = gone.reduce((sofar, [, toDate]) => plus(sofar, toDate.total), '0');
  return [
    {
      ...problem(
        'amountsDiffer',
        'items',
        gone.map(([key]) => key).join(', '),
        `${gone.length === 1 ? 'An item' : `${gone.length} items`} billed before (${show(total)} to date) ${gone.length === 1 ? 'is' : 'are'} no longer on the requisition.`,
      ),
      facts: {
        items: listed(gone.map(([key, toDate]) => `${key}: ${show(toDate.total)}, withheld ${show(toDate.withheld)}`)),
      },
    },
  ];
}

export function overContract(field: string, value: string, message: string, left: string, right: string): Problem {
  return {
    ...problem('overContract', field, value, message),
    remedies: [
      {
        act: 'inProcore',
        text: 'Correct the requisition or raise the contract (an approved change order) in Procore',
        andThen: resume,
      },
      { act: 'decide', choice: 'acceptOverContract' },
    ],
    facts: { check: '6', left: `total to date = ${left}`, right: `limit = ${right}` },
  };
}

function unknownType(
  field: string,
  value: string | null,
  known: readonly string[],
  where = 'The requisition',
): Problem {
  const message = `${where} has ${field} "${value ?? ''}", which is not one of ${known.join(', ')}; its rules are not known.`;
  return {
    ...problem('unknownType', field, value ?? '', message),
    remedies: [
      { act: 'inProcore', text: 'Correct it in Procore' },
      { act: 'byHand', text: 'If Procore has a new type, tell the operator' },
    ],
  };
}

function problem(reason: HoldReason, field: string, value: string, message: string): Problem {
  return { reason, kind: 'person', field, value, message, remedies: [correctInProcore] };
}
