import type { DemoActs } from './demo-erp';

/**
 * Who is who, before anything is created. Then suppliers that JDE alone has become vendors, and those that are vendors carry their key.
 */
export async function matchJdeSuppliers({ log, type }: DemoActs): Promise<void> {
  log('');
  log(
    'Both systems have a list of companies already. Which vendor is which supplier is asked once, before anything is made:',
  );
  await type('vendor', 'match', 'run');
  await type('vendor', 'match', 'accept-exact');
  await type('vendor', 'match', 'close');
  log('');
  log('Suppliers that are in JDE alone are made as vendors in Procore, once somebody has looked at the plan:');
  await type('vendor', 'import', 'plan');
  await type('vendor', 'import', 'show');
  await type('vendor', 'import', 'apply', '--accept-changes');
}
