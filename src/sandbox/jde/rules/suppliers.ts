import type { SandboxState } from '../sandbox-state';

/** H01/HD: blank, 0 and N hold nothing, 2 holds payments but takes vouchers. */
const TAKES_VOUCHERS = new Set(['', '0', 'N', '2']);

/** Why this supplier is refused; undefined when documents may be entered. */
export function supplierProblem(
  state: SandboxState,
  addressNumber: string,
  use: 'order' | 'voucher' | 'bank',
): string | undefined {
  if (!/^\d{1,8}$/.test(addressNumber)) {
    return `Supplier ${addressNumber} must be an address number of at most 8 digits`;
  }
  const address = state.database.table('F0101').get({ AN8: addressNumber });
  if (address === undefined) {
    return `Address Number ${addressNumber} not in Address Book`;
  }
  const supplier = state.database.table('F0401').get({ AN8: addressNumber });
  if (address['AT1'] !== 'V' || supplier === undefined) {
    return `Address Number ${addressNumber} is not a supplier`;
  }
  const hold = supplier['HOLD'] ?? '';
  if (use === 'order' && hold !== '') {
    return `Supplier ${addressNumber} is on hold for orders (code ${hold})`;
  }
  return use === 'voucher' && state.settings.paymentHold === 'refuses' ? paymentHold(state, addressNumber) : undefined;
}

/** What JDE takes after a warning, when the setting says that a payment hold only warns. */
export function supplierWarning(state: SandboxState, addressNumber: string): string | undefined {
  return state.settings.paymentHold === 'warns' ? paymentHold(state, addressNumber) : undefined;
}

function paymentHold(state: SandboxState, addressNumber: string): string | undefined {
  const code = state.database.table('F0401').get({ AN8: addressNumber })?.['HDPY'] ?? '';
  return TAKES_VOUCHERS.has(code) ? undefined : `Supplier ${addressNumber} is on hold for payments (code ${code})`;
}
