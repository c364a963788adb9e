import type { DemoActs } from './demo-erp';
import { fusionStory, type FusionStory } from './fusion-connection';
import { enterInvoice } from './fusion-invoice';
import { postBatches, until } from './fusion-ledger';
import { mappingWords } from './mapping-words';
import type { ListedDocument } from './print-demo-result';

interface Order {
  readonly POHeaderId: string;
  readonly OrderNumber: string;
  readonly StatusCode: string;
  /** Hidden from the connector: why its approver sent it back; null once it is approved. */
  readonly RejectionReason: string | null;
  readonly Description: string | null;
  readonly Supplier: string;
  readonly SupplierSite: string;
  readonly lines: readonly {
    readonly LineNumber: string;
    readonly schedules: readonly { readonly ScheduleNumber: string }[];
  }[];
}

/** Of accounts payable, on the order of the story. */
const invoiceByHand = 'AP-2201';

/** Approvers decide on the orders that wait, until none does; accounts payable bills one by hand as soon as it is open. */
export async function actInFusion(acts: DemoActs): Promise<void> {
  const { log, type, watch } = acts;
  for (let decided = await decide(acts); decided > 0; decided = await decide(acts)) {
    log('Our next poll sees it:');
    // One that began before the last order was open does not see that; the next one, a minute later, would.
    for (let unseen = 1, polls = 0; unseen > 0 && polls < 3; polls += 1) {
      await type('poll', 'now', '--all', '--feed', 'standing');
      unseen = (await watch())['commitment']?.['delivered'] ?? 0;
    }
  }
  if ((await postBatches(acts)) === 0) return;
  await type('poll', 'now', '--all', '--feed', 'standing');
  await watch();
}

/** Gives how many orders were decided on. */
async function decide(acts: DemoActs): Promise<number> {
  const { sandboxes, log } = acts;
  const { rejectedOrder, billedByHand } = fusionStory(sandboxes.story);
  const waiting = (await ordersIn(acts)).filter(({ StatusCode }) => StatusCode === 'PENDING APPROVAL');
  if (waiting.length === 0) return 0;
  const { rejects, bills } = await storyOrders(acts);
  let rejected = 0;
  let billed = false;
  for (const order of waiting) {
    const isRejected = rejects !== null && isOf(order, rejects);
    if (isRejected) rejected += 1;
    const body = { order: order.POHeaderId, ...(isRejected ? { reason: rejectedOrder.reason } : {}) };
    await sandboxes.erp('POST', `orders/${isRejected ? 'reject' : 'approve'}`, body);
    if (bills === null || !isOf(order, bills)) continue;
    await billByHand(acts, order, billedByHand.amount);
    billed = true;
  }
  const one = `, and reject one: that of ${rejectedOrder.commitment} (${rejectedOrder.reason})`;
  log('');
  log(`The approvers in Fusion let ${waiting.length - rejected} orders through${rejected === 0 ? '' : one}.`);
  if (billed) {
    log(
      `Accounts payable has billed the order of ${billedByHand.commitment} by hand already: invoice ${invoiceByHand}.`,
    );
  }
  return waiting.length;
}

/** The keys of the orders that meet with what the story tells; null: it has happened, or there is no order yet. */
async function storyOrders(acts: DemoActs): Promise<{ rejects: string | null; bills: string | null }> {
  const { rejectedOrder, billedByHand } = fusionStory(acts.sandboxes.story);
  const documents = await acts.documents();
  const rejects = orderKey(documents, rejectedOrder.commitment);
  const wasRejected = (await ordersIn(acts)).some(
    (order) => rejects !== null && isOf(order, rejects) && order.RejectionReason !== null,
  );
  const invoices = (await acts.sandboxes.erp('GET', 'items/invoices')) as readonly { InvoiceNumber: string }[];
  const wasBilled = invoices.some(({ InvoiceNumber }) => InvoiceNumber === invoiceByHand);
  return {
    rejects: wasRejected ? null : rejects,
    bills: wasBilled ? null : orderKey(documents, billedByHand.commitment),
  };
}

