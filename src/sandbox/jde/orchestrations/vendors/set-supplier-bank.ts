import { numberOf, type JsonObject } from '../../../http/json-value';
import { maskedAccount } from '../../data-service/shown-cell';
import { supplierProblem } from '../../rules/suppliers';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { OrchestrationError, refuseIf } from '../orchestration-error';

/**
 * A supplier has one account of type V: a second call changes it; of type Y it has several. The account of type V gets its pre-note
 * status in F0401; a further type that is assigned, in F0401M (reference 15).
 */
export const setSupplierBank: Orchestration = {
  name: 'PC_SET_SUPPLIER_BANK',
  description: 'Sets the bank account of a supplier',
  inputs: {
    AddressNumber: 'String',
    RecordType: 'String',
    BankTransit: 'String',
    BankAccount: 'String',
    Iban: 'String',
    Swift: 'String',
    BankCountry: 'String',
    Currency: 'String',
  },
  outputs: ['AddressNumber', 'BankAccountMasked'],
  run,
};

function run({ state, inputs, username }: OrchestrationCall): JsonObject {
  const addressNumber = inputs.required('AddressNumber');
  const recordType = inputs.text('RecordType') || 'V';
  const account = inputs.text('BankAccount') || inputs.text('Iban');
  refuseIf(supplierProblem(state, addressNumber, 'bank'));
  if (account === '' || account.includes('*')) {
    throw new OrchestrationError('BankAccount or Iban is required, in full: a masked number cannot be stored');
  }
  const columns = {
    TNST: inputs.text('BankTransit'),
    CBNK: inputs.text('BankAccount'),
    IBAN: inputs.text('Iban'),
    SWFT: inputs.text('Swift'),
    CTR: inputs.text('BankCountry'),
  };
  const by = { user: username, program: 'EP0030A' };
  const sameAccount = recordType === 'Y' ? { TNST: columns.TNST, CBNK: columns.CBNK, IBAN: columns.IBAN } : {};
  const standing = state.database.table('F0030').find({ AN8: addressNumber, BKTP: recordType, ...sameAccount })[0];
  if (state.settings.payeeControl) {
    for (const item of ['TNST', 'CBNK', 'SWFT'] as const) {
      const before = standing?.[item] ?? '';
      if (before === columns[item]) continue;
      const ukid = state.nextNumbers.next('payee control', 'F0450', 'UKID');
      state.write('F0450', { UKID: ukid, PYE: addressNumber, DTAI: item, PDV: before, RDV: columns[item] }, by);
    }
  }
  if (standing === undefined) {
    const ukid = state.nextNumbers.next('bank account', 'F0030', 'UKID');
    state.write('F0030', { UKID: ukid, AN8: addressNumber, BKTP: recordType, ...columns }, by);
  } else {
    state.change('F0030', standing, columns, by);
  }
  const supplier = state.database.table('F0401').get({ AN8: addressNumber });
  if (supplier !== undefined && recordType === 'V') {
    state.change('F0401', supplier, { AB1: 'P' }, by);
  }
  const ofType = { AN8: addressNumber, BKTP: recordType };
  if (recordType !== 'V' && state.database.table('F0401M').get(ofType) === undefined) {
    state.write('F0401M', { ...ofType, AB1: 'P' }, by);
  }
  return { AddressNumber: numberOf(addressNumber), BankAccountMasked: maskedAccount(account) };
}
