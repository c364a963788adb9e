import { decimalOf, withDecimals, type Decimal } from '../../../decimal';
import { textOf, type JsonObject, type JsonValue } from '../../../http/json-value';

/** One row of the flat v1.0 `/detail`, which knows neither WBS code nor line item. */
export function detailRow(item: JsonObject): JsonObject {
  const read = (name: string): JsonValue => item[name] ?? null;
  const amount = (name: string): Decimal => decimalOf(textOf(item[name]));
  const written = (value: Decimal): string => withDecimals(value, 2);
  const workBefore = amount('work_completed_retainage_from_previous_application');
  const workRetained = workBefore
    .plus(amount('work_completed_retainage_retained_this_period'))
    .minus(amount('work_completed_retainage_released_this_period'));
  const materialsRetained = amount('materials_stored_retainage_currently_retained');
  const materialsBefore = materialsRetained
    .minus(amount('materials_stored_retainage_new_materials'))
    .plus(amount('materials_stored_retainage_released_this_period'));
  const same = [
    ...['id', 'item_type', 'cost_code_id', 'description_of_work', 'scheduled_value', 'scheduled_quantity'],
    ...['scheduled_unit_price', 'work_completed_from_previous_application'],
    ...['work_completed_from_previous_application_quantity', 'work_completed_this_period'],
    ...['work_completed_this_period_quantity', 'materials_presently_stored', 'total_completed_and_stored_to_date'],
    ...['total_completed_and_stored_to_date_percent', 'total_completed_and_stored_to_date_quantity'],
    ...['work_completed_retainage_from_previous_application'],
    ...['work_completed_retainage_retained_this_period', 'work_completed_retainage_released_this_period'],
    ...['work_completed_retainage_percent_this_period', 'materials_stored_retainage_released_this_period'],
    ...['materials_stored_retainage_percent_this_period', 'materials_moved', 'materials_retainage_retained_moved'],
  ];
  return {
    ...Object.fromEntries(same.map((name) => [name, read(name)])),
    item_number: read('line_number'),
    balance_to_finish: written(amount('scheduled_value').minus(amount('total_completed_and_stored_to_date'))),
    work_completed_retainage_currently_retained: written(workRetained),
    materials_stored_retainage_currently_retained: textOf(item['materials_stored_retainage_currently_retained']) ?? '0',
    materials_stored_retainage_from_previous_application: written(materialsBefore),
    materials_stored_retainage_retained_this_period: textOf(item['materials_stored_retainage_new_materials']) ?? '0',
    total_retainage_currently_retained: written(workRetained.plus(materialsRetained)),
    total_retainage_from_previous_application: written(workBefore.plus(materialsBefore)),
  };
}
