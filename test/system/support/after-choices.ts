import { Decimal } from 'decimal.js';
import { ActionError } from '../../../src/application/action-error';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { ChoiceKind, ChoiceOffer, OfferedChoice, OrderChoiceKind } from '../../../src/domain/holds/choice';
import { showOrderChoices } from '../../../src/application/holds/choose-order';
import { decideHeld, type DecidedBy } from '../../../src/application/holds/decide-held';
import type { HeldDocument } from '../../../src/store/holds/holds';
import type { Rig } from './rig';

/** The last day of the month before the one that a day is in, both `YYYY-MM-DD`. */
export function lastMonthEnd(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}

/** It went live on that day, so that the period's end is one of its own. */
export async function liveSince({ test, scope }: Pick<Rig, 'test' | 'scope'>, day: string): Promise<void> {
  await test.store.database.inTenant(scope.tenantId, (trx) =>
    trx
      .updateTable('connection')
      .set({ goLiveAt: new Date(`${day}T00:00:00Z`) })
      .execute(),
  );
}

interface Amounts {
  readonly total: string;
  readonly withheld: string;
  readonly totalBefore?: string;
  readonly withheldBefore?: string;
}

/** Somebody changes what a requisition of one item bills, in Procore; it is read by the poll. */
export async function edit(rig: Rig, document: DocumentRow, amounts: Amounts): Promise<void> {
  const { total, withheld, totalBefore = '0', withheldBefore = '0' } = amounts;
  const money = (value: Decimal.Value): string => new Decimal(value).toFixed(2);
  const earned = money(new Decimal(total).minus(withheld));
  const before = money(new Decimal(totalBefore).minus(withheldBefore));
  await rig.control('procore', 'PATCH', `projects/${document.projectId}/requisitions/${document.sourceId}`, {
    summary: {
      contract_sum_to_date: '900000.00',
      total_completed_and_stored_to_date: money(total),
      completed_work_retainage_amount: money(withheld),
      total_retainage: money(withheld),
      total_earned_less_retainage: earned,
      less_previous_certificates_for_payment: before,
      tax_applicable_to_this_payment: '0',
      current_payment_due: money(new Decimal(earned).minus(before)),
    },
    items: [
      {
        id: String(BigInt(document.sourceId) * 100n),
        work_completed_from_previous_application: money(totalBefore),
        work_completed_this_period: money(new Decimal(total).minus(totalBefore)),
        total_completed_and_stored_to_date: money(total),
        work_completed_retainage_from_previous_application: money(withheldBefore),
        work_completed_retainage_retained_this_period: money(new Decimal(withheld).minus(withheldBefore)),
      },
    ],
  });
  await rig.hintOne(document.sourceId);
}

/** Waits until the document is held and its hold offers choices. */
export async function offered(
  rig: Rig,
  document: DocumentRow,
): Promise<HeldDocument & { readonly offer: ChoiceOffer }> {
  let found: (HeldDocument & { readonly offer: ChoiceOffer }) | undefined;
  await rig.until(`choices about ${document.sourceId}`, async () => {
    const held = (await rig.holds()).find((one) => one.document.id === document.id);
    const offer = held?.problems.find((problem) => problem.offer !== undefined)?.offer;
    if (held === undefined || offer === undefined || held.hold.releaseAskedAt !== null) return false;
    const now = await rig.document(document.sourceId);
    if (now.hintNo !== offer.hintNo) return false;
    found = { ...held, offer };
    return true;
  });
  if (found === undefined) throw new Error('no choices');
  return found;
}

/** As `hold decide` does; where a pass looks at the document meanwhile, once it is held again. */
export async function decide(
  rig: Rig,
  document: DocumentRow,
  decision: Pick<DecidedBy, 'kind' | 'shown' | 'reference' | 'evidence' | 'assign'>,
): Promise<void> {
  const { store } = rig.test;
  const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
  const once = async (): Promise<unknown> =>
    decideHeld({ store: store.as('C. Controller'), erp: rig.erp }, connection, await rig.document(document.sourceId), {
      note: 'agreed with the subcontractor',
      evidence: 'mail of the 3rd',
      role: 'approver',
      ...decision,
    });
  try {
    await once();
  } catch (error) {
    if (!(error instanceof ActionError && /is not held[.;]/.test(error.message))) throw error;
    const isHeld = async (): Promise<boolean> =>
      (await rig.holds()).some((one) => one.document.id === document.id && one.hold.releaseAskedAt === null);
    await rig.until(`${document.sourceId} is held again`, isHeld, 10_000);
    await once();
  }
}

/** What the hold offers is chosen, with the mark that it shows. */
export async function choose(rig: Rig, document: DocumentRow, kind: ChoiceKind): Promise<void> {
  await decideAsShown(rig, document, kind, async () => {
    const { offer } = await offered(rig, document);
    return offer.choices.find((one) => one.kind === kind)?.shown;
  });
}

/** What `hold choices` shows about the order that stands of a commitment or a change order. */
export async function orderChoices(
  rig: Rig,
  document: DocumentRow,
): Promise<Partial<Record<OrderChoiceKind, OfferedChoice<OrderChoiceKind>>>> {
  const { store } = rig.test;
  const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
  const now = await rig.document(document.sourceId);
  const choices = await showOrderChoices({ store, connection, erp: rig.erp, document: now });
  return Object.fromEntries((choices ?? []).map((one) => [one.kind, one]));
}

/** One of them is chosen, with the mark that it shows; that mark. */
export async function chooseOrder(rig: Rig, document: DocumentRow, kind: OrderChoiceKind): Promise<string> {
  return decideAsShown(rig, document, kind, async () => (await orderChoices(rig, document))[kind]?.shown);
}

/** Where a pass looks at the document between showing and deciding, it is shown once more, as a person would. */
async function decideAsShown(
  rig: Rig,
  document: DocumentRow,
  kind: ChoiceKind | OrderChoiceKind,
  show: () => Promise<string | undefined>,
  tries = 3,
): Promise<string> {
  const shown = (await show()) ?? '';
  try {
    await decide(rig, document, { kind, shown });
    return shown;
  } catch (error) {
    const isLookedAt = error instanceof ActionError && /^what was shown|is not held[.;]/.test(error.message);
    if (tries === 1 || !isLookedAt) throw error;
    return decideAsShown(rig, document, kind, show, tries - 1);
  }
}