/** Ends what persons can end: a mapping, suppliers that are entered in Fusion, the rejected order, the bill by hand. */
export async function mendInFusion(acts: DemoActs): Promise<readonly string[]> {
  const { sandboxes, log, type } = acts;
  const story = fusionStory(sandboxes.story);
  const say = (line: string): void => {
    log('');
    log(line);
  };
  say('The controller adds the missing mapping row, and the commitments that waited for it are ordered:');
  await type('mapping', 'set', ...mappingWords(sandboxes.story));
  const entered = vendorsOf(story, 'vendorsToCreate');
  for (const { fusion } of entered) await sandboxes.erp('POST', 'items/suppliers', fusion);
  say(`Procurement enters ${entered.length} suppliers in Fusion: ${entered.map(({ name }) => name).join(', ')}.`);
  await type('hold', 'resume', '--reason', 'vendorUnknown');
  say('What ends the hold of the order that was rejected?');
  await type('hold', 'show', story.rejectedOrder.commitment);
  const rejected = await orderOf(acts, story.rejectedOrder.commitment);
  await sandboxes.erp('POST', 'orders/resubmit', { order: rejected.POHeaderId });
  say('The buyer has the budget now and submits the order once more in Fusion.');
  await sandboxes.erp('POST', 'ap/cancel', { invoice: invoiceByHand });
  say(`Accounts payable cancels its invoice ${invoiceByHand}: it was the same bill.`);
  await type('hold', 'resume', '--reason', 'orderElsewhere');
  await approveChangeOrder(acts);
  return ['unmappedCostCode', 'vendorsToCreate', 'rejectedOrder', 'billedByHand'];
}

/** It goes onto its order; what nobody has billed of it is accrued at the close. */
async function approveChangeOrder(acts: DemoActs): Promise<void> {
  const { sandboxes, log, type } = acts;
  const { ledgerActs } = fusionStory(sandboxes.story);
  const { id, project_id: projectId, project, name, title, amount, reviewed_at } = ledgerActs.approveChangeOrder;
  await sandboxes.procore('PATCH', `projects/${projectId}/change_order_packages/${id}`, {
    ...{ status: 'approved', executed: true, reviewed_at, updated_at: new Date().toISOString() },
  });
  log('');
  log(
    `A project manager approves a change order of ${name} in Procore, "${title}", ${amount}, as of ${reviewed_at.slice(0, 10)}: its work is done, and not billed yet.`,
  );
  await type('poll', 'now', '--project', project, '--feed', 'changeOrders');
  await until('the change of its order waits for approval', async () =>
    (await acts.documents()).some(
      (one) => one.kind === 'changeOrder' && one.procoreId === id && one.stage === 'delivered',
    ),
  );
  const order = await orderOf(acts, name);
  await sandboxes.erp('POST', 'orders/approve', { order: order.POHeaderId });
  log('');
  log(`The approvers in Fusion let the change of order ${order.OrderNumber} through.`);
}

function vendorsOf({ stories }: FusionStory, kind: string): NonNullable<FusionStory['stories'][number]['vendors']> {
  return stories.find((one) => one.kind === kind)?.vendors ?? [];
}

async function ordersIn({ sandboxes }: DemoActs): Promise<readonly Order[]> {
  return (await sandboxes.erp('GET', 'items/purchaseOrders')) as readonly Order[];
}

async function orderOf(acts: DemoActs, commitment: string): Promise<Order> {
  const key = orderKey(await acts.documents(), commitment);
  const order = (await ordersIn(acts)).find((one) => key !== null && isOf(one, key));
  if (order === undefined) throw new Error(`${commitment} has no order in Fusion`);
  return order;
}

function orderKey(documents: readonly ListedDocument[], name: string): string | null {
  const document = documents.find((one) => one.kind === 'commitment' && one.name === name);
  return document?.postings.find(({ step }) => step === 'order')?.key ?? null;
}

function isOf({ Description }: Order, key: string): boolean {
  return (Description ?? '').startsWith(key);
}

async function billByHand(acts: DemoActs, order: Order, amount: string): Promise<void> {
  const [line] = order.lines;
  await enterInvoice(acts, {
    ...{ number: invoiceByHand, amount, supplier: order.Supplier, site: order.SupplierSite, day: today() },
    coded: {
      PurchaseOrderNumber: order.OrderNumber,
      PurchaseOrderLineNumber: line?.LineNumber,
      PurchaseOrderScheduleLineNumber: line?.schedules[0]?.ScheduleNumber,
    },
  });
}

const today = (): string => new Date().toISOString().slice(0, 10);
