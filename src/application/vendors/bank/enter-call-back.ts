import { dayIn } from '../../../domain/calendar/day-in';
import { samePerson } from '../../../domain/persons/person';
import { digitsOf, judgeCalledNumber } from '../../../domain/vendor/bank/call-back';
import type { Tx } from '../../../store/unit-of-work';
import type { BankChangeRow } from '../../../store/vendors/bank-changes';
import type { BankDetailsSource } from '../../../clients/erp-sources';
import { ActionError, badInput } from '../../action-error';
import type { ConnectionContext } from '../../context';
import { bankDetailsOf, holderOf, lockedChange, requireOpen, wake, type Acting } from './bank-context';

export interface CalledBack {
  readonly number: number;
  readonly phone: string;
  /** ISO 8601 with an offset. */
  readonly at: string;
  readonly spokeWith: string;
}

/** Whoever called the supplier says so: on a number that stood in the ERP long before the request. Gives what proves that. */
export async function enterCallBack(acting: Acting, called: CalledBack): Promise<{ readonly proof: string }> {
  const { context } = acting;
  const { connection } = context;
  const { store, person } = await holderOf(acting, 'operator');
  const { source } = await bankDetailsOf(context);
  const { number, phone, spokeWith } = called;
  const at = new Date(called.at);
  const faults = [
    ...(digitsOf(phone).length < 7 ? ['phone: the number that was called, with its area code'] : []),
    ...(!/T.*(Z|[+-]\d\d:?\d\d)$/.test(called.at) || Number.isNaN(at.getTime())
      ? ['at: when it was called, e.g. 2026-11-20T10:15:00-07:00']
      : at.getTime() > Date.now()
        ? ['at: lies in the future']
        : []),
    ...(spokeWith.trim() === '' ? ['spoke with: the name and function of whoever confirmed it'] : []),
  ];
  if (faults.length > 0) throw badInput('call-back', faults);
  const change = await store.inTenant(
    connection.tenantId,
    async (tx) => (await lockedChange(tx, context, number)).change,
  );
  requireOpen(change);
  if (samePerson(change.requestedBy, person)) {
    throw new ActionError(
      'refused',
      `${person} requested bank change ${String(number)}: another person calls the supplier`,
    );
  }
  if (at < change.requestedAt) {
    throw new ActionError(
      'refused',
      `the call of ${at.toISOString()} was before the request of ${change.requestedAt.toISOString()}: it confirmed something else`,
    );
  }
  const known = await source.phones(change.supplier);
  return store.inTenant(connection.tenantId, async (tx) => {
    const { document, change: now } = await lockedChange(tx, context, number);
    requireOpen(now);
    const timeZone = connection.settings.posting.timeZone;
    const judged = judgeCalledNumber({
      ...{ phone, known },
      carried: await carriedPhones(tx, context, source, change),
      seen: await seenHere(tx, context, change),
      requestedOn: dayIn(timeZone, change.requestedAt),
      days: source.rules.callBackDays,
    });
    if ('why' in judged) throw new ActionError('refused', `call-back refused: ${judged.why}`, { field: 'phone' });
    const { proof } = judged;
    const entered = { phone: phone.trim(), at: at.toISOString(), spokeWith: spokeWith.trim(), proof };
    await tx.bankChanges.enterCallBack(change.id, entered);
    await wake(tx, document);
    await tx.audit(document, 'bankChange.calledBack', { number, at: at.toISOString(), proof });
    return { proof };
  });
}

/** Phones of the supplier that were written into the ERP from here, by day. */
async function carriedPhones(
  tx: Tx,
  { connection }: ConnectionContext,
  source: BankDetailsSource,
  { partyId }: BankChangeRow,
): Promise<readonly { readonly phone: string; readonly on: string }[]> {
  const document = await tx.documents.find(connection, { kind: 'vendor', sourceId: partyId });
  const postings = document === null ? [] : await tx.postings.of(document.id);
  const carried: { phone: string; on: string }[] = [];
  for (const { body, firstSentAt, step } of postings) {
    if (body === null || firstSentAt === null || !['vendor', 'vendorChange'].includes(step)) continue;
    const phone = source.phoneWritten(await tx.sealed.open<unknown>('posting', body));
    if (phone !== null) carried.push({ phone, on: dayIn(connection.settings.posting.timeZone, firstSentAt) });
  }
  return carried;
}

/** The supplier's record as the matching or the feed of suppliers keeps it: nothing of it has changed since that day. */
async function seenHere(tx: Tx, { connection }: ConnectionContext, { supplier }: BankChangeRow) {
  const kept = await tx.companyRecords.unchangedSince(connection, 'erp', supplier);
  if (kept === null || kept.record.phone === '') return null;
  return { phone: kept.record.phone, since: dayIn(connection.settings.posting.timeZone, kept.since) };
}
