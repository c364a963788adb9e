import { testContext } from '../../../../test/stack/test-context';
import { openTwoSides, type TwoSides } from '../../../activities/vendor/matching/two-sides.fixture';
import { LEE } from '../../../sandbox/fusion/testing/test-company.fixture';
import { ActionError } from '../../action-error';
import { readCsv } from '../../read-csv';
import { closeMatching } from './close-matching';
import { acceptExact, importMatches } from './decide-matches';
import { exportMatches } from './export-matches';
import { listFindings } from './list-findings';
import { checkMatchHeader, matchColumns } from './match-rows';
import { matchingStatus } from './matching-status';
import { undoMatch } from './undo-match';

// Two lists that exist are matched by persons: on real sandboxes of both sides, with the use cases that the commands call.

const granite = '300000047414504';
const unassigned = '300000047414505';
const ein = { type: 'ein', identifier: '91-2047719' };

let on: TwoSides;
/** Ids in Procore: of Lee, by tax id; like Granite Peak; like nothing. */
let lee: string;
let peak: string;
let other: string;
beforeEach(async () => {
  on = await openTwoSides();
  lee = await on.addVendor({ name: 'L. S. Materials' });
  await on.procore.call('POST', `/rest/v1.0/vendors/${lee}/business_register?company_id=562949953421312`, {
    business_register: ein,
  });
  peak = await on.addVendor({ name: 'Granite Peak LLC' });
  other = await on.addVendor({ name: 'Zenith Roofing' });
  await on.changeSupplier(LEE, {
    ...{ TaxpayerId: '912047719', TaxpayerCountryCode: 'US', TaxOrganizationTypeCode: 'CORPORATION' },
  });
  await on.match();
});
afterEach(() => on.close());

const context = () => testContext(on.acme, { identity: 'C. Controller', role: 'operator' });
const list = async (all = false) =>
  (await listFindings(await context(), { all })).map(({ kind, state, vendors, suppliers }) =>
    [kind, state, vendors.map(({ id }) => id).join('+'), suppliers.map(({ number }) => number).join('+')].join(' '),
  );
type Row = Record<string, string>;
async function rows(all = false): Promise<Row[]> {
  const { csv } = await exportMatches(await context(), { all });
  const read = readCsv(csv, checkMatchHeader);
  if ('faults' in read) throw new Error(read.faults.join());
  return read.rows.map(({ cells }) => ({ ...cells }));
}
const file = (given: readonly Row[]): string =>
  `${[matchColumns.join(','), ...given.map((row) => matchColumns.map((name) => `"${row[name] ?? ''}"`).join(','))].join('\n')}\n`;
const imported = async (given: readonly Row[]) => importMatches(await context(), 'matches.csv', file(given));
const decided = async (vendor: string, supplier: string, decision: string): Promise<Row> => {
  const found = (await rows()).find((row) => row['vendor_id'] === vendor && row['supplier_id'] === supplier);
  if (found === undefined) throw new Error(`no row ${vendor}=${supplier}`);
  return { ...found, decision };
};
const numberOf = async (vendor: string) =>
  (await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.parties.find(on.scope, vendor)))?.erpNumber ?? null;

test('exact pairs and candidates are listed to be decided; two runs give one file', async () => {
  expect(await list()).toEqual([`exact open ${lee} 1252`, `candidate open ${peak} 1253`]);
  const before = await exportMatches(await context(), { all: false });
  expect(before.csv).toContain(`Zenith Roofing`);
  await on.match();
  expect(await exportMatches(await context(), { all: false })).toEqual(before);
});

test('a tax id stands in no file and no list', async () => {
  const shown = JSON.stringify([await listFindings(await context(), { all: true }), await rows(true)]);
  expect(shown).not.toContain('2047719');
});

test('nothing is linked before the matching is closed; closing links what was accepted, and is done once', async () => {
  expect(await acceptExact(await context())).toEqual({ decided: 1, linked: 0, released: 0 });
  await imported([await decided(peak, granite, 'accept')]);
  expect([await numberOf(lee), await numberOf(peak)]).toEqual([null, null]);
  expect(await closeMatching(await context())).toEqual({ linked: 2, open: 0, released: 0 });
  expect([await numberOf(lee), await numberOf(peak)]).toEqual(['1252', '1253']);
  await expect(closeMatching(await context())).rejects.toThrow('was closed by C. Controller');
  expect(await matchingStatus(await context())).toMatchObject({
    closedBy: 'C. Controller',
    vendors: { state: 'whole' },
  });
  await on.match();
  expect(await list()).toEqual([]);
  const { faults } = await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.auditTrail.verify());
  expect(faults).toEqual([]);
});

test('what is accepted after closing is linked at once', async () => {
  await closeMatching(await context());
  expect(await acceptExact(await context())).toMatchObject({ decided: 1, linked: 1 });
  expect(await numberOf(lee)).toBe('1252');
});

