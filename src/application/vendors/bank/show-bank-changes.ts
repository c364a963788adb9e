import { dayBeside } from '../../../domain/calendar/poll-times';
import { dayIn } from '../../../domain/calendar/day-in';
import type { BankChangeRow } from '../../../store/vendors/bank-changes';
import { ActionError } from '../../action-error';
import type { ConnectionContext } from '../../context';

export interface BankChangeSummary {
  readonly number: number;
  readonly supplier: string;
  readonly vendorId: string;
  readonly recordType: string;
  /** Masked. */
  readonly account: string;
  readonly state: BankChangeRow['state'];
  /** What it waits for, or why it has ended. */
  readonly says: string;
}

export interface BankChangeView extends BankChangeSummary {
  readonly country: string;
  readonly reason: string;
  readonly requestedBy: string;
  /** ISO 8601, as all times here. */
  readonly requestedAt: string;
  readonly decideBy: string;
  readonly call: {
    readonly by: string;
    readonly phone: string;
    readonly at: string;
    readonly spokeWith: string;
    readonly proof: string;
  } | null;
  readonly decision: { readonly by: string; readonly at: string; readonly note: string } | null;
  readonly applyAt: string | null;
  readonly ended: { readonly by: string; readonly at: string } | null;
  /** The document on its way: its stage, and what it waits for. */
  readonly stage: string;
  /** Of one that is applied: what the ERP's own control of payees says, as a clause; null: nothing. */
  readonly payeeControl: string | null;
}

/** The requests of a connection, the newest first. */
export async function listBankRequests({
  store,
  connection,
}: ConnectionContext): Promise<readonly BankChangeSummary[]> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const rows = await tx.bankChanges.list(connection);
    return Promise.all(rows.map(async (row) => summaryOf(row, await tx.bankChanges.text(row, row.endedWhy))));
  });
}

/** All that is known of one, the account masked. Of one that is applied the ERP is asked what its own control says. */
export async function showBankChange(context: ConnectionContext, number: number): Promise<BankChangeView> {
  const { ports, connection } = context;
  const view = await storedChange(context, number);
  if (view.state !== 'applied' || view.ended === null) return { ...view, payeeControl: null };
  const { bankDetails } = await ports.erp(connection);
  // The ERP's day may be another one than that of the books.
  const day = dayIn(connection.settings.posting.timeZone, new Date(view.applyAt ?? view.ended.at));
  const since = dayBeside(day, -1);
  return { ...view, payeeControl: (await bankDetails?.payeeControl?.(view.supplier, since)) ?? null };
}

async function storedChange(
  { store, connection }: ConnectionContext,
  number: number,
): Promise<Omit<BankChangeView, 'payeeControl'>> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const row = await tx.bankChanges.numbered(connection, number);
    if (row === null)
      throw new ActionError('notFound', `there is no bank change ${String(number)} ("vendor bank list")`);
    const { reason, details } = await tx.bankChanges.body(row);
    const call = await tx.bankChanges.callBack(row);
    const document = await tx.documents.find(connection, { kind: 'bankChange', sourceId: row.id });
    const { calledBy, decidedBy, decidedAt, endedBy, endedAt } = row;
    return {
      ...summaryOf(row, await tx.bankChanges.text(row, row.endedWhy)),
      ...{ country: details.country, reason, requestedBy: row.requestedBy },
      requestedAt: row.requestedAt.toISOString(),
      decideBy: row.decideBy.toISOString(),
      call: call === null || calledBy === null ? null : { by: calledBy, ...call },
      decision:
        decidedBy === null || decidedAt === null
          ? null
          : { by: decidedBy, at: decidedAt.toISOString(), note: await tx.bankChanges.text(row, row.decision) },
      applyAt: row.applyAt?.toISOString() ?? null,
      ended: endedBy === null || endedAt === null ? null : { by: endedBy, at: endedAt.toISOString() },
      stage: document?.stage ?? '',
    };
  });
}

function summaryOf(row: BankChangeRow, why: string): BankChangeSummary {
  const { number, supplier, vendor: vendorId, recordType, masked: account, state } = row;
  return { number, supplier, vendorId, recordType, account, state, says: saidOf(row, why) };
}

function saidOf({ state, calledBy, decideBy, applyAt, coolingLeftMs }: BankChangeRow, why: string): string {
  if (state === 'requested') {
    return `waits for ${calledBy === null ? 'the call-back and a decision' : 'a decision'}; denied on ${decideBy.toISOString()} otherwise`;
  }
  if (state === 'approved') {
    return coolingLeftMs === 0 ? 'is being applied' : `cools off until ${applyAt?.toISOString() ?? ''}`;
  }
  return why;
}
