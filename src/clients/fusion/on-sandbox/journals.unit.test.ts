import type { JournalImportBody } from '../../../domain/fusion/bodies/journal-import-body';
import type { JournalMember } from '../../../domain/fusion/bodies/journal-member';
import { groupIdOf } from '../../../domain/fusion/journals/group-id';
import { directCostMember, journals } from '../../../domain/fusion/journals/journal-member.fixture';
import type { JournalSettings } from '../../../domain/fusion/journals/journal-settings';
import { judgeLook } from '../../../ledger/effects/judge-look';
import { LEDGER_ID, PROCORE_SOURCE } from '../../../sandbox/fusion/testing/test-company.fixture';
import type { TestJson } from '../../../sandbox/fusion/testing/test-sandbox.fixture';
import type { Posted } from '../../erp-adapter';
import { keyOf, posted } from '../sample-bodies.fixture';
import { meet, type Meeting } from './meet.fixture';

// A group of journals, and what may happen to it on its way. Each is a test below, or in the ledger's own:
// - the same file is handed over twice (two batches under one key: a person);
// - the answer of importBulkData is lost: before the call arrived (nothing: the same file goes again), after it (it runs, or
//   stands, or was refused), and where file, scheduler or batch cannot be read (nothing is sent again: a person);
// - a worker is killed: between decision and call, during the call, after the answer, while the import runs; all of these are the
//   lost answer, or a look with the request's id;
// - ESS stands still for an hour, a request is PAUSED, or not visible yet: it runs, and nothing is concluded;
// - a parent succeeds and nothing was imported: wrong source, wrong group, rows that the loader did not take;
// - request -1: refused at the door;
// - a group with one bad row: refused whole, the good rows are left as P and purged; or left there, and imported later by somebody
//   (a batch under a name that was given up);
// - the batch is posted, reversed, deleted, renamed, or a line of it is changed;
// - the import itself is a request of its own that the parent does not wait for;
// - the database is restored: the run has the same key and group again, and finds its batch, or the request that is under way.

let at: Meeting;
afterEach(() => at.close());

const member = (id: number, amount: string, more: Partial<JournalMember> = {}): JournalMember =>
  directCostMember(id, amount, { accountingDate: '2026-07-15', period: 'Jul-26', ...more });

const bad = (id: number): JournalMember => {
  const one = member(id, '30.00');
  const [first, second] = one.lines;
  return { ...one, lines: [{ ...first!, account: '101.10.99999.000' }, second!] };
};

function group(number: number, members: readonly JournalMember[]): JournalImportBody {
  const key = keyOf('journal', number);
  const setup = { source: 'Procore', category: 'Adjustment' };
  return { kind: 'journalImport', key, createdOn: '2026-07-16', setup, members };
}

const now = () => new Date().toISOString();
const one = group(1, [member(1, '1250.00'), member(2, '40.10')]);
const asSent = (body: JournalImportBody, more: Partial<Posted> = {}): Posted =>
  posted(body, { firstSentAt: now(), ...more });

async function start(settings: Parameters<typeof meet>[0] = {}, more: Partial<JournalSettings> = {}): Promise<void> {
  at = await meet({ essStepMs: 0, ...settings }, { posting: { journals: { ...journals, ...more } } });
  // A ledger is never without batches: what is not seen counts only beside what is.
  await at.sandbox.control('POST', 'items/journalBatches', [
    {
      BatchName: 'Payables 77 A 1 2 N',
      Status: 'P',
      CreationDate: '2026-01-05T00:00:00Z',
      LastUpdateDate: '2026-01-05T00:00:00Z',
    },
  ]);
}

const send = (body = one) => at.fusion.send('journalImport', asSent(body));
const look = (posting: Posted) => at.fusion.look('journalImport', posting);
const batches = async (): Promise<TestJson[]> =>
  (await at.sandbox.control('GET', 'items/journalBatches')).json.filter(({ BatchName }: TestJson) =>
    BatchName.startsWith('PC'),
  );