test('a rejected pair is asked no more, until the name, key or tax id of one of the two changes', async () => {
  await imported([await decided(peak, granite, 'reject')]);
  await on.match();
  expect(await list()).toEqual([`exact open ${lee} 1252`]);
  await on.changeVendor(peak, { city: 'Denver' });
  await on.match();
  expect(await list()).toEqual([`exact open ${lee} 1252`]);
  await on.changeVendor(peak, { name: 'Granite Peak Inc' });
  await on.match();
  // In canonical form the name is another, so that a person looks once more.
  expect(await list()).toEqual([`exact open ${lee} 1252`, `candidate open ${peak} 1253`]);
});

test('a row whose record changed since the export is refused with its line, and then nothing of the file counts', async () => {
  const [one, two] = [await decided(lee, LEE, 'accept'), await decided(peak, granite, 'accept')];
  await on.changeVendor(peak, { city: 'Golden' });
  await on.match();
  await expect(imported([one, two])).rejects.toThrow(`line 3: vendor ${peak} has changed since the export`);
  expect(await list()).toEqual([`exact open ${lee} 1252`, `candidate open ${peak} 1253`]);
});

test.each<[string, () => Promise<Row[]>, string]>([
  ['another word', async () => [await decided(peak, granite, 'maybe')], 'line 2: decision "maybe" is none of accept'],
  ['a record decided as a pair', async () => [await decided(other, '', 'accept')], 'decision accept is about a pair'],
  ['a pair decided as a record', async () => [await decided(peak, granite, 'create')], 'is about one record'],
  [
    'an id that is not there',
    async () => [{ ...(await decided(other, '', 'never')), vendor_id: '7' }],
    'vendor 7 is not there',
  ],
  ['no decision at all', async () => rows(), 'no row has a decision'],
  [
    'a supplier that cannot be linked',
    async () => {
      const supplier = { supplier_id: unassigned, supplier_hash: await hashOf(unassigned) };
      return [{ ...(await decided(other, '', 'accept')), ...supplier }];
    },
    'supplier 1254 cannot be linked: it is not authorised for spending',
  ],
  [
    'one vendor in two pairs',
    async () => {
      const pair = await decided(peak, granite, 'accept');
      return [pair, { ...pair, supplier_id: LEE, supplier_hash: await hashOf(LEE) }];
    },
    'is accepted in another pair on line 2',
  ],
])('%s is a fault with its line', async (_what, given, fault) => {
  const error: unknown = await imported(await given()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ActionError);
  expect((error as Error).message).toContain(fault);
  expect(await list()).toHaveLength(2);
});

async function hashOf(supplier: string): Promise<string> {
  const kept = await on.acme.store.inTenant(on.scope.tenantId, (tx) =>
    tx.companyRecords.byIds(on.scope, 'erp', [supplier]),
  );
  return kept.get(supplier)?.hash.slice(0, 16) ?? '';
}

test('any pair may be written into a row, also one that is like nothing', async () => {
  const row = { ...(await decided(other, '', 'accept')), supplier_id: granite, supplier_hash: await hashOf(granite) };
  await imported([row]);
  await closeMatching(await context());
  expect(await numberOf(other)).toBe('1253');
  // Its supplier is taken: the pair that only looked alike is settled by that.
  expect(await list()).toEqual([`exact open ${lee} 1252`]);
});

test('a decision is taken back before closing without a trace, and after it the two are linked no more', async () => {
  await acceptExact(await context());
  const pair = { vendor: lee, supplier: LEE };
  expect(await undoMatch(await context(), pair)).toEqual({ undone: 'accept', unlinked: false });
  expect(await list()).toContain(`exact open ${lee} 1252`);
  await acceptExact(await context());
  await closeMatching(await context());
  expect(await undoMatch(await context(), pair)).toEqual({ undone: 'accept', unlinked: true });
  expect(await numberOf(lee)).toBeNull();
  await expect(undoMatch(await context(), pair)).rejects.toThrow('nothing was decided');
});

test('a pair stays linked once something was posted under its supplier', async () => {
  await acceptExact(await context());
  await closeMatching(await context());
  const ref = { kind: 'requisition', sourceId: '1' };
  await on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
    const document = await tx.documents.see(on.scope, ref);
    const line = { book: 'cost', account: '101.10', orderLine: '', item: '1', amount: '1.00', tax: '0' } as const;
    await tx.effects.record(document, [{ ...line, supplier: '1252', gross: '1.00', withheld: '0', period: '' }]);
  });
  const pair = { vendor: lee, supplier: LEE };
  await expect(undoMatch(await context(), pair)).rejects.toThrow('posted under supplier 1252');
  expect(await numberOf(lee)).toBe('1252');
  expect(await list(true)).toContain(`exact accept ${lee} 1252`);
});
