import { compareSample, key, PROJECT, sampleBooks, type SampleBooks } from './sample-books.fixture';
import { runComparer } from './run-comparer';

const ACCOUNTS = ['--retainage-account', '200.4110'];

test('books that agree end with 0, and each part is shown', async () => {
  const { exitCode, text, kinds, projects } = await compareSample(sampleBooks(), ...ACCOUNTS);
  expect(kinds).toEqual([]);
  expect(exitCode).toBe(0);
  expect(projects).toEqual([
    expect.objectContaining({
      projectId: PROJECT,
      approvedRequisitions: 5,
      approvedPayable: '11700.10',
      payable: expect.objectContaining({
        ...{ posted: '9000.00', delivered: '1500.10', held: '900.00', takenOver: '300.00', vouchered: '0.00' },
      }),
      ...{ gross: '10500.10', costLines: '10500.10', orderLines: '10500.10', adjustments: '0.00' },
    }),
  ]);
  expect(text).toMatch(/approved payable in Procore +11700\.10/);
  expect(text).toMatch(/ {2}taken over +300\.00/);
  expect(text).toContain('The books agree.');
});

test('without named accounts, cost accounts are those on the order', async () => {
  expect((await compareSample(sampleBooks())).kinds).toEqual([]);
});

const tampered: [string, (books: SampleBooks) => void, string[]][] = [
  [
    'an amount of a ledger line',
    ({ tables }) => (tables.F0911[0]!['AA'] = '9999.99'),
    ['distribution requisition/1', 'orderLines requisition/1', 'gross requisition/1', 'sum requisition/1'],
  ],
  [
    'a pay item, with its lines to match',
    ({ tables }) => {
      tables.F0411[0]!['AG'] = '9000.01';
      tables.F0911[1]!['AA'] = '-999.99';
    },
    ['payable requisition/1', 'sum requisition/1'],
  ],
  [
    'two cents moved between a cost line and the retainage line',
    ({ tables }) => {
      tables.F0911Z1[0]!['AA'] = '500.12';
      tables.F0911Z1[1]!['AA'] = '-50.03';
    },
    ['orderLines requisition/2', 'gross requisition/2', 'sum requisition/2'],
  ],
  [
    'the account of a cost line',
    ({ tables }) => (tables.F0911Z1[0]!['OBJ'] = '1350'),
    ['orderLines requisition/2', 'orderLines requisition/2'],
  ],
  [
    'an order line',
    ({ tables }) => (tables.F4311[0]!['AEXP'] = '10000.01'),
    ['orderLines requisition/1', 'sum requisition/1'],
  ],
  [
    'a voucher that is gone',
    ({ tables }) => (tables.F0411 = []),
    [
      'missingVoucher requisition/1',
      'payable requisition/1',
      'gross requisition/1',
      'sum requisition/1',
      'sum requisition/1',
    ],
  ],
  [
    'a voided voucher',
    ({ tables }) => (tables.F0411[0]!['VOD'] = 'V'),
    [
      'missingVoucher requisition/1',
      'payable requisition/1',
      'gross requisition/1',
      'sum requisition/1',
      'sum requisition/1',
    ],
  ],
  [
    'batch rows processed without a voucher',
    ({ tables }) =>
      [...tables.F0411Z1, ...tables.F0911Z1].forEach((row) => row['EDTN'] === key('D') && (row['EDSP'] = '1')),
    [
      'missingVoucher requisition/2',
      'payable requisition/2',
      'gross requisition/2',
      'sum requisition/2',
      'sum requisition/2',
    ],
  ],
  [
    'a distribution that never arrived',
    ({ tables }) => tables.F0911Z1.splice(0, 2),
    ['distribution requisition/2', 'orderLines requisition/2', 'gross requisition/2', 'sum requisition/2'],
  ],
  [
    'an order that is gone',
    ({ tables }) => tables.F4301.splice(0, 1),
    ['missingOrder requisition/1', 'orderLines requisition/1', 'sum requisition/1'],
  ],
  [
    'a second order',
    ({ tables }) => {
      tables.F4301.push({ ...tables.F4301[0]!, DOCO: '3' });
      tables.F4311.push({ ...tables.F4311[0]!, DOCO: '3' });
    },
    ['duplicateOrder requisition/1', 'orderLines requisition/1', 'sum requisition/1'],
  ],
  [
    'a second voucher, still in the batch tables',
    ({ tables }) => {
      tables.F0411Z1.push({ ...tables.F0411Z1[0]!, EDBT: 'OTHER', EDTN: key('C'), AG: '9000.00' });
      tables.F0911Z1.push({ ...tables.F0911Z1[0]!, EDBT: 'OTHER', EDTN: key('C'), AA: '9000.00' });
    },
    [
      'duplicateVoucher requisition/1',
      'orderLines requisition/1',
      'stageAhead requisition/1',
      'payable requisition/1',
      'gross requisition/1',
      'sum requisition/1',
      'sum requisition/1',
    ],
  ],
  [
    'an order and a voucher that no document knows',
    ({ tables }) => {
      tables.F4301.push({ ...tables.F4301[0]!, DOCO: '3', VR01: key('X') });
      tables.F0411.push({ ...tables.F0411[0]!, DOC: '6009', VR01: '', URRF: key('Y').slice(0, 15) });
    },
    ['unknownOrder order 3/OP/00200/000', 'unknownVoucher voucher 6009/PV/00200'],
  ],
  [
    'a held document that was posted all the same',
    ({ tables }) => {
      tables.F0411Z1.push({ ...tables.F0411Z1[0]!, EDTN: key('F'), AG: '900.00' });
      tables.F0911Z1.push({ ...tables.F0911Z1[0]!, EDTN: key('F'), AA: '900.00' });
    },
    ['notConfirmed requisition/4', 'orderLines requisition/4'],
  ],
  ['a stage that runs ahead of JDE', ({ tables }) => (tables.F0411[0]!['POST'] = ''), ['stageAhead requisition/1']],
  [
    'a requisition that we never saw',
    ({ documents }) => documents.splice(3, 1),
    ['noDocument requisition/4', 'sum requisition/4', 'notHeld requisition/4'],
  ],
  [
    'a document without a stage',
    ({ documents }) => (documents[3]!['stage'] = null),
    ['noStage requisition/4', 'sum requisition/4'],
  ],
  [
    'a document withdrawn that is still approved',
    ({ documents }) => (documents[3]!['stage'] = 'withdrawn'),
    ['withdrawnButApproved requisition/4', 'sum requisition/4'],
  ],
  [
    'a voucher of a requisition that is no longer approved',
    ({ requisitions }) => (requisitions[PROJECT]![2]!['status'] = 'revise_and_resubmit'),
    ['postedWithoutApproval requisition/3'],
  ],
  [
    'an amount in our own list',
    ({ documents }) => (documents[1]!['payable'] = '450.99'),
    ['listedAmount requisition/2'],
  ],
  [
    'an amount in Procore after it was posted',
    ({ requisitions }) => (requisitions[PROJECT]![0]!.items[0]!['total_completed_and_stored_to_date'] = '10000.01'),
    ['listedAmount requisition/1', 'gross requisition/1', 'listedAmount requisition/2', 'gross requisition/2'],
  ],
];