const verdict = async (posting: Posted) =>
  judgeLook(
    { kind: at.fusion.at('journalImport').kind, words: at.fusion.adapter.words },
    posting.body,
    await look(posting),
  );

test('a group is imported, read back line by line, equal to what was sent, and posted when its batch is', async () => {
  await start();
  await expect(look(posted(one))).resolves.toMatchObject({ found: [], running: false });
  const reference = await send();
  expect(reference).toMatchObject({ groupId: groupIdOf(one.key), requestId: expect.stringMatching(/^\d+$/) });
  const equal = await verdict(asSent(one, { reference }));
  expect(equal).toMatchObject({ kind: 'equal', found: { stage: 'delivered', stageWord: 'Unposted' } });
  const [batch] = await batches();
  expect(batch.GroupId).toBe(groupIdOf(one.key));
  await at.sandbox.control('POST', 'gl/post', { batch: batch.JeBatchId });
  await expect(look(asSent(one, { reference }))).resolves.toMatchObject({ found: [{ stage: 'posted' }] });
});

test('encumbrances are a batch of their own type, and found equal like any other', async () => {
  await start();
  const change = member(9001, '500.00', {
    document: 'changeOrder/9001',
    book: 'encumbrance',
    encumbranceTypeId: '1001',
  });
  const encumbered = group(2, [change]);
  const reference = await send(encumbered);
  const equal = await verdict(asSent(encumbered, { reference }));
  expect(equal).toMatchObject({ kind: 'equal', found: { reference: { groupId: groupIdOf(encumbered.key) } } });
  const [batch] = await batches();
  expect([batch.ActualFlagMeaning, batch.BatchName]).toEqual([
    'Encumbrance',
    expect.stringMatching(new RegExp(` E ${groupIdOf(encumbered.key)} `)),
  ]);
});

test('what is in another currency is found as it was entered, whatever the rate; without a rate of the day its group is refused', async () => {
  await start({ conversionRates: { 'CAD/USD': '0.70' } });
  const foreign = (number: number, currency: string) =>
    group(number, [member(number, '1250.00', { currency, conversionType: 'Corporate' })]);
  const canadian = foreign(5, 'CAD');
  const reference = await send(canadian);
  expect(await verdict(asSent(canadian, { reference }))).toMatchObject({
    kind: 'equal',
    found: { stage: 'delivered' },
  });
  const [batch] = await batches();
  expect([Number(batch.RunningTotalDr), Number(batch.RunningTotalAccountedDr)]).toEqual([1250, 875]);
  const european = foreign(6, 'EUR');
  const refused = await look(asSent(european, { reference: await send(european) }));
  expect(refused.refused?.message).toContain('EC06 (there is no conversion rate for the date)');
  expect(refused.refusedFor?.map(({ name }) => name)).toEqual(['directCost/6']);
  expect(await batches()).toHaveLength(1);
});

test('what was marked to be reversed must be marked so, and is not lost when Fusion has reversed it as marked', async () => {
  await start();
  const accrued = group(3, [member(58820, '500.00', { book: 'accrual', reversalPeriod: 'Now' })]);
  const sent = asSent(accrued, { reference: await send(accrued) });
  const found = async () => (await look(sent)).found[0];
  await expect(verdict(sent)).resolves.toMatchObject({
    kind: 'equal',
    found: { stage: 'delivered', facts: { reversesIn: 'Now', reversedOn: '' } },
  });
  const [batch] = await batches();
  const mark = (fields: object) => at.sandbox.control('PATCH', `items/journalBatches/${batch.JeBatchId}`, fields);
  await mark({ ReversalFlag: 'N' });
  await expect(verdict(sent)).resolves.toMatchObject({ kind: 'hold' });
  await mark({ ReversalFlag: 'Y' });
  await at.sandbox.control('POST', 'gl/post', { batch: batch.JeBatchId });
  await at.sandbox.control('POST', 'gl/autoReverse');
  await expect(found()).resolves.toMatchObject({
    stage: 'posted',
    facts: { reversedOn: expect.stringMatching(/^\d{4}/) },
  });
  // In another period than it was marked for, people did it.
  await mark({ ReversalPeriod: 'Jul-26' });
  await expect(found()).resolves.toMatchObject({ stage: 'voided', facts: { reversedOn: '' } });
});

