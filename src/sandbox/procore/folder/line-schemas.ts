import { z } from 'zod';
import { anyText, count, id, maybe, money, origin } from './value-schemas';

/** Only what the sandbox itself reads or what a reader must be able to rely on; every other member passes through. */
export const reference = z.looseObject({ id });
export const wbsCode = z.looseObject({ id, flat_code: maybe(anyText) });

export const contractLine = z.looseObject({
  id,
  position: maybe(count),
  amount: maybe(money),
  quantity: maybe(money),
  unit_cost: maybe(money),
  extended_amount: maybe(money),
  total_amount: maybe(money),
  cost_code: maybe(reference),
  line_item_type: maybe(reference),
  wbs_code: maybe(wbsCode),
  tax_code_id: maybe(id),
  ...origin,
});
