import { samePerson } from '../../../domain/persons/person';
import { bankPostings } from '../../../ledger/bank-postings';
import { ActionError } from '../../action-error';
import { bankDetailsOf, holderOf, lockedChange, requireOpen, wake, type Acting } from './bank-context';

interface Decided {
  readonly number: number;
  readonly note: string;
}

/** Another person than whoever asked approves it, once the supplier was called. It cools off, and is applied then. */
export async function approveBankChange(
  acting: Acting,
  { number, note }: Decided,
): Promise<{ readonly applyAt: string }> {
  const { context } = acting;
  const { store, person, issuedBy } = await holderOf(acting, 'approver');
  const { source } = await bankDetailsOf(context);
  requireNote(note);
  return store.inTenant(context.connection.tenantId, async (tx) => {
    const { document, change } = await lockedChange(tx, context, number);
    requireOpen(change);
    if (samePerson(change.requestedBy, person)) {
      throw new ActionError('refused', `${person} requested bank change ${String(number)}: another person approves it`);
    }
    if (samePerson(change.requestedBy, issuedBy)) {
      throw new ActionError(
        'refused',
        `the key of ${person} was issued by ${issuedBy}, who requested bank change ${String(number)}: a key that somebody else issued approves it`,
      );
    }
    if (change.calledBy === null) {
      throw new ActionError(
        'refused',
        `nobody has called the supplier about bank change ${String(number)} yet: "vendor bank call ${String(number)}" first`,
      );
    }
    await tx.bankChanges.approve(change.id, note.trim(), source.rules.coolingHours);
    const applyAt = (await tx.bankChanges.find(change.id))?.applyAt?.toISOString() ?? '';
    await wake(tx, document);
    const { requestedBy, calledBy, masked: account } = change;
    await tx.audit(document, 'bankChange.approved', { number, account, requestedBy, calledBy, applyAt });
    return { applyAt };
  });
}

/** Somebody who may approve it does not; whoever asked may take it back with `cancel`. */
export async function denyBankChange(acting: Acting, { number, note }: Decided): Promise<void> {
  const { context } = acting;
  const { store } = await holderOf(acting, 'approver');
  requireNote(note);
  await store.inTenant(context.connection.tenantId, async (tx) => {
    const { document, change } = await lockedChange(tx, context, number);
    requireOpen(change);
    await tx.bankChanges.deny(change.id, note.trim());
    await wake(tx, document);
    await tx.audit(document, 'bankChange.denied', { number, account: change.masked });
  });
}

/** Anybody with a key that may act ends it, until it is sent: also while it cools off. */
export async function cancelBankChange(acting: Acting, { number, note }: Decided): Promise<void> {
  const { context } = acting;
  const { store } = await holderOf(acting, 'operator');
  requireNote(note);
  await store.inTenant(context.connection.tenantId, async (tx) => {
    const { document, change } = await lockedChange(tx, context, number);
    const sent = (await bankPostings(tx, document.id)).some(({ sends, state }) => sends > 0 || state === 'confirmed');
    if (sent) {
      throw new ActionError(
        'refused',
        `bank change ${String(number)} was sent to the ERP already: put the account right there, and hold the supplier's payments meanwhile`,
      );
    }
    if (!(await tx.bankChanges.end(change.id, 'canceled', note.trim()))) {
      throw new ActionError('refused', `bank change ${String(number)} is ${change.state}; nothing was changed`);
    }
    await wake(tx, document);
    await tx.audit(document, 'bankChange.canceled', { number, account: change.masked });
  });
}

function requireNote(note: string): void {
  if (note.trim() === '') throw new ActionError('badInput', 'note: why, in a sentence', { field: 'note' });
}
