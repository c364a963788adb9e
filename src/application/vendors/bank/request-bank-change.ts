import { randomUUID } from 'node:crypto';
import { readBankDetails } from '../../../domain/vendor/bank/bank-details';
import { maskedAccount } from '../../../domain/vendor/bank/masked';
import { ActionError, badInput } from '../../action-error';
import { bankDetailsOf, holderOf, wake, type Acting } from './bank-context';

export interface BankChangeRequest {
  /** Its id in Procore. */
  readonly vendorId: string;
  readonly recordType: string;
  /** As it was typed or read: checked here. */
  readonly details: unknown;
  readonly reason: string;
}

export interface RequestedBankChange {
  readonly number: number;
  readonly supplier: string;
  readonly account: string;
  /** What the ERP shows now; `''`: no account of that kind. */
  readonly before: string;
  /** ISO 8601. */
  readonly decideBy: string;
}

/** A person asks for other bank details of a linked supplier. Nothing is changed by that; the account is kept sealed from here on. */
export async function requestBankChange(acting: Acting, request: BankChangeRequest): Promise<RequestedBankChange> {
  const { context } = acting;
  const { connection } = context;
  const { store } = await holderOf(acting, 'operator');
  const { source } = await bankDetailsOf(context);
  const { vendorId, recordType } = request;
  const read = readBankDetails(request.details);
  const typeFault = source.recordTypeFault(recordType);
  const faults = [
    ...(typeFault === null ? [] : [`record type: ${typeFault}`]),
    ...(request.reason.trim() === '' ? ['reason: who asked for it, how, and why'] : []),
    ...('faults' in read ? read.faults : []),
  ];
  if ('faults' in read || faults.length > 0) throw badInput('bank details', faults);
  const { details } = read;
  const party = await store.inTenant(connection.tenantId, (tx) => tx.parties.find(connection, vendorId));
  const supplier = party?.erpNumber ?? null;
  if (party === null || supplier === null) {
    throw new ActionError('refused', `vendor ${vendorId} is linked with no supplier ("vendor list")`);
  }
  const standing = await source.read(supplier, recordType);
  if (standing.count > 1) {
    throw new ActionError(
      'refused',
      `supplier ${supplier} has ${String(standing.count)} accounts of type ${recordType}, and no orchestration is told which one is meant: change it in the ERP`,
    );
  }
  if (source.stands(standing.shown, details)) {
    throw new ActionError('refused', `supplier ${supplier} has these bank details already`);
  }
  const id = randomUUID();
  const masked = maskedAccount(details);
  const { tenantId, connectionId } = connection;
  const scope = { tenantId, connectionId };
  const { number, decideBy } = await store.inTenant(tenantId, async (tx) => {
    const document = await tx.documents.see(scope, { kind: 'bankChange', sourceId: id });
    const given = await tx.bankChanges.request(scope, {
      ...{ id, partyId: party.id, vendor: vendorId, supplier, recordType, masked },
      body: { details, reason: request.reason.trim(), before: standing.shown },
      decisionDays: source.rules.decisionDays,
    });
    if (given === null) {
      throw new ActionError(
        'conflict',
        `a bank change of supplier ${supplier}, type ${recordType}, is open already ("vendor bank list"); cancel that one first`,
      );
    }
    const made = await tx.bankChanges.find(id);
    await wake(tx, document);
    await tx.audit(document, 'bankChange.requested', {
      ...{ number: given, vendor: vendorId, supplier, recordType, account: masked, before: standing.masked },
    });
    return { number: given, decideBy: made?.decideBy ?? new Date() };
  });
  return { number, supplier, account: masked, before: standing.masked, decideBy: decideBy.toISOString() };
}
