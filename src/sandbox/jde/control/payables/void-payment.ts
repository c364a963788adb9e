import { z } from 'zod';
import { decimalOf, type Decimal } from '../../../decimal';
import type { SandboxState } from '../../sandbox-state';
import type { Row, RowInput } from '../../tables/table';
import { ControlError } from '../control-error';
import { dateText, documentNumber } from '../read-order';
import { setOpen } from './payment';
import { POST_PROGRAM } from './post';
import { CLERK, negated } from './voucher';

const VOID_FORM = { user: CLERK, program: 'P0413V' };
/** The type of the rows of F0414 that take a payment back. */
const VOIDED = 'PO';
const AMOUNTS = ['PAAP', 'ADSC', 'ADSA', 'PFAP', 'CDS', 'CDSA'] as const;

export const paymentSchema = z.strictObject({ payment: documentNumber });
export const voidPaymentSchema = paymentSchema.extend({ glDate: dateText.optional() });

/** R09801 for a payment: D in both of its tables. Its lines in the general ledger are not written here. */
export function postPayment(state: SandboxState, order: z.infer<typeof paymentSchema>): object {
  const { payment, details } = standingPayment(state, order.payment);
  state.changeStatus('F0413', payment, { ISTP: 'D' }, POST_PROGRAM);
  details.forEach((row) => state.changeStatus('F0414', row, { POST: 'D' }, POST_PROGRAM));
  return { posted: 1 };
}

/**
 * What it paid is open again, with pay status A. A posted payment stays without its amount, and each of its details gets
 * a row of type PO; one that is not posted leaves no trace.
 */
export function voidPayment(state: SandboxState, order: z.infer<typeof voidPaymentSchema>): object {
  const { payment, details } = standingPayment(state, order.payment);
  const { PYID } = payment;
  details.forEach((row) => openAgain(state, row));
  if (payment['ISTP'] !== 'D') {
    details.forEach((row) => state.database.table('F0414').remove(row));
    state.database.table('F0413').remove(payment);
    return { voided: 0, deleted: 1 };
  }
  const kept = state.settings.voidedPaymentAmount === 'kept' ? {} : { PAAP: '0' };
  state.change('F0413', payment, { ...kept, VDGJ: order.glDate ?? state.today(), ISTP: '' }, VOID_FORM);
  details.forEach((row, index) => {
    const amounts: RowInput = state.settings.voidedPaymentRow === 'opposite' ? negated(row, ...AMOUNTS) : {};
    const place = { PYID, RC5: String(details.length + index + 1), DCTM: VOIDED, POST: '' };
    state.write('F0414', { ...row, ...amounts, ...place }, VOID_FORM);
  });
  return { voided: 1, deleted: 0 };
}

/** Whether anything was paid of a pay item that is not voided: such a voucher is not voided. */
export function isPaidInPart(state: SandboxState, { DOC, DCT, KCO, SFX, SFXE }: Row): boolean {
  const rows = state.database.table('F0414').find({ DOC, DCT, KCO, SFX, SFXE });
  const voided = new Set(rows.filter((row) => row['DCTM'] === VOIDED).map((row) => row['PYID']));
  return rows.some((row) => !voided.has(row['PYID']));
}

function standingPayment(
  state: SandboxState,
  PYID: string,
): { readonly payment: Row; readonly details: readonly Row[] } {
  const payment = state.database.table('F0413').get({ PYID });
  if (payment === undefined || payment['VDGJ'] !== '') {
    throw new ControlError(`There is no payment ${PYID} in F0413 that is not voided`);
  }
  return { payment, details: state.database.table('F0414').find({ PYID }) };
}

function openAgain(state: SandboxState, detail: Row): void {
  const { DOC, DCT, KCO, SFX, SFXE } = detail;
  const item = state.database.table('F0411').get({ DOC, DCT, KCO, SFX, SFXE });
  if (item === undefined) return;
  const sum = (...aliases: string[]): Decimal => {
    const amounts = aliases.map((alias) => decimalOf(detail[alias]));
    const total = amounts.reduce((one, other) => one.plus(other));
    return state.settings.paymentSign === 'negative' ? total.negated() : total;
  };
  setOpen(state, item, sum('PAAP', 'ADSA'), sum('PFAP', 'CDSA'));
}
