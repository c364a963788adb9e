import { setTimeout as delay } from 'node:timers/promises';
import type { DemoActs } from './demo-erp';
import { fusionStory, type LedgerActs } from './fusion-connection';
import { enterInvoice } from './fusion-invoice';
import { printJournals, type JournalBatch } from './print-fusion-journals';

const limitMs = 120_000;
/** Nothing else moves while the ledger is at it. */
const kindsInLedger = ['directCost', 'accrual', 'journalRun'];

/**
 * Direct costs that are approved now become journals; Fusion refuses a row, and the good ones go on. Then accounts payable closes last
 * month: what is approved and not billed is accrued, and reversed in this one. Gives what was done, by the words of the expectations.
 */
export async function bookInLedger(acts: DemoActs): Promise<readonly string[]> {
  const { log } = acts;
  const ledger = fusionStory(acts.sandboxes.story).ledgerActs;
  const refused = await refusedRow(acts, ledger);
  log('');
  log('The account is enabled again, and what was refused goes with the next group:');
  await postBatches(acts);
  await setAccount(acts, ledger.clearing.payroll, 'Y');
  await acts.type('hold', 'resume', refused);
  log('');
  await enterBill(acts, ledger);
  log(
    `Accounts payable accounts its invoices and closes the month of ${ledger.through}. What is approved and not billed is accrued:`,
  );
  await closePayables(acts, ledger.through);
  await settled(acts);
  await printJournals(acts);
  log('');
  log('Does the month tie out? Each difference has its cause and its documents:');
  const period = ledger.through.slice(0, 7);
  await acts.type('tie-out', '4440', '--period', period);
  await acts.type('tie-out', '--all', '--period', period, '--file', `tie-out-${period}.csv`);
  await acts.type('project', 'close-report', '4425', '--through', ledger.through, '--file', 'close-4425.html');
  return ['directCosts', 'accruals'];
}

/** The bill of a direct cost that is booked comes to accounts payable as well. */
async function enterBill(acts: DemoActs, { bill, clearing, through }: LedgerActs): Promise<void> {
  const { direct_cost: cost, supplier: number, amount } = bill;
  const query = new URLSearchParams({ SupplierNumber: number });
  const [supplier] = (await acts.sandboxes.erp('GET', `items/suppliers?${query.toString()}`)) as readonly {
    readonly Supplier: string;
    readonly sites: readonly { readonly SupplierSite: string }[];
  }[];
  if (supplier === undefined) throw new Error(`the sample company has no supplier ${number}`);
  await enterInvoice(acts, {
    ...{ number: bill.number, amount, supplier: supplier.Supplier, site: supplier.sites[0]?.SupplierSite ?? '' },
    ...{ day: through, coded: { DistributionCombination: clearing.invoice } },
  });
  acts.log(
    `Accounts payable enters the bill of directCost/${cost} too, ${bill.number}, coded to ${clearing.invoice}: that clears it, and nothing is in the books twice.`,
  );
}

/** The ledger has imported journals before: what is not seen counts only beside what is. */
export async function importedBefore({ sandboxes }: DemoActs): Promise<void> {
  const { ledger } = fusionStory(sandboxes.story);
  await sandboxes.erp('POST', 'gl/import', { source: 'Manual', ledger: ledger.id, group: '1' });
}

/** Gives the name of the cost whose row was refused. */
async function refusedRow(acts: DemoActs, { approve, clearing }: LedgerActs): Promise<string> {
  const { sandboxes, log, type, watch } = acts;
  log('');
  log(`Project managers approve ${approve.length} direct costs of last month in Procore:`);
  for (const { id, project_id: projectId, description, type: kind } of approve) {
    await sandboxes.procore('PATCH', `projects/${projectId}/direct_costs/${id}`, {
      ...{ status: 'approved', updated_at: new Date().toISOString() },
    });
    log(`  directCost/${id}  ${kind}: ${description}`);
  }
  const requests = async (): Promise<number> => ((await sandboxes.erp('GET', 'ess/requests')) as unknown[]).length;
  const before = await requests();
  // The file lies in Fusion until its scheduler comes to it.
  await sandboxes.erp('PUT', 'settings', { essFrozen: true });
  await type('poll', 'now', '--all', '--feed', 'directCosts');
  await watch(kindsInLedger);
  log('');
  log('What waits for the ledger goes there as one group of journals:');
  await type('poll', 'now', '--all', '--feed', 'standing');
  await until('the group is in Fusion', async () => (await requests()) > before);
  await setAccount(acts, clearing.payroll, 'N');
  await sandboxes.erp('PUT', 'settings', { essFrozen: false });
  log('');
  log(
    `Before Fusion imports it an accountant disables ${clearing.payroll}. Fusion refuses the whole group for that one row:`,
  );
  const id = approve.find((one) => one.refused)?.id ?? '';
  await until('the refused row holds its cost', async () =>
    (await acts.documents()).some((one) => one.kind === 'directCost' && one.procoreId === id && one.hold !== null),
  );
  await watch(kindsInLedger);
  const refused = `directCost/${id}`;
  await type('hold', 'show', refused);
  return refused;
}