test.each(tampered)('%s is a difference that names its documents', async (_what, tamper, expected) => {
  const books = sampleBooks();
  tamper(books);
  const { exitCode, kinds, text } = await compareSample(books, ...ACCOUNTS);
  expect(kinds).toEqual(expected);
  expect(exitCode).toBe(1);
  expect(text).toContain(`The books differ (${expected.length}):`);
});

test('an adjustment may exceed its order only where the line is closed', async () => {
  const books = sampleBooks();
  books.requisitions[PROJECT]![4] = {
    ...books.requisitions[PROJECT]![4]!,
    summary: { total_earned_less_retainage: '400.00', less_previous_certificates_for_payment: '0' },
    items: [{ item_type: 'contract_item', line_item_id: 1, total_completed_and_stored_to_date: '400.00' }],
  };
  const posting = { state: 'confirmed', reference: null, stage: null };
  Object.assign(books.documents[4]!, { stage: 'vouchered', gross: '400.00', payable: '400.00' });
  books.documents[4]!.postings = [
    { ...posting, step: 'order', ordinal: 1, key: key('G') },
    { ...posting, step: 'voucher', ordinal: 2, key: key('I') },
    { ...posting, step: 'voucher', ordinal: 1, key: key('H') },
  ];
  const { tables } = books;
  tables.F4301.push({ ...tables.F4301[0]!, DOCO: '7', VR01: key('G') });
  tables.F4311.push({ ...tables.F4311[0]!, DOCO: '7', AEXP: '300.00', NXTR: '999' });
  for (const [DOC, VR01, AG] of [
    ['7001', key('H'), '300.00'],
    ['7002', key('I'), '100.00'],
  ] as const) {
    tables.F0411.push({ ...tables.F0411[0]!, DOC, VR01, AG, POST: '' });
    tables.F0911.push({ ...tables.F0911[0]!, DOC, AA: AG });
  }
  const closed = await compareSample(books, ...ACCOUNTS);
  expect(closed.kinds).toEqual([]);
  expect(closed.projects[0]).toMatchObject({ adjustments: '100.00', costLines: '10900.10', orderLines: '10800.10' });
  tables.F4311.at(-1)!['NXTR'] = '280';
  expect((await compareSample(books, ...ACCOUNTS)).kinds).toEqual(['orderLines requisition/5', 'sum requisition/5']);
});

