import type { DemoActs } from './demo-erp';

/** Name of the list in Procore that is the connection's own. */
export const standardList = 'Fusion accounts';

/** Accounts of two projects come to Procore as cost codes: looked at, then carried out. */
export async function publishCostCodes({ sandboxes, log, type }: DemoActs): Promise<void> {
  log('');
  log(
    `Accounts of two projects become cost codes. In Procore somebody makes the list for them, "${standardList}", empty:`,
  );
  await sandboxes.procore('POST', 'standard_cost_code_lists', { id: 1, name: standardList, is_erp_list: false });
  await type('cost-code', 'plan');
  log('');
  log('Nothing is written yet. What would be:');
  await type('cost-code', 'show');
  await type('cost-code', 'apply');
}
