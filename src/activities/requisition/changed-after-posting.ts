import { accountName } from '../../domain/coding/account';
import { differenceByAccount, type AccountAmount } from '../../domain/posting/difference-by-account';
import type { Problem } from '../../domain/holds/hold-reason';
import { isWholeUnits, toAmount } from '../../domain/money/money';
import type { PostingBody } from '../../domain/jde/posting-body';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import { referenceText } from '../../ledger/reference-text';

/**
 * A plan that would move other amounts by account than what is posted for its document; null when it would not, or when
 * nothing is posted. Asked before anything of the plan is sent: a plan that has an order and no voucher any more, or the
 * other way round, never meets the posting that it contradicts.
 */
export async function changedAmounts(tx: Tx, document: DocumentRow, plan: RequisitionPlan): Promise<Problem | null> {
  const { order, voucher } = await standing(tx, document);
  const last = voucher ?? order;
  if (last === null) return null;
  const entries = voucher?.entries ?? order?.entries ?? [];
  const isMoved =
    differenceByAccount(entries, voucher === null ? orderOf(plan) : voucherOf(plan)).length > 0 ||
    (voucher !== null && differenceByAccount(order?.entries ?? [], orderOf(plan)).length > 0);
  return isMoved ? changedAfterPosting(tx, document, plan, last.posting.step) : null;
}

/**
 * For a content of which no plan can be made: what stands of an earlier one, so that nobody takes it for not posted. Null
 * when nothing stands, or when it is this content's own.
 */
export async function changedSincePosted(tx: Tx, document: DocumentRow, contentHash: string): Promise<Problem | null> {
  const { order, voucher } = await standing(tx, document);
  const last = voucher ?? order;
  if (last === null) return null;
  const { planId, step, erpKey } = last.posting;
  if (planId === null || (await tx.plans.contentHashOf(planId)) === contentHash) return null;
  const standsThere = [order, voucher].flatMap((one) =>
    one === null ? [] : [`${one.posting.step} ${referenceText(one.posting)}`],
  );
  return {
    reason: 'changedAfterPosting',
    kind: 'person',
    field: step,
    value: erpKey,
    message: `It was changed after its ${step} was posted (${standsThere.join('; ')} in the ERP), and as it stands now it could not be posted.`,
    remedies: [
      { act: 'inProcore', text: 'Set the requisition in Procore back to what was posted' },
      { act: 'inProcore', text: 'Correct first what else is wrong with it' },
    ],
  };
}

/**
 * A call that was sent and whose outcome nobody knows, while the plan no longer has its step: no later posting would ever
 * settle it, so a person must. Null when there is none.
 */
export async function unsettledStep(tx: Tx, document: DocumentRow, plan: RequisitionPlan): Promise<Problem | null> {
  const wanted: Readonly<Record<string, boolean>> = {
    order: plan.order !== null,
    voucher: plan.voucher !== null || plan.journal !== null,
  };
  const postings = await tx.postings.of(document.id);
  const left = postings.find((one) => ['sent', 'uncertain'].includes(one.state) && wanted[one.step] === false);
  if (left === undefined) return null;
  if (!left.leased && (await tx.postingAttempts.silenceOf(left)).vouched) {
    await tx.documents.lock(document.id);
    if ((await tx.postings.move(left, 'rejected')) !== null) return null;
  }
  return {
    reason: 'uncertainTooLong',
    kind: 'person',
    field: left.step,
    value: left.erpKey,
    message: `The ${left.step} was sent under the key ${left.erpKey} and its outcome is not known; as the requisition stands now, it needs none.`,
    remedies: [
      { act: 'inProcore', text: 'Set the requisition in Procore back to what was sent, so that it is settled' },
      {
        act: 'inErp',
        text: 'Look for the key in JDE, and void what stands there under it',
        andThen: { act: 'decide', choice: 'neverArrived' },
      },
    ],
  };
}

/** What a person needs who decides about a changed document: what is posted of it, what would be, by account. */
export async function changedAfterPosting(
  tx: Tx,
  document: DocumentRow,
  plan: RequisitionPlan,
  step: string,
): Promise<Problem> {
  const { order, voucher } = await standing(tx, document);
  // The voucher's distribution repeats the order's lines and adds the retainage: it alone is what moved in the books.
  const rows = differenceByAccount(
    voucher?.entries ?? order?.entries ?? [],
    voucher === null ? orderOf(plan) : voucherOf(plan),
  ).map((row) => {
    const text = (amount: string): string =>
      isWholeUnits(amount, plan.currency) ? toAmount(amount, plan.currency) : amount;
    return { ...row, before: text(row.before), after: text(row.after), difference: text(row.difference) };
  });
  const list = rows.map((row) => `${row.account}: ${row.before} posted, ${row.after} now, ${row.difference}`);
  return {
    reason: 'changedAfterPosting',
    kind: 'person',
    field: step,
    value: (voucher ?? order)?.posting.erpKey ?? '',
    message:
      list.length === 0
        ? `It was changed after its ${step} was posted: supplier, date or number differ, the amounts by account do not.`
        : `It was changed after its ${step} was posted. Difference by account: ${list.join('; ')}.`,
    remedies: [
      {
        act: 'inProcore',
        text: 'Set the requisition in Procore back to what was posted; posting the difference, or leaving it, is not there yet',
      },
    ],
    facts: Object.fromEntries(rows.map((row) => [row.account, row.difference])),
  };
}

interface Standing {
  readonly posting: PostingRow;
  readonly entries: readonly AccountAmount[];
}

async function standing(tx: Tx, document: DocumentRow): Promise<{ order: Standing | null; voucher: Standing | null }> {
  const postings = await tx.postings.of(document.id);
  const lastOf = async (step: string): Promise<Standing | null> => {
    const posting = postings.filter((one) => one.step === step && one.state === 'confirmed').at(-1);
    if (posting?.body == null) return null;
    const body = await tx.sealed.open<PostingBody>('posting', posting.body);
    return { posting, entries: entriesOf(body) };
  };
  return { order: await lastOf('order'), voucher: await lastOf('voucher') };
}

function entriesOf(body: PostingBody): AccountAmount[] {
  switch (body.kind) {
    case 'purchaseOrder':
      return amounts(body.lines);
    case 'voucher':
    case 'journal':
      return amounts(body.distribution);
    case 'processorRun':
    case 'orderCancel':
    case 'vendor':
      return [];
  }
}

function orderOf(plan: RequisitionPlan): AccountAmount[] {
  return amounts(plan.order?.lines ?? []);
}

function voucherOf(plan: RequisitionPlan): AccountAmount[] {
  return amounts((plan.voucher ?? plan.journal)?.distribution ?? []);
}

function amounts(
  lines: readonly { readonly account: Parameters<typeof accountName>[0]; readonly amount: string }[],
): AccountAmount[] {
  return lines.map((line) => ({ account: accountName(line.account), amount: line.amount }));
}
