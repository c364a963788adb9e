/** A line of the subcontractor's schedule of values (reference 11.1). */
export const CONTRACT_DETAIL_MEMBERS = [
  ...['id', 'line_item_id', 'amount', 'description', 'position', 'billed_to_date', 'billed_against'],
  ...['currency_configuration'],
];
