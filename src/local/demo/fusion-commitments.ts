import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DemoActs } from './demo-erp';

const file = 'commitments.csv';
const limitMs = 180_000;

/**
 * A controller fills in the file of commitments that are older than going live: an order is made of what is left of each, lines of
 * its change orders among it.
 */
export async function choose({ sandboxes, log, type, typeInto, documents }: DemoActs): Promise<void> {
  log('');
  log('The commitments are older than going live: none of them is ordered before a person has chosen.');
  log('Change orders that are approved by now belong to them, so they are read first:');
  await type('poll', 'now', '--all', '--feed', 'changeOrders');
  const csv = await typeInto(file, 'commitment', 'export');
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const column = header.split(',').indexOf('choice');
  // Descriptions of the sample company have no comma.
  const filled = rows.map((row) => row.split(',').with(column, 'balance').join(','));
  writeFileSync(join(sandboxes.companyFolder, file), `${[header, ...filled].join('\n')}\n`);
  log('');
  log(
    `The controller writes "balance" into the column choice of ${file}: an order is to be made of what is left of each line.`,
  );
  await type('commitment', 'import', file);
  // Those that wait for Procore's quota move later than anything else: the approvers come when all are looked at.
  const deadline = Date.now() + limitMs;
  while ((await documents()).some(({ hold }) => hold?.reasons.includes('openingBalance') === true)) {
    if (Date.now() > deadline) throw new Error(`what was chosen was not looked at within ${limitMs / 1000} s`);
    await delay(2_000);
  }
}