test('an order whose lines were canceled with its requisition withdrawn is no difference; with a line open it is', async () => {
  const books = sampleBooks();
  books.requisitions[PROJECT]![3]!['status'] = 'revise_and_resubmit';
  const voided = { step: 'order', ordinal: 1, key: key('W'), state: 'voided', reference: null, stage: null };
  Object.assign(books.documents[3]!, { stage: 'withdrawn', postings: [voided] });
  const { tables } = books;
  tables.F4301.push({ ...tables.F4301[0]!, DOCO: '8', VR01: key('W') });
  tables.F4311.push({ ...tables.F4311[0]!, DOCO: '8', AOPN: '0', NXTR: '999' });
  const canceled = (await compareSample(books, ...ACCOUNTS)).kinds;
  expect(canceled.filter((kind) => kind.startsWith('notConfirmed'))).toEqual([]);
  tables.F4311.at(-1)!['AOPN'] = '10.00';
  expect((await compareSample(books, ...ACCOUNTS)).kinds).toContain('notConfirmed requisition/4');
});

test('retainage as a pay item of its own leaves what is released to AP', async () => {
  const books = sampleBooks();
  const { tables } = books;
  tables.F0911Z1.splice(1, 1);
  tables.F0411Z1[0]!['AG'] = '450.09';
  tables.F0411Z1.push({ ...tables.F0411Z1[0]!, EDLN: '2', AG: '50.01', PST: 'R' });
  books.documents[2]!['stage'] = 'recorded';
  books.documents[2]!.postings = [];
  tables.F0411Z1.splice(1, 1);
  tables.F0911Z1.splice(1, 1);
  const { kinds, projects } = await compareSample(books);
  expect(kinds).toEqual([]);
  expect(projects[0]!['payable']).toMatchObject({ delivered: '450.09', releasesLeftToAp: '1050.01' });
});

describe('retainage that is released from pay items', () => {
  /** In numbers: 2 retains 50.01 as a pay item of its own, 3 releases 1050.01 and is recorded. */
  function payItemBooks(letGo: string, doneAt: string | null) {
    const books = sampleBooks();
    const { tables } = books;
    const [item] = tables.F0411Z1 as [(typeof tables.F0411Z1)[0], ...typeof tables.F0411Z1];
    tables.F0911Z1.splice(1, 1);
    const kept = (50.01 - Number(letGo)).toFixed(2);
    item['AG'] = '450.09';
    tables.F0411Z1.push({ ...item, EDLN: '2', AG: kept, PST: 'R' }, { ...item, EDLN: '3', AG: letGo, PST: 'A' });
    books.documents[2]!['stage'] = 'recorded';
    books.documents[2]!.postings = [];
    Object.assign(books.documents[2]!, { retainageRelease: { doneAt } });
    tables.F0411Z1.splice(1, 1);
    tables.F0911Z1.splice(1, 1);
    return books;
  }

  test('part of it let go of is no difference: the release is left to AP until it is done', async () => {
    const { kinds, projects } = await compareSample(payItemBooks('20.00', null));
    expect(kinds).toEqual([]);
    expect(projects[0]!['payable']).toMatchObject({ releasesLeftToAp: '1050.01', releasedByAp: '0.00' });
  });

  test('a release that counts as done while JDE still shows the retainage is a difference', async () => {
    const { kinds } = await compareSample(payItemBooks('20.00', '2026-11-20T00:00:00Z'));
    expect(kinds[0]).toContain('release ');
  });
});

test('wrong usage and unreadable sources end with 2 and say what is wrong', async () => {
  let said = '';
  const output = { out: () => undefined, error: (text: string) => (said += text) };
  expect(await runComparer(['--procore', 'http://127.0.0.1:1'], output)).toBe(2);
  expect(said).toContain('usage: comparer');
  said = '';
  const options = ['--jde', 'http://127.0.0.1:1', '--documents', '/nowhere.json'];
  expect(await runComparer(['--procore', 'http://127.0.0.1:1', ...options], output)).toBe(2);
  expect(said).toContain('http://127.0.0.1:1/control/records/projects');
  expect(await runComparer(['--nonsense'], output)).toBe(2);
  said = '';
  const months = ['--fusion', 'http://127.0.0.1:1', '--documents', '/nowhere.json', '--twin-months', 'a year'];
  expect(await runComparer(['--procore', 'http://127.0.0.1:1', ...months], output)).toBe(2);
  expect(said).toContain('--twin-months "a year": a number of months, e.g. 12');
});

test('the document list may come from a command', async () => {
  const command = `"${process.execPath}" -p "require('node:fs').readFileSync('FILE', 'utf8')"`;
  expect((await compareSample(sampleBooks(), ...ACCOUNTS, '--documents-command', command)).kinds).toEqual([]);
});
