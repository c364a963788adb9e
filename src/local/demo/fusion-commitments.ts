import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoActs } from './demo-erp';

const file = 'commitments.csv';

/** A controller fills in the file of commitments that are older than going live: an order is made of what is left of each. */
export async function choose({ sandboxes, log, type, typeInto }: DemoActs): Promise<void> {
  log('');
  log('The commitments are older than going live: none of them is ordered before a person has chosen.');
  const csv = await typeInto(file, 'commitment', 'export');
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const column = header.split(',').indexOf('choice');
  // Descriptions of the sample company have no comma.
  const filled = rows.map((row) => row.split(',').with(column, 'balance').join(','));
  writeFileSync(join(sandboxes.companyFolder, file), `${[header, ...filled].join('\n')}\n`);
  log('');
  log(
    `The controller writes "balance" into the column choice of ${file}: an order is to be made of what is left of each.`,
  );
  await type('commitment', 'import', file);
}
