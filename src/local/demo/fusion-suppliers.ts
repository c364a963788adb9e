import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoActs } from './demo-erp';
import { fusionStory } from './fusion-connection';

const file = 'matches.csv';

/**
 * Who is who, before anything is created: vendors and suppliers are read and matched, a person decides what is not exact, and closes it.
 * Then suppliers that are no vendors yet become some, and those that are carry their key.
 */
export async function matchSuppliers({ sandboxes, log, type, typeInto }: DemoActs): Promise<void> {
  log('');
  log(
    'Both systems have a list of companies already. Which vendor is which supplier is asked once, before anything is made:',
  );
  await type('vendor', 'match', 'run');
  await type('vendor', 'match', 'accept-exact');
  const csv = await typeInto(file, 'vendor', 'match', 'export');
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const known = fusionStory(sandboxes.story).stories.flatMap(({ vendors = [] }) => vendors);
  const isOne = (row: string): boolean =>
    known.some(({ id, supplier }) => row.includes(`,${id},`) && row.includes(`,${supplier},`));
  // The decision is the last column, and empty.
  const decided = rows
    .filter((row) => row.startsWith('candidate'))
    .map((row) => `${row}${isOne(row) ? 'accept' : 'reject'}`);
  writeFileSync(join(sandboxes.companyFolder, file), `${[header, ...decided].join('\n')}\n`);
  log('');
  log(`The controller looks at the pairs that are only alike, and writes "accept" or "reject" into ${file}:`);
  for (const row of decided) log(`  ${row.replace(/,[0-9a-f]{16}/g, '')}`);
  await type('vendor', 'match', 'import', file);
  await type('vendor', 'match', 'close');
  log('');
  log('Suppliers that are no vendors yet are made in Procore, once somebody has looked at the plan:');
  await type('vendor', 'import', 'plan');
  await type('vendor', 'import', 'show');
  await type('vendor', 'import', 'apply', '--accept-changes');
}
