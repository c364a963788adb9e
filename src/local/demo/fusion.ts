import { join } from 'node:path';
import type { DemoErp } from './demo-erp';
import { endOfMonth } from './end-of-month';
import { choose } from './fusion-commitments';
import { fusionConnection, fusionStory } from './fusion-connection';
import { actInFusion, mendInFusion } from './fusion-people';
import { bookInLedger, importedBefore } from './fusion-ledger';
import { matchSuppliers } from './fusion-suppliers';
import { publishCostCodes } from './fusion-cost-codes';
import { printFusionPosted } from './print-fusion-posted';

/**
 * The demo with Oracle Fusion: accounts of two projects become cost codes, a controller chooses what becomes of the commitments that
 * are older than going live, approvers let their orders through but one, and accounts payable has billed one of them by hand. Direct
 * costs become journals, and what is not billed is accrued at the close.
 */
export const fusionDemo: DemoErp = {
  system: 'fusion',
  title: 'Oracle Fusion',
  ports: ['port', 'identity-port'],
  // Imports of journals end at once, unless the story has them wait.
  sandboxSettings: {
    ...{ approval: 'manual', essStepMs: 0, queryable: { 'suppliers.TaxpayerId': true } },
    // Where a pod does not show them there, no change of an order can be made from here.
    openOrdersInDrafts: true,
  },
  kinds: ['vendor', 'commitment', 'changeOrder', 'requisition', 'directCost', 'accrual', 'journalRun'],
  files: { story: 'fusion-story.json', mapping: 'fusion-mapping.csv' },
  secrets: {
    DEMO_PROCORE_CLIENT_ID: 'sandbox-client',
    DEMO_PROCORE_CLIENT_SECRET: 'sandbox-secret',
    DEMO_FUSION_SECRET: 'sandbox-secret',
  },
  connection: fusionConnection,
  address: ({ erpUrl, erpControlUrl }) => `${erpUrl} (control ${erpControlUrl}/control/items)`,
  before: importedBefore,
  matchVendors: matchSuppliers,
  choose,
  actInErp: actInFusion,
  mend: mendInFusion,
  ledger: bookInLedger,
  publish: publishCostCodes,
  printPosted: printFusionPosted,
  comparerWords: ({ erpControlUrl, companyFolder, story }) => [
    ...['--fusion', erpControlUrl, '--expectations', join(companyFolder, 'fusion-expectations.json')],
    ...fusionStory(story).businessUnits.flatMap(({ combinations }) => [
      ...['--retainage-account', combinations.retainage],
      ...['--rounding-account', combinations.rounding],
    ]),
  ],
  tries: [
    ['hold list', ''],
    ['hold show 4440/PO-4440-002/8', 'what is wrong, and what ends it'],
    ['document show 4411/SC-4411-001', 'a commitment and its order'],
    ['document show 4411/SC-4411-001/2', 'all that is known of a requisition'],
    ['commitment list', 'what was chosen for each commitment'],
    [
      `project close-report 4425 --through ${endOfMonth()}`,
      'what is in the books, direct costs too, what is not, and why',
    ],
  ],
};
