import { decimalOf, sumOf, withDecimals, ZERO, type Decimal } from '../../../decimal';
import { isJsonObject, numberOf, textOf, type JsonObject } from '../../../http/json-value';
import { embeddedLine, listedLine } from '../../answers/line-view';
import {
  DIRECT_COST_LINE_MEMBERS,
  DIRECT_COST_LIST_MEMBERS,
  DIRECT_COST_MEMBERS,
  EMBEDDED_DIRECT_COST_LINE_MEMBERS,
  PROJECT_LINE_COST_CODE,
  PROJECT_LINE_MEMBERS,
} from '../../answers/published-direct-cost';
import { omit, pick, published } from '../../list/members';
import type { SandboxContext } from '../../sandbox-context';
import { rowsOf } from '../commitments/commitment-view';

/** A listed one has no lines, and its vendor is a text. */
export function listedDirectCost(context: SandboxContext, directCost: JsonObject): JsonObject {
  const { vendor_name: name } = vendorMembers(directCost);
  const row = { ...omit(header(context, directCost), ['line_items']), vendor: name ?? null };
  return published(context.answers, row, DIRECT_COST_LIST_MEMBERS);
}

/** Its lines have no holder; what it comes to is `grand_total` alone. */
export function shownDirectCost(context: SandboxContext, projectId: string, directCost: JsonObject): JsonObject {
  const { answers, store } = context;
  const project = store.companySet('projects').get(projectId) ?? {};
  const lines = withTotals(context, directCost);
  const row: JsonObject = {
    ...omit(header(context, directCost), ['amount']),
    company: pick(store.company, ['id', 'name']),
    project: pick(project, ['id', 'name']),
    attachments: rowsOf(directCost, 'attachments'),
    line_items_count: numberOf(lines.length),
    line_items: lines.map((line) => embeddedLine(answers, line, EMBEDDED_DIRECT_COST_LINE_MEMBERS)),
  };
  return published(answers, row, DIRECT_COST_MEMBERS);
}

/** Among the lines of one direct cost. */
export function lineOfOne(context: SandboxContext, directCost: JsonObject, line: JsonObject): JsonObject {
  return listedLine(context.answers, held(context, directCost, line), DIRECT_COST_LINE_MEMBERS);
}

/** Among all lines of the project: the cost code is short, and there is no origin. */
export function lineOfProject(context: SandboxContext, directCost: JsonObject, line: JsonObject): JsonObject {
  const row = listedLine(context.answers, held(context, directCost, line), PROJECT_LINE_MEMBERS);
  const code = row['cost_code'];
  return isJsonObject(code) ? { ...row, cost_code: pick(code, PROJECT_LINE_COST_CODE) } : row;
}

function held(context: SandboxContext, directCost: JsonObject, line: JsonObject): JsonObject {
  return { ...withTax(context, line), holder: { id: directCost['id'] ?? null, holder_type: 'DirectCost' } };
}

function header(context: SandboxContext, directCost: JsonObject): JsonObject {
  const lines = withTotals(context, directCost);
  const sum = (member: string) => withDecimals(sumOf(lines.map((line) => decimalOf(textOf(line[member])))), 1);
  return {
    ...directCost,
    ...vendorMembers(directCost),
    vendor: directCost['vendor'] ?? null,
    amount: directCost['amount'] ?? sum('amount'),
    grand_total: directCost['grand_total'] ?? sum('total_amount'),
  };
}

function vendorMembers({ vendor }: JsonObject): JsonObject {
  const { id, name } = isJsonObject(vendor) ? vendor : {};
  return { vendor_id: id ?? null, vendor_name: name ?? null };
}

function withTotals(context: SandboxContext, directCost: JsonObject): JsonObject[] {
  return rowsOf(directCost, 'line_items').map((line) => withTax(context, line));
}

/** What a line says of its totals itself stands; else its tax is in the total, or not, as no page says which. */
function withTax(context: SandboxContext, line: JsonObject): JsonObject {
  const amount = decimalOf(textOf(line['amount']));
  const total = context.answers.directCostTotals === 'withTax' ? amount.plus(taxOf(context, line, amount)) : amount;
  return {
    ...line,
    extended_amount: line['extended_amount'] ?? withDecimals(amount, 1),
    total_amount: line['total_amount'] ?? withDecimals(total, 1),
  };
}

/** `rate1` is read as a percentage, as the folders have it. */
function taxOf({ store }: SandboxContext, line: JsonObject, amount: Decimal): Decimal {
  const id = textOf(line['tax_code_id']);
  const code = id === undefined ? undefined : store.companySet('tax_codes').get(id);
  return code === undefined
    ? ZERO
    : amount
        .times(decimalOf(textOf(code['rate1'])))
        .dividedBy(100)
        .toDecimalPlaces(2);
}
