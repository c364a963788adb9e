import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConnectionFile } from '../../application/connections/read-connection-file';
import type { ConnectionSecrets } from '../../config/connection-settings';
import { erpSystems } from '../../processes/gateways/erp-systems';
import { fusionSystem } from './system';

/** The smallest file of the page, changed. */
function file(change: (given: Record<string, Record<string, unknown>>) => void = () => undefined) {
  const page = readFileSync(join(__dirname, '../../../docs/connect-fusion.md'), 'utf8');
  const given = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '{}') as Record<string, Record<string, unknown>>;
  change(given);
  return readConnectionFile('connection.json', JSON.stringify(given), erpSystems);
}
const faultsOf = (change: Parameters<typeof file>[0]): string => {
  try {
    file(change);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const secretsOf = (secret: string): ConnectionSecrets => ({
  procoreClientId: 'a',
  procoreClientSecret: 'b',
  erp: { secret },
});

test('what has no safe default is required, and named with its choices, all at once', () => {
  const faults = faultsOf((given) => {
    given['fusion'] = {};
    given['posting'] = {};
  });
  for (const fault of [
    'fusion.baseUrl: required: the whole address of the pod',
    'fusion.authentication: required: {"method": "clientCredentials"}',
    'fusion.chart: required: the chart of accounts',
    'posting.businessUnit: required: {"id": "...", "name": "..."}',
    'posting.invoiceSource: required',
    'posting.order: required: how orders are made',
    'posting.companies: required: for each balancing segment value',
    'posting.payStatus: required: one of H, A',
    'posting.glDatePolicy: required: one of billingDate, periodEnd, postingDay',
  ]) {
    expect(faults).toContain(fault);
  }
});

test('once vendors are matched, what their keys mean and which suppliers are matched must be said', () => {
  expect(faultsOf((given) => (given['vendors'] = {}))).toContain('vendors.externalKeyMeans: required: none, or');
  const matched = { externalKeyMeans: 'supplierNumber' };
  expect(faultsOf((given) => (given['vendors'] = matched))).toContain('fusion.supplierScope: required with');
  const { settings } = file((given) => {
    given['vendors'] = matched;
    Object.assign(given['fusion'] ?? {}, { supplierScope: { types: ['SUPPLIER'] } });
  });
  expect(settings.vendors).toMatchObject({ externalKeyMeans: 'supplierNumber', externalKeyField: 'originId' });
  expect(file().settings).not.toHaveProperty('vendors');
});

test('a secret in the file is refused without being shown, as anywhere', () => {
  const faults = faultsOf((given) => Object.assign(given['fusion'] ?? {}, { secret: 'hunter2-in-plain' }));
  expect(faults).toContain('fusion.secret: a secret never stands in the file');
  expect(faults).not.toContain('hunter2');
});

const accrueUnbilled = { accrualAccount: '101-00-22000-000', owner: 'here' };
const changeOrderAccrual = { ...accrueUnbilled, method: 'accrual', from: '2026-11-01' };
const memo = {
  ...{ method: 'memo', from: '2026-11-01', commitmentRelief: 'none' },
  ...{ naturalAccount: '91000', offsetAccount: '101-00-92000-000' },
};
const invoice = { clearingAccount: '101-10-21990-000', owner: 'here', clearedBy: 'payables', from: '2026-11-01' };

test.each<[string, (posting: Record<string, unknown>) => void, string]>([
  [
    'tax by Fusion without what goes with it',
    (posting) => Object.assign(posting, { taxMethod: 'fusion' }),
    'posting.taxOnRetainage: required with taxMethod fusion',
  ],
  [
    'a hold of payments without its name',
    (posting) => Object.assign(posting, { payStatus: 'H' }),
    'posting.holdNames.payment: required with payStatus H',
  ],
  [
    'vendors that are not to be paid without the name of that hold',
    (posting) => Object.assign(posting, { compliance: ['expiredInsurance'] }),
    'posting.holdNames.payment: required with compliance',
  ],
  [
    'tax ids, which Fusion shows to few',
    (posting) => Object.assign(posting, { compliance: ['missingTaxId'] }),
    'posting.compliance: missingTaxId is for JD Edwards',
  ],
  [
    'an account that is none of the chart',
    (posting) => Object.assign(posting, { companies: { '101': { retainageAccount: '101-10' } } }),
    'posting.companies.101.retainageAccount: account "101-10": expected ENTITY-DEPARTMENT',
  ],
  [
    'an account of another company',
    (posting) => Object.assign(posting, { companies: { '102': { retainageAccount: '101-10-21550-000' } } }),
    'is of entity 101, not 102',
  ],
  [
    'direct costs without how journals come in',
    (posting) => Object.assign(posting, { directCosts: { types: { invoice } } }),
    'posting.journals: required with posting.directCosts',
  ],
  [
    'a conversion at a rate of ours',
    (posting) => Object.assign(posting, { journals: { source: 'P', category: 'A', conversionType: 'User' } }),
    'posting.journals.conversionType: User asks for a rate, and none is sent from here',
  ],
  [
    'a clearing account that is none of the chart',
    (posting) =>
      Object.assign(posting, { directCosts: { types: { invoice: { ...invoice, clearingAccount: '101-10' } } } }),
    'posting.directCosts.types.invoice.clearingAccount: account "101-10": expected ENTITY-DEPARTMENT',
  ],
  [
    'an account of tax that is none of the chart',
    (posting) => Object.assign(posting, { directCosts: { types: { invoice }, taxAccounts: { '77': '1' } } }),
    'posting.directCosts.taxAccounts.77: account "1"',
  ],
  [
    'memos of change orders without how journals come in',
    (posting) => Object.assign(posting, { changeOrderJournal: memo }),
    'posting.journals: required with posting.changeOrderJournal',
  ],
  [
    'an offset that is none of the chart',
    (posting) => Object.assign(posting, { changeOrderJournal: { ...memo, offsetAccount: '92000' } }),
    'posting.changeOrderJournal.offsetAccount: account "92000": expected ENTITY-DEPARTMENT',
  ],
  [
    'a natural account that is a whole combination',
    (posting) => Object.assign(posting, { changeOrderJournal: { ...memo, naturalAccount: '101-10-91000-000' } }),
    'posting.changeOrderJournal.naturalAccount: "101-10-91000-000" is no value of the segment account',
  ],
  [
    'accruals without how journals come in',
    (posting) => Object.assign(posting, { accrueUnbilled, accrualReversal: 'own' }),
    'posting.journals: required with posting.accrueUnbilled',
  ],
  [
    'accruals that nobody reverses',
    (posting) => Object.assign(posting, { accrueUnbilled }),
    'posting.accrualReversal: required with posting.accrueUnbilled, one of own, erp',
  ],
  [
    'accruals on an account that is none of the chart',
    (posting) =>
      Object.assign(posting, {
        accrueUnbilled: { ...accrueUnbilled, accrualAccount: '22000' },
        accrualReversal: 'erp',
      }),
    'posting.accrueUnbilled.accrualAccount: account "22000": expected ENTITY-DEPARTMENT',
  ],
  [
    'accruals that Fusion Projects makes as well',
    (posting) => Object.assign(posting, { accrueUnbilled: { ...accrueUnbilled, owner: 'projects' } }),
    'posting.accrueUnbilled.owner: required: "here"',
  ],
  [
    'accruals too long after the end',
    (posting) => Object.assign(posting, { accrueUnbilled: { ...accrueUnbilled, accrueAfter: 29 } }),
    'posting.accrueUnbilled.accrueAfter',
  ],
  [
    'change orders that are booked no one knows how',
    (posting) => Object.assign(posting, { changeOrderJournal: { method: 'relief' } }),
    'one of memo, encumbrance, accrual, none',
  ],
  [
    'accruals of change orders that nobody vouches for',
    (posting) => Object.assign(posting, { changeOrderJournal: { ...changeOrderAccrual, owner: undefined } }),
    'posting.changeOrderJournal.owner: required: "here"',
  ],
  [
    'accruals of change orders without how journals come in',
    (posting) => Object.assign(posting, { changeOrderJournal: changeOrderAccrual, accrualReversal: 'own' }),
    'posting.journals: required with posting.changeOrderJournal',
  ],
  [
    'accruals of change orders that nobody reverses',
    (posting) => Object.assign(posting, { changeOrderJournal: changeOrderAccrual }),
    'posting.accrualReversal: required with posting.changeOrderJournal.method accrual, one of own, erp',
  ],
  [
    'accruals of change orders on an account that is none of the chart',
    (posting) => Object.assign(posting, { changeOrderJournal: { ...changeOrderAccrual, accrualAccount: '22000' } }),
    'posting.changeOrderJournal.accrualAccount: account "22000": expected ENTITY-DEPARTMENT',
  ],
  [
    'accruals of change orders before those of requisitions, which are taken off them',
    (posting) =>
      Object.assign(posting, {
        changeOrderJournal: { ...changeOrderAccrual, accrueAfter: 5 },
        ...{ accrueUnbilled, accrualReversal: 'own' },
      }),
    'posting.changeOrderJournal.accrueAfter: must be that of posting.accrueUnbilled',
  ],
])('settings that only fail together are told: %s', (_name, change, fault) => {
  expect(faultsOf((given) => change(given['posting'] ?? {}))).toContain(fault);
});

test('a call that may still arrive when it is settled is a fault', () => {
  const faults = faultsOf((given) => {
    Object.assign(given, { timing: { settleMs: 60_000 } });
  });
  expect(faults).toContain('timing.settleMs: must be at least fusion.requestLimitMs');
});

test('the adapter is made of what the file says, and says which part of the secret its method lacks', async () => {
  const { settings } = file();
  const adapter = fusionSystem.createAdapter({ connectionId: 'c1', settings, secrets: secretsOf('word') }, {});
  expect(adapter.chart.print({ entity: '101', department: '10', account: '60530' })).toBe('101-10-60530-000');
  expect([...adapter.kinds.keys()]).toEqual([
    'purchaseOrder',
    'orderSubmission',
    'orderChange',
    'orderChangeSubmission',
    'invoice',
    'invoiceSettlement',
    'invoiceValidation',
    'invoiceCancel',
    'journalImport',
    'orderClose',
    'orderReopen',
  ]);
  await adapter.close();
  const signed = file((given) => {
    const authentication = {
      method: 'selfSigned',
      username: 'U',
      issuer: 'i',
      certificate: '-----BEGIN CERTIFICATE-----',
    };
    Object.assign(given['fusion'] ?? {}, { authentication });
  });
  const make = (): unknown =>
    fusionSystem.createAdapter({ connectionId: 'c1', settings: signed.settings, secrets: secretsOf('word') }, {});
  expect(make).toThrow('fusion.secret: selfSigned needs the private key, as PEM');
});