/** Until nothing waits for a run, all batches are posted, people posting each as it comes, and what was accrued is reversed. */
async function settled(acts: DemoActs): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    await acts.type('poll', 'now', '--all', '--feed', 'standing');
    await acts.watch(kindsInLedger);
    const posted = await postBatches(acts);
    const waits = (await acts.documents()).some(
      ({ kind, stage }) => kindsInLedger.includes(kind) && ['waiting', 'delivered'].includes(stage ?? ''),
    );
    if (posted === 0 && !waits && (await isAllReversed(acts))) return;
    if (Date.now() > deadline) throw new Error(`the ledger did not come to rest within ${limitMs / 1000} s`);
  }
}

/** Each accrual stands in two journals: for and against. */
async function isAllReversed(acts: DemoActs): Promise<boolean> {
  const journals = new Map<string, number>();
  for (const { journalHeaders } of await batchesOf(acts)) {
    const lines = journalHeaders.map(({ journalLines }) => journalLines[0]?.Description ?? '');
    for (const name of lines.flatMap((text) => /^accrual\/[\w-]+/.exec(text)?.[0] ?? []))
      journals.set(name, (journals.get(name) ?? 0) + 1);
  }
  return journals.size > 0 && [...journals.values()].every((count) => count === 2);
}

/** People post what was imported; gives how many batches there were. */
export async function postBatches(acts: DemoActs): Promise<number> {
  const open = (await batchesOf(acts)).filter(({ Status }) => Status !== 'P');
  for (const { JeBatchId: batch } of open) await acts.sandboxes.erp('POST', 'gl/post', { batch });
  if (open.length > 0)
    acts.log(`  In the ledger people post ${open.length === 1 ? 'a batch' : `${open.length} batches`} of journals.`);
  return open.length;
}

async function batchesOf({ sandboxes }: DemoActs): Promise<readonly JournalBatch[]> {
  const batches = (await sandboxes.erp('GET', 'items/journalBatches')) as readonly JournalBatch[];
  return batches.filter(({ BatchName }) => BatchName.startsWith('PC'));
}

/** Enables a combination, or disables it. */
async function setAccount({ sandboxes }: DemoActs, account: string, EnabledFlag: 'Y' | 'N'): Promise<void> {
  const [company, project, natural, costCode] = account.split('.');
  const query = new URLSearchParams({ company, project, account: natural, costCode } as Record<string, string>);
  const found = (await sandboxes.erp('GET', `items/accountCombinationsLOV?${query.toString()}`)) as readonly {
    readonly _CODE_COMBINATION_ID: string;
  }[];
  const [one] = found;
  if (one === undefined) throw new Error(`the sample company has no account ${account}`);
  await sandboxes.erp('PATCH', `items/accountCombinationsLOV/${one._CODE_COMBINATION_ID}`, { EnabledFlag });
}

/** Accounts payable accounts its invoices and closes the month. */
async function closePayables({ sandboxes }: DemoActs, lastDay: string): Promise<void> {
  const invoices = (await sandboxes.erp('GET', 'items/invoices')) as readonly {
    readonly InvoiceId: string;
    readonly CanceledFlag: string | null;
  }[];
  for (const { InvoiceId: invoice, CanceledFlag } of invoices)
    if (!isYes(CanceledFlag)) await sandboxes.erp('POST', 'ap/account', { invoice });
  const query = new URLSearchParams({ ApplicationId: '200', EndDate: lastDay });
  const found = (await sandboxes.erp('GET', `items/accountingPeriodStatusLOV?${query.toString()}`)) as readonly {
    readonly PeriodKey: string;
  }[];
  for (const { PeriodKey } of found)
    await sandboxes.erp('PATCH', `items/accountingPeriodStatusLOV/${encodeURIComponent(PeriodKey)}`, {
      ClosingStatus: 'C',
    });
}

export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await delay(300);
  }
}

const isYes = (flag: string | null): boolean => flag === 'Y' || flag === 'true';