/** Another import of before: files are shown, so that none of ours means something. */
const otherFile = async (): Promise<void> => {
  await at.fusion.send('journalImport', asSent(group(7, [member(70, '7.00')])));
};
const lost = async (kind: string, more: object = {}): Promise<void> => {
  await at.sandbox.fault({ match: { action: 'importBulkData' }, kind, ...more });
  await expect(send()).rejects.toMatchObject({ name: 'OutcomeUnknown' });
};

test.each([
  { importRequests: 'underLoad' },
  { importRequests: 'underParent' },
  { importRequests: 'separate' },
  { parentState: 'worstChild' },
  { statusFields: 'asAsked' },
  { requestIdForm: 'number' },
  { integrationStatus: 200 },
  { postProcessing: 'COMPLETED' },
  { journalName: 'longer' },
  { childStatus: 'shown' },
] as const)('%j: it is imported and found equal all the same', async (settings) => {
  await start(settings);
  const reference = await send();
  await expect(verdict(asSent(one, { reference }))).resolves.toMatchObject({ kind: 'equal' });
});

test('a pod that calls the lines of journals otherwise is read by its own word', async () => {
  await start({ journalLinesChild: 'lines' }, { linesChild: 'lines' });
  const many = group(
    1,
    Array.from({ length: 30 }, (_, index) => member(index + 1, '10.00', { journal: 'Jul-26' })),
  );
  await send(many);
  await expect(verdict(asSent(many))).resolves.toMatchObject({ kind: 'equal' });
});

test('the same file handed over twice makes two batches, and a person is asked', async () => {
  await start();
  await send();
  const reference = await send();
  expect(await batches()).toHaveLength(2);
  await expect(verdict(asSent(one, { reference }))).resolves.toMatchObject({
    kind: 'hold',
    problem: { reason: 'possibleDuplicate' },
  });
});

