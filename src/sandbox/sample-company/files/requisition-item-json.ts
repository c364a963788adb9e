import { ZERO, type Decimal } from '../../decimal';
import type { UnitPrice } from '../books/contract';
import type { AppliedLine } from '../books/application';
import { money, percent } from '../amounts';
import type { JsonObject } from '../json';
import { TAX_CODE } from '../catalogue/tax-code';

export function requisitionItemJson(
  applied: AppliedLine,
  position: number,
  written: typeof money,
  isTaxed: boolean,
): JsonObject {
  const { line } = applied;
  const { coding } = line;
  const rate = money(applied.rate);
  const newStored = applied.storedRetained.minus(applied.storedRetainedBefore).plus(applied.movedRetained);
  return {
    id: applied.id,
    item_type: line.itemType,
    accounting_method: line.unit === undefined ? 'amount' : 'unit',
    position,
    line_number: String(position),
    line_item_id: line.itemType === 'whole_change_order_item' || line.detailOf !== undefined ? null : line.id,
    ...(line.detailOf === undefined ? {} : { detail_line_item_id: line.id }),
    cost_code_id: coding?.costCode.id ?? null,
    wbs_code:
      coding === null
        ? null
        : { id: coding.wbsCodeId, flat_code: coding.flatCode, description: coding.description },
    description_of_work: line.description,
    uom: line.unit?.uom ?? null,
    ...(line.unit === undefined ? {} : quantitiesJson(applied, line.unit)),
    scheduled_value: written(line.scheduled),
    work_completed_from_previous_application: written(applied.workBefore),
    work_completed_this_period: written(applied.workNow),
    materials_presently_stored: written(applied.stored),
    materials_presently_stored_from_previous_progress: written(applied.storedBefore),
    materials_moved: written(applied.moved),
    total_completed_and_stored_to_date: written(applied.total),
    total_completed_and_stored_to_date_percent: percent(applied.total, line.scheduled),
    total_completed_and_stored_to_date_from_previous: written(applied.totalBefore),
    work_completed_retainage_from_previous_application: written(applied.retainedBefore),
    work_completed_retainage_retained_this_period: written(applied.retainedNow),
    work_completed_retainage_percent_this_period: rate,
    work_completed_retainage_released_this_period: written(applied.releasedNow),
    materials_stored_retainage_currently_retained: written(applied.storedRetained),
    materials_stored_retainage_percent_this_period: rate,
    materials_stored_retainage_new_materials: written(newStored.greaterThan(0) ? newStored : ZERO),
    // Lowered by hand, nothing is reported as released: the balance in `currently_retained` alone tells it.
    materials_stored_retainage_released_this_period: written(ZERO),
    materials_retainage_retained_moved: written(applied.movedRetained),
    gross_amount: written(applied.gross),
    net_amount: written(applied.net),
    subcontractor_claimed_amount: written(applied.workNow),
    status: applied.gross.isZero() ? 'no_action' : 'approved',
    comment: null,
    taxes: isTaxed ? [taxJson()] : [],
    previous_progress_id: applied.previousId,
    ssr_manual_override: false,
  };
}

/** What was measured in the field, to the thousandth: times the price it need not give the amount to the cent. */
function quantitiesJson({ workBefore, workNow }: AppliedLine, { quantity, price }: UnitPrice): JsonObject {
  const measured = (amount: Decimal) => amount.dividedBy(price).toDecimalPlaces(3).toFixed();
  return {
    scheduled_quantity: quantity.toFixed(1),
    scheduled_unit_price: price.toFixed(2),
    work_completed_from_previous_application_quantity: measured(workBefore),
    work_completed_this_period_quantity: measured(workNow),
    materials_presently_stored_quantity: '0',
    materials_previously_stored_quantity: '0',
  };
}

export function taxJson(): JsonObject {
  return { tax_code_id: TAX_CODE.id, tax_code_name: TAX_CODE.code, tax_code_rate: TAX_CODE.rate };
}

/** A row of v1.0 `/requisitions/{id}/change_order_items`, the only place that names the change order of an item. */
export function changeOrderItemJson(applied: AppliedLine): JsonObject | null {
  const { changeOrder } = applied.line;
  return changeOrder === null
    ? null
    : {
        id: applied.id,
        commitment_line_item_id: changeOrder.isWhole ? null : applied.line.id,
        commitment_line_item_origin_id: null,
        change_order_package_id: changeOrder.packageId,
      };
}
