import { numberOf, type JsonObject } from '../../../http/json-value';
import { codeProblem } from '../../rules/codes';
import { isSystemConstantOn } from '../../rules/system-constants';
import type { SandboxState } from '../../sandbox-state';
import type { RowInput } from '../../tables/table';
import type { Inputs } from '../inputs';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { OrchestrationError, refuseIf } from '../orchestration-error';

const TEXTS = [
  'SourceKey',
  'AddressNumber',
  'AlphaName',
  'MailingName',
  'TaxId',
  'SearchType',
  'Address1',
  'Address2',
  'Address3',
  'Address4',
  'City',
  'State',
  'PostalCode',
  'Country',
  'Phone',
  'Fax',
  'Email',
  'PaymentTerms',
  'PaymentInstrument',
  'Currency',
  'HoldCode',
] as const;

/** Address book, who's who, address, phones, e-mail and supplier master, as the supplier forms write them. */
export const upsertVendor: Orchestration = {
  name: 'PC_UPSERT_VENDOR',
  description: 'Adds or changes a supplier',
  inputs: Object.fromEntries(TEXTS.map((name) => [name, 'String' as const])),
  outputs: ['AddressNumber', 'Created'],
  run,
};

function run(call: OrchestrationCall): JsonObject {
  const { state, inputs, username } = call;
  const { database } = state;
  const terms = inputs.text('PaymentTerms');
  if (terms !== '' && database.table('F0014').get({ PTC: terms }) === undefined) {
    throw new OrchestrationError(`Payment terms ${terms} not found`);
  }
  const given = inputs.text('AddressNumber');
  if (given !== '' && !(/^\d{1,8}$/.test(given) && database.table('F0101').get({ AN8: given }) !== undefined)) {
    throw new OrchestrationError(`Address Number ${given} not in Address Book`);
  }
  if (given === '') {
    inputs.required('AlphaName');
  }
  const addressNumber = given || state.nextNumbers.next('AN8', 'F0101', 'AN8');
  const put = (table: string, key: RowInput, columns: RowInput): void =>
    upsert(state, username, table, { AN8: addressNumber, ...key }, columns);

  put('F0101', {}, addressBookColumns(state, inputs, given === ''));
  put(
    'F0111',
    { IDLN: '0' },
    withoutBlanks({ MLNM: inputs.text('MailingName') || inputs.text('AlphaName'), ALPH: inputs.text('AlphaName') }),
  );
  putAddress(call, addressNumber);
  const phones: [string, string, string][] = [
    ['1', '', inputs.text('Phone')],
    ['2', 'FAX', inputs.text('Fax')],
  ];
  for (const [line, type, number] of phones.filter(([, , number]) => number !== '')) {
    put('F0115', { IDLN: '0', CNLN: '0', RCK7: line }, { PHTP: type, PH1: number });
  }
  if (inputs.text('Email') !== '') {
    put('F01151', { IDLN: '0', RCK7: '1' }, { ETP: 'E', EMAL: inputs.text('Email') });
  }
  put(
    'F0401',
    {},
    withoutBlanks({
      TRAP: terms,
      PYIN: inputs.text('PaymentInstrument'),
      CRRP: inputs.text('Currency'),
      HOLD: inputs.text('HoldCode'),
    }),
  );
  return { AddressNumber: numberOf(addressNumber), Created: given === '' ? 'Y' : 'N' };
}

function addressBookColumns(state: SandboxState, inputs: Inputs, isNew: boolean): RowInput {
  const name = inputs.text('AlphaName');
  return {
    ...withoutBlanks({
      [state.settings.vendorKeyColumn]: inputs.text('SourceKey'),
      ALPH: name,
      DC: name.toUpperCase().replaceAll(' ', ''),
      TAX: inputs.text('TaxId'),
      AT1: inputs.text('SearchType') || (isNew ? 'V' : ''),
    }),
    ...(isNew ? { ATP: 'Y', EFTB: state.today() } : {}),
  };
}

function putAddress({ state, inputs, username }: OrchestrationCall, addressNumber: string): void {
  const columns = withoutBlanks({
    ADD1: inputs.text('Address1'),
    ADD2: inputs.text('Address2'),
    ADD3: inputs.text('Address3'),
    ADD4: inputs.text('Address4'),
    CTY1: inputs.text('City'),
    ADDS: inputs.text('State'),
    ADDZ: inputs.text('PostalCode'),
    CTR: inputs.text('Country'),
  });
  if (Object.keys(columns).length === 0) {
    return;
  }
  refuseIf(codeProblem(state, 'state', inputs.text('State')));
  refuseIf(codeProblem(state, 'country', inputs.text('Country')));
  upsert(state, username, 'F0116', { AN8: addressNumber, EFTB: currentAddress(state, addressNumber) }, columns);
}

/**
 * The date of the address that counts: with effective dates (F0009.EFS) it is the one that F0101.EFTB names, which a
 * report moves on the due day; without them a party has one address.
 */
function currentAddress(state: SandboxState, addressNumber: string): string {
  const named = state.database.table('F0101').get({ AN8: addressNumber })?.['EFTB'] ?? '';
  const only = state.database.table('F0116').find({ AN8: addressNumber })[0]?.['EFTB'] ?? '';
  return (isSystemConstantOn(state.database, 'EFS') ? named || only : only || named) || state.today();
}

function upsert(state: SandboxState, user: string, table: string, key: RowInput, columns: RowInput): void {
  const by = { user, program: 'EP01012' };
  const row = state.database.table(table).get(key);
  if (row === undefined) {
    state.write(table, { ...key, ...columns }, by);
  } else if (Object.keys(columns).length > 0) {
    state.change(table, row, columns, by);
  }
}

/** Inputs that were left out change nothing. */
function withoutBlanks(columns: Readonly<Record<string, string>>): RowInput {
  return Object.fromEntries(Object.entries(columns).filter(([, text]) => text !== ''));
}