describe('the answer is lost', () => {
  test.each(['commitThenLose', 'commitThenHtml', 'commitThenStatus'])(
    '%s: its batch is found and adopted',
    async (kind) => {
      await start();
      await lost(kind);
      await expect(verdict(asSent(one))).resolves.toMatchObject({ kind: 'equal' });
      expect(await batches()).toHaveLength(1);
    },
  );

  test.each(['none', 'shown'] as const)(
    'while it runs it is waited for, whatever the parent shows: %s',
    async (shown) => {
      await start({ essFrozen: true, parentParameters: shown });
      await lost('commitThenLose');
      await expect(look(asSent(one))).resolves.toMatchObject({ found: [], running: true });
      await at.sandbox.set({ essFrozen: false });
      await expect(verdict(asSent(one))).resolves.toMatchObject({ kind: 'equal' });
    },
  );

  test('and the call never came: files and requests of others prove it, and it may go again', async () => {
    await start();
    await otherFile();
    await lost('reset');
    await expect(verdict(asSent(one))).resolves.toEqual({ kind: 'nothing' });
  });

  test.each([
    ['no file of anybody is shown', {}],
    ['the scheduler may not be read', { deniedResources: ['ess'] }],
    ['the scheduler shows nothing', { emptyResources: ['ess'] }],
    ['no batch of anybody is shown', { emptyResources: ['journalBatches'] }],
  ])('and %s: nothing is concluded, and a person is asked', async (_what, user) => {
    await start();
    if (Object.keys(user).length > 0) await otherFile();
    await lost('reset');
    await at.sandbox.set({ users: [{ username: 'sandbox-client', deniedResources: [], ...user }] as never });
    await expect(verdict(asSent(one))).resolves.toMatchObject({
      kind: 'hold',
      problem: { reason: 'foundButDifferent' },
    });
  });

  test.each([
    [
      'shows none of anybody',
      async () => {
        for (const { id } of (await at.sandbox.control('GET', 'ucm')).json)
          await at.sandbox.control('DELETE', `ucm/${id}`);
      },
    ],
    [
      'may not be asked',
      () =>
        at.sandbox.fault({
          match: { method: 'GET', query: 'DocumentIdsByFilePrefixRF' },
          kind: 'status',
          status: 403,
          count: 9,
        }),
    ],
  ] as const)(
    'and UCM %s, beside requests that are shown: nothing is concluded, and a person is asked',
    async (_what, hide) => {
      await start();
      await otherFile();
      await lost('reset');
      await hide();
      await expect(verdict(asSent(one))).resolves.toMatchObject({
        kind: 'hold',
        problem: { reason: 'foundButDifferent', message: expect.stringContaining('documents in UCM') },
      });
    },
  );

  test('and the group was refused: its import is found by the group, and whose rows it was', async () => {
    await start();
    const mixed = group(1, [member(1, '1250.00'), bad(2)]);
    await at.sandbox.fault({ match: { action: 'importBulkData' }, kind: 'commitThenLose' });
    await expect(send(mixed)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await expect(look(asSent(mixed))).resolves.toMatchObject({ refusedFor: [{ name: 'directCost/2' }] });
  });

  test('and the scheduler knows its requests no more: the file arrived, so it is not sent again', async () => {
    await start();
    const mixed = group(1, [bad(2)]);
    await at.sandbox.fault({ match: { action: 'importBulkData' }, kind: 'commitThenLose' });
    await expect(send(mixed)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await send(group(7, [member(70, '7.00')]));
    const [root] = (await at.sandbox.control('GET', 'ess/requests')).json;
    await at.sandbox.control('DELETE', `ess/requests/${root.id}`);
    const { unclear } = await look(asSent(mixed));
    expect(unclear?.why).toContain('arrived in UCM');
  });
});

describe('the scheduler', () => {
  test('stands still for an hour: it runs, and nothing is concluded; then it goes on', async () => {
    await start({ essFrozen: true });
    const reference = await send();
    const posting = asSent(one, { reference, firstSentAt: new Date(Date.now() - 3_600_000).toISOString() });
    await expect(look(posting)).resolves.toMatchObject({ found: [], running: true });
    await at.sandbox.set({ essFrozen: false });
    await expect(verdict(posting)).resolves.toMatchObject({ kind: 'equal' });
  });

  test.each(['PAUSED', 'BLOCKED', 'HOLD', 'WAIT', 'A_NEW_WORD', 'paused'])('%s is no end', async (state) => {
    await start({ essFrozen: true });
    const reference = await send();
    const { requestId } = reference as { requestId: string };
    await at.sandbox.control('POST', `ess/requests/${requestId}`, { state });
    await expect(look(asSent(one, { reference }))).resolves.toMatchObject({ running: true });
  });

  test.each(['WARNING', 'ERROR', 'Cancelled', 'EXPIRED', 'error manual recovery', 'VALIDATION_FAILED'])(
    '%s is an end: without a batch it was refused',
    async (state) => {
      await start({ essFrozen: true });
      const reference = await send();
      const { requestId } = reference as { requestId: string };
      await at.sandbox.control('POST', `ess/requests/${requestId}`, { state });
      const { running, refused } = await look(asSent(one, { reference }));
      expect([running, refused?.reason]).toEqual([false, 'erpRejected']);
    },
  );

  test.each(['text', 'null'] as const)(
    'a status that is not shown yet is asked of the scheduler: %s',
    async (emptyStatus) => {
      await start({ requestVisibleAfterMs: 3_600_000, emptyStatus, essFrozen: true });
      const reference = await send();
      await expect(look(asSent(one, { reference }))).resolves.toMatchObject({ running: true });
      await at.sandbox.set({ essFrozen: false });
      const mixed = group(2, [bad(2)]);
      const second = await send(mixed);
      await expect(look(asSent(mixed, { reference: second }))).resolves.toMatchObject({
        running: false,
        refusedFor: [{ name: 'directCost/2' }],
      });
    },
  );

  test('an import that the parent does not wait for is waited for here', async () => {
    await start({ importRequests: 'separate', essStepMs: 60_000 });
    const reference = await send();
    const { requestId } = reference as { requestId: string };
    for (let step = 0; step < 12; step += 1) {
      await at.sandbox.control('POST', 'clock', { aheadSeconds: 61 });
      const { running, found, refused } = await look(asSent(one, { reference }));
      expect(refused).toBeUndefined();
      if (found.length > 0) return;
      expect([requestId, running]).toEqual([requestId, true]);
    }
    throw new Error('it was never imported');
  });

  test('paused for hours: people are told, and it is still waited for', async () => {
    await start({ essFrozen: true });
    const reference = await send();
    const posting = asSent(one, { reference, firstSentAt: new Date(Date.now() - 3 * 3_600_000).toISOString() });
    await expect(verdict(posting)).resolves.toMatchObject({
      kind: 'hold',
      problem: { reason: 'deliveredTooLong', kind: 'waiting', message: expect.stringContaining('is WAIT in Fusion') },
    });
    await at.sandbox.set({ essFrozen: false });
    await expect(verdict(posting)).resolves.toMatchObject({ kind: 'equal' });
  });

  test('nothing heard of it for a day: a person, and it is not sent again', async () => {
    await start();
    const reference = await send(group(7, [member(70, '7.00')]));
    const day = new Date(Date.now() - 25 * 3_600_000).toISOString();
    const forgotten = { ...reference, requestId: '4711' };
    const { unclear } = await look(asSent(one, { reference: forgotten, firstSentAt: day }));
    expect(unclear?.why).toContain('request 4711');
  });
});

describe('refused', () => {
  const mixed = group(1, [member(1, '1250.00'), bad(2), bad(3), member(4, '5.00')]);

  test.each(['succeeded', 'worstChild'] as const)(
    'one bad row refuses all, and its documents are told apart with the code in words: parent %s',
    async (parentState) => {
      await start({ parentState });
      const reference = await send(mixed);
      const { found, running, refused, refusedFor } = await look(asSent(mixed, { reference }));
      expect([found, running]).toEqual([[], false]);
      expect(refused?.message).toContain('EF04 (the account is not valid)');
      expect(refusedFor?.map(({ name }) => name)).toEqual(['directCost/2', 'directCost/3']);
      expect(refusedFor?.[0]?.problems).toMatchObject([
        { reason: 'accountMissing', value: '101.10.99999.000', causeKey: 'account:101.10.99999.000' },
      ]);
      expect((await at.sandbox.control('GET', 'gl/interface')).json).toEqual([]);
    },
  );

  test('the good ones go on in a group of another number, and what was left of the first is not mixed with them', async () => {
    await start({ purgeOption: 'importedOnly' });
    await send(mixed);
    const rest = group(2, [member(1, '1250.00'), member(4, '5.00')]);
    const reference = await send(rest);
    await expect(verdict(asSent(rest, { reference }))).resolves.toMatchObject({ kind: 'equal' });
    expect((await at.sandbox.control('GET', 'gl/interface')).json).toHaveLength(8);
  });

  test('rows of a refused group that somebody imports later are found under the name that was given up', async () => {
    await start({ purgeOption: 'importedOnly' });
    const reference = await send(mixed);
    const rows: TestJson[] = (await at.sandbox.control('GET', 'gl/interface')).json;
    for (const { number, values } of rows.filter((row) => row.values.SEGMENT3 === '99999')) {
      await at.sandbox.control('PATCH', `gl/interface/${number}`, { ...values, SEGMENT3: '60530' });
    }
    await at.sandbox.control('POST', 'gl/import', {
      source: PROCORE_SOURCE,
      ledger: LEDGER_ID,
      group: groupIdOf(mixed.key),
    });
    const { found } = await look(asSent(mixed, { reference }));
    expect(found).toMatchObject([{ stage: 'delivered', reference: { groupId: groupIdOf(mixed.key) } }]);
    const ours = await at.fusion.at('journalImport').port.ours?.(30);
    expect(ours).toMatchObject([{ key: mixed.key, step: 'group', stage: 'delivered' }]);
  });

  test('a source that the import does not know by that name selects nothing, and the setting is named', async () => {
    await start({}, { sourceParameter: undefined });
    const reference = await send();
    const { refused, refusedFor } = await look(asSent(one, { reference }));
    expect(refused?.message).toContain('it found no rows of that source and group');
    expect(refused?.remedies[0]).toEqual({ act: 'changeSetting', path: 'posting.journals.sourceParameter' });
    expect(refusedFor).toEqual([]);
  });

  test.each(['silent', 'warning', 'error'] as const)('rows that the loader does not take: %s', async (rejectedRows) => {
    await start({ rejectedRows });
    const long = group(1, [member(1, '10.00', { journal: 'x'.repeat(101) })]);
    const reference = await send(long);
    const { refused } = await look(asSent(long, { reference }));
    expect(refused?.message).toMatch(/the loader rejected 2 rows/);
  });

  test.each([
    ['an account that the pod has no such of', { documentAccount: 'fin$/elsewhere$/import$' }],
    ['an operation that fails', {}],
  ])('%s is answered with request -1, and is a refusal', async (_what, more) => {
    await start({}, more);
    if (Object.keys(more).length === 0) {
      await at.sandbox.fault({ match: { action: 'importBulkData' }, kind: 'businessFailure' });
    }
    await expect(send()).rejects.toMatchObject({ name: 'Rejected', detail: { reason: 'notSubmitted' } });
    expect(await batches()).toEqual([]);
  });

  test('a date in a closed period is told of the documents of that day', async () => {
    await start();
    const june = member(2, '5.00', { accountingDate: '2026-06-15', period: 'Jun-26' });
    const body = group(1, [one.members[0]!, june]);
    const reference = await send(body);
    const { refusedFor } = await look(asSent(body, { reference }));
    expect(refusedFor).toMatchObject([{ name: 'directCost/2', problems: [{ reason: 'erpRejected', value: 'EP01' }] }]);
  });
});

describe('what becomes of a batch that stood', () => {
  let stood: Posted;
  let batch: TestJson;
  beforeEach(async () => {
    await start();
    const reference = await send();
    const { found } = await look(asSent(one, { reference }));
    stood = asSent(one, { reference: found[0]!.reference });
    [batch] = await batches();
  });

  test('reversed, it is out of the books; only marked, it stands', async () => {
    await at.sandbox.control('PATCH', `items/journalBatches/${batch.JeBatchId}`, {
      ReversalFlag: 'Y',
      ReversalPeriod: 'Now',
    });
    await expect(look(stood)).resolves.toMatchObject({
      found: [{ stage: 'delivered', stageWord: 'Unposted, to be reversed in Now' }],
    });
    await at.sandbox.control('POST', 'gl/post', { batch: batch.JeBatchId });
    await at.sandbox.control('POST', 'gl/reverse', { batch: batch.JeBatchId, period: 'Now' });
    await expect(look(stood)).resolves.toMatchObject({ found: [{ stage: 'voided' }] });
  });

  test.each(['copied', 'none'] as const)(
    'what reverses it is known by what it says itself (%s texts)',
    async (reversalTexts) => {
      await at.sandbox.set({ reversalTexts });
      await at.sandbox.control('POST', 'gl/post', { batch: batch.JeBatchId });
      const { key, reference } = stood;
      const shown = async () => {
        const lines = (await at.fusion.adapter.books?.lines([{ key, kind: 'journalImport', reference }])) ?? [];
        return lines.map(
          ({ document, amount, date, added }) => `${document ?? ''} ${amount} ${date.slice(0, 7)} ${added ?? 'ours'}`,
        );
      };
      const ours = await shown();
      await at.sandbox.control('POST', 'gl/reverse', { batch: batch.JeBatchId, period: 'Now', post: true });
      const month = new Date().toISOString().slice(0, 7);
      expect(ours).toHaveLength(4);
      expect(await shown()).toEqual([
        ...ours,
        ...['directCost/1 -1250', 'directCost/1 1250', 'directCost/2 -40.1', 'directCost/2 40.1'].map(
          (line) => `${line} ${month} reversal`,
        ),
      ]);
    },
  );

  test('deleted, it is found no more, and no request is asked after', async () => {
    await at.sandbox.control('POST', 'gl/delete', { batch: batch.JeBatchId });
    await expect(look(stood)).resolves.toMatchObject({ found: [], running: false, key: one.key });
  });

  test('called otherwise by an accountant, it is found by its id', async () => {
    await at.sandbox.control('PATCH', `items/journalBatches/${batch.JeBatchId}`, { BatchName: 'July costs' });
    await expect(look(stood)).resolves.toMatchObject({ found: [{ stage: 'delivered' }] });
  });

  test('a line that was changed differs, to the cent and by its account', async () => {
    await at.sandbox.control('POST', 'gl/change', {
      batch: batch.JeBatchId,
      line: '1',
      body: { EnteredDr: '1250.01' },
    });
    const differs = await verdict(stood);
    expect(differs).toMatchObject({ kind: 'hold', problem: { reason: 'foundButDifferent' } });
    expect(JSON.stringify(differs)).toContain('1250.01');
  });
});

describe('after the database was restored', () => {
  test('the run has the same group again, and what runs is waited for, although nothing is known to have been sent', async () => {
    await start({ essFrozen: true, parentParameters: 'shown' });
    await send();
    await expect(look(posted(one))).resolves.toMatchObject({ running: true });
    await at.sandbox.set({ essFrozen: false });
    await expect(verdict(posted(one))).resolves.toMatchObject({ kind: 'equal' });
    await expect(at.fusion.at('journalImport').port.changedWithin?.(1)).resolves.toMatchObject([{ key: one.key }]);
  });

  test('whose parts stand under its name is told, while it is taken in and when it is there; of a free name nothing', async () => {
    await start({ essFrozen: true, parentParameters: 'shown' });
    const partsUnder = (key: string) => at.fusion.at('journalImport').port.partsUnder?.(key);
    await expect(partsUnder(one.key)).resolves.toBeNull();
    await send();
    await expect(partsUnder(one.key)).resolves.toBe('onItsWay');
    await at.sandbox.set({ essFrozen: false });
    await expect(verdict(posted(one))).resolves.toMatchObject({ kind: 'equal' });
    const parts = (await partsUnder(one.key)) as readonly string[];
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.every((part) => one.members.some(({ document }) => part.startsWith(document)))).toBe(true);
    await expect(partsUnder(keyOf('journal', 9))).resolves.toBeNull();
  });

  test('and what was sent and refused under that name is not sent once more by itself', async () => {
    await start();
    const refusedGroup = group(1, [bad(2)]);
    await send(refusedGroup);
    await expect(verdict(posted(refusedGroup))).resolves.toMatchObject({ kind: 'hold' });
  });
});
