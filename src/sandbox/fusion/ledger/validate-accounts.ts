import type { Answer } from '../../http/send-answer';
import type { FusionRequest } from '../front/fusion-request';
import type { FusionState } from '../fusion-state';
import { chartSegments, isPostable } from '../items/combinations';
import { createCombination, unknownValue } from './make-combination';

export const ACCOUNT_SERVICE = '/fscmService/AccountCombinationService';
const SERVICE =
  'http://xmlns.oracle.com/apps/financials/generalLedger/accounts/codeCombinations/accountCombinationService/';
const MOST_ROWS = 1000;

/** SOAP 1.1 `validateAndCreateAccounts` (reference 4.3): the one way to ask whether an account would be allowed. */
export function validateAccounts(state: FusionState, request: FusionRequest): Answer {
  const rows = [
    ...request.text.matchAll(/<(?:\w+:)?validationInputRowList>([\s\S]*?)<\/(?:\w+:)?validationInputRowList>/g),
  ];
  const isRead =
    request.contentTypeIs('text/xml') && request.header('soapaction').includes('validateAndCreateAccounts');
  if (!isRead || rows.length === 0 || rows.length > MOST_ROWS) {
    return soap(500, fault('The request cannot be read: text/xml with 1 to 1,000 rows of validationInputRowList.'));
  }
  const inputs = rows.map(([, row = '']) => membersOf(row));
  const extra = inputs
    .flatMap((input) => Object.keys(input))
    .find((name) => ['EnabledFlag', 'FromDate'].includes(name));
  if (extra !== undefined && state.settings.soapExtras === 'refused') {
    return soap(500, fault(`The element ${extra} is not expected.`));
  }
  const results = inputs.map((input) => resultOf(state, input));
  const body = `<ns0:validateAndCreateAccountsResponse xmlns:ns0="${SERVICE}types/" xmlns:ns1="${SERVICE}">${results.join('')}</ns0:validateAndCreateAccountsResponse>`;
  return soap(200, body);
}

type Members = Readonly<Record<string, string>>;

function membersOf(row: string): Members {
  const found = [...row.matchAll(/<(?:\w+:)?(\w+)>([^<]*)<\/(?:\w+:)?\w+>/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value.trim()]));
}

function resultOf(state: FusionState, input: Members): string {
  const ledger = state.collection('ledgersLOV').find({ Name: input['LedgerName'] ?? null });
  const chartNumber = ledger?.text('ChartOfAccountsId') ?? '';
  const names = chartSegments(state, chartNumber);
  const segments = names.map((_name, index) => input[`Segment${index + 1}`] ?? '');
  const values = Object.fromEntries(names.map((name, index) => [name, segments[index] ?? '']));
  const found = state.collection('accountCombinationsLOV').find({ _CHART_OF_ACCOUNTS_ID: chartNumber, ...values });
  if (ledger === undefined) return shown(input, '', 'Invalid', 'The ledger is not known.');
  if (found !== undefined) {
    return isPostable(found)
      ? shown(input, found.text('_CODE_COMBINATION_ID'), 'Valid', '')
      : shown(input, '', 'Invalid', 'The account is inactive or does not allow detail posting.');
  }
  const bad = unknownValue(state, chartNumber, segments);
  if (bad !== undefined) {
    return shown(input, '', 'Invalid', `The value ${bad.value} of segment ${bad.index + 1} does not exist.`);
  }
  const mayCreate = /^y(es)?$/i.test(input['DynamicInsertion'] ?? '') && state.settings.dynamicInsertion;
  if (!mayCreate) return shown(input, '', 'Invalid', 'The account combination does not exist.');
  const created = createCombination(state, chartNumber, values);
  return shown(input, created.text('_CODE_COMBINATION_ID'), 'New', '');
}

function shown(input: Members, id: string, status: string, error: string): string {
  const segments = Object.entries(input).filter(([name]) => /^Segment\d+$/.test(name));
  const members: [string, string][] = [...segments, ['CcId', id], ['Status', status], ['Error', error]];
  const text = members.map(([name, value]) => (value === '' ? '' : `<ns1:${name}>${escaped(value)}</ns1:${name}>`));
  return `<ns0:result>${text.join('')}</ns0:result>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const fault = (text: string): string =>
  `<env:Fault><faultcode>env:Client</faultcode><faultstring>${escaped(text)}</faultstring></env:Fault>`;

function soap(status: number, body: string): Answer {
  const envelope = `<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>${body}</env:Body></env:Envelope>`;
  return {
    status,
    contentType: 'text/xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>${envelope}`,
    headers: {},
  };
}
