import { z } from 'zod';
import { contractLine, reference } from './line-schemas';
import { anyText, date, dateTime, id, maybe, money, oneOf, origin, rowsOf, times } from './value-schemas';

/** `amount` and `grand_total` are made of the lines where they do not stand. */
export const directCostSchema = z.looseObject({
  id,
  direct_cost_type: oneOf('invoice', 'expense', 'payroll', 'subcontractor_invoice'),
  status: oneOf('draft', 'pending', 'revise_and_resubmit', 'approved'),
  direct_cost_date: maybe(date),
  received_date: maybe(date),
  payment_date: maybe(date),
  invoice_number: maybe(anyText),
  vendor: maybe(reference),
  employee: maybe(reference),
  amount: maybe(money),
  grand_total: maybe(money),
  line_items: rowsOf(contractLine),
  ...origin,
  ...times,
  updated_at: dateTime,
});
