import { decisionKinds } from '../../domain/holds/decision';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume, type Remedy } from '../../domain/holds/remedy';
import { Cli } from '../cli';
import { loadAll } from '../late-commands';
import { createProgram } from '../program';
import { problemView, remedyLines } from './remedy-text';
import { processTerminal } from '../terminal';

const about = { connectionId: 'acme-jde', document: 'requisition/58820' };
const of = '--connection acme-jde';
const costCode = { projectId: '789', project: '4411', subJob: '', code: '26-010', type: 'S' };

type Cases = { readonly [A in Remedy['act']]: readonly (readonly [Remedy & { readonly act: A }, string])[] };

/** A kind of remedy that is not listed here does not compile. */
const cases: Cases = {
  inErp: [
    [{ act: 'inErp', text: 'Open it in JDE' }, 'Open it in JDE.'],
    [
      { act: 'inErp', text: 'Void one', andThen: resume },
      `Void one, then: ml-connector hold resume ${of} requisition/58820`,
    ],
    [
      { act: 'inErp', text: 'Void it', andThen: { act: 'decide', choice: 'confirmVoided' } },
      `Void it, then: ml-connector hold decide ${of} requisition/58820 confirm-voided --note (and why)`,
    ],
    [
      { act: 'inErp', text: 'Look for it', andThen: { act: 'decide', choice: 'neverArrived' } },
      `Look for it, then, once it is certain that nothing of it arrived or will arrive: ml-connector hold decide ${of} requisition/58820 never-arrived --note (and why)`,
    ],
  ],
  takeSide: [
    [
      { act: 'takeSide', vendorId: '27481', field: 'phone', take: 'erp', shown: '7QK2MZPD' },
      `Take the ERP's value: ml-connector vendor choose ${of} 27481 --field phone --take erp --shown 7QK2MZPD --note (and why)`,
    ],
    [
      { act: 'takeSide', vendorId: '27481', field: 'phone', take: 'procore', shown: '7QK2MZPD' },
      `Take Procore's value: ml-connector vendor choose ${of} 27481 --field phone --take procore --shown 7QK2MZPD --note (and why)`,
    ],
  ],
  inProcore: [[{ act: 'inProcore', text: 'Correct it in Procore' }, 'Correct it in Procore.']],
  byHand: [[{ act: 'byHand', text: 'Tell the operator' }, 'Tell the operator.']],
  byItself: [[{ act: 'byItself', text: 'It goes on when the period opens' }, 'It goes on when the period opens.']],
  resume: [[resume, `To have it looked at again at once: ml-connector hold resume ${of} requisition/58820`]],
  decide: [
    [
      { act: 'decide', choice: 'acceptOverContract' },
      `Accept it as it is: ml-connector hold decide ${of} requisition/58820 accept-over-contract --note (and why)`,
    ],
  ],
  choose: [
    [
      { act: 'choose' },
      `Choose what becomes of it; each choice is shown first: ml-connector hold choices ${of} requisition/58820`,
    ],
  ],
  addMapping: [
    [
      { act: 'addMapping', costCode },
      `Map it: ml-connector mapping set ${of} --project 4411 --cost-code 26-010 --cost-type S (and --account with the account as the ERP prints it)`,
    ],
    [
      { act: 'addMapping', costCode: { ...costCode, project: 'id:789', subJob: "O'Hare 2", type: '' } },
      String.raw`Map it: ml-connector mapping set ${of} --project id:789 --sub-job 'O'\''Hare 2' --cost-code 26-010 --cost-type '*' (and --account with the account as the ERP prints it)`,
    ],
  ],
  changeMapping: [
    [
      { act: 'changeMapping', text: 'Map the cost code elsewhere' },
      `Map the cost code elsewhere: ml-connector mapping set ${of} (and the row)`,
    ],
  ],
  changeSetting: [
    [
      { act: 'changeSetting', path: 'posting.creditDocumentType' },
      'Fill posting.creditDocumentType of the connection: ml-connector connection add --file connection.json',
    ],
    [
      { act: 'changeSetting', path: 'posting.negativeOrderLines', to: 'true', onlyIf: 'JDE takes them' },
      'If JDE takes them, set posting.negativeOrderLines of the connection to true: ml-connector connection add --file connection.json',
    ],
    [
      { act: 'changeSetting', path: 'posting.taxCodes', add: 'the account of code A' },
      'Add the account of code A to posting.taxCodes of the connection: ml-connector connection add --file connection.json',
    ],
  ],
  handOverVendor: [
    [
      { act: 'handOverVendor', from: '27481', to: '27502' },
      'Where vendor 27481 is gone from Procore (merge the two there if they are one): ml-connector vendor hand-over --connection acme-jde 27481 27502',
    ],
  ],
  linkVendor: [
    [
      { act: 'linkVendor', vendorId: '27481', candidates: [{ number: '43117', name: 'Sparks' }] },
      `Link it with Sparks, if that is the right one: ml-connector vendor link ${of} 27481 43117`,
    ],
    [
      { act: 'linkVendor', vendorId: '27481', candidates: [] },
      `Link the vendor with a supplier: ml-connector vendor link ${of} 27481 (and the supplier's number)`,
    ],
    [
      { act: 'linkVendor', vendorId: null, candidates: [] },
      `Link the vendor with a supplier: ml-connector vendor link ${of} (and the vendor's id, which "ml-connector vendor list" shows, and the supplier's number)`,
    ],
  ],
  goOnWith: [
    [
      {
        act: 'goOnWith',
        vendorId: '27481',
        earlier: '43117',
        with: '43117',
        onlyIf: 'what was begun stays where it is',
      },
      `If what was begun stays where it is: ml-connector vendor go-on ${of} 27481 43117 --with 43117 --note (and why)`,
    ],
  ],
  matchVendors: [
    [
      { act: 'matchVendors', to: 'close' },
      `Once the two lists are matched ("ml-connector vendor match status" says how far that is): ml-connector vendor match close ${of}`,
    ],
    [
      { act: 'matchVendors', to: 'decide' },
      `Decide about it: ml-connector vendor match export ${of} writes what is open as CSV; fill in "decision", then ml-connector vendor match import ${of} (and the CSV file)`,
    ],
    [
      { act: 'matchVendors', to: 'undo', vendorId: '27481' },
      `Take that back: ml-connector vendor match undo ${of} --vendor 27481`,
    ],
  ],
  seeDocument: [
    [
      { act: 'seeDocument', document: { kind: 'vendor', sourceId: 'p1' } },
      `What keeps it: ml-connector hold show ${of} vendor/p1`,
    ],
  ],
  chooseOrder: [
    [
      { act: 'chooseOrder', commitmentId: '9001', text: 'Have the order opened again' },
      `Have the order opened again; each choice is shown first: ml-connector hold choices ${of} commitment/9001`,
    ],
  ],
  chooseCommitment: [
    [
      { act: 'chooseCommitment', commitmentId: '9001' },
      `Choose for each such commitment: ml-connector commitment export ${of} writes them as CSV; fill in "choice" and what it asks for, then ml-connector commitment import ${of} (and the CSV file)`,
    ],
  ],
  importOpeningBalance: [
    [
      { act: 'importOpeningBalance', commitmentId: '9001' },
      `Import the opening balance of the commitment, compare it with the books and confirm it: ml-connector opening-balance import ${of} (and the CSV file), then ml-connector opening-balance confirm ${of} --commitment 9001`,
    ],
  ],
  confirmOpeningBalance: [
    [
      { act: 'confirmOpeningBalance', commitmentId: '9001' },
      `Compare the opening balance with the books, then: ml-connector opening-balance confirm ${of} --commitment 9001`,
    ],
  ],
  goLive: [
    [
      { act: 'goLive' },
      `Go live: ml-connector connection go-live ${of} --take-over (and all, none, or through and a day; it then goes on by itself)`,
    ],
  ],
  unpause: [[{ act: 'unpause' }, `End the pause; it then goes on by itself: ml-connector connection unpause ${of}`]],
  rebuildLedger: [
    [
      { act: 'rebuildLedger' },
      `Rebuild the ledger; it then goes on by itself: ml-connector ledger rebuild ${of} --since (and the time of the backup)`,
    ],
  ],
  checkConnection: [
    [
      { act: 'checkConnection' },
      `What is wrong or missing, and whom to ask for it; once all is well, it goes on: ml-connector connection check ${of}`,
    ],
  ],
};

const all: readonly (readonly [Remedy, string])[] = Object.values(cases).flat();

test.each(all.map(([remedy, text]) => [text, remedy] as const))('%s', (text, remedy) => {
  expect(remedyLines([remedy], about)).toEqual([text]);
});

test('no text holds a word in the place of what it stands for', () => {
  const decisions = decisionKinds.map((choice): Remedy => ({ act: 'decide', choice }));
  const texts = [...all.map(([remedy]) => remedy), ...decisions].flatMap((remedy) => remedyLines([remedy], about));
  for (const text of texts) {
    expect(text).not.toMatch(/\b(DOCUMENT|VENDOR|WHY|JOB|FILE|[A-Z]+_[A-Z_]+)\b|<\w|undefined/);
  }
});

test('each command exists, with its options', async () => {
  const commands = all.flatMap(([, text]) => text.match(/(?<=ml-connector )[a-z-]+ [a-z-]+[^("]*/g) ?? []);
  expect(commands.length).toBeGreaterThan(20);
  const cli = new Cli(processTerminal());
  const program = createProgram(cli);
  await loadAll(program);
  for (const line of commands) {
    const [group, name, ...words] = line.split(' ');
    const command = program.commands.find((one) => one.name() === group)?.commands.find((one) => one.name() === name);
    expect([line, command?.name()]).toEqual([line, name]);
    // A group may have groups of its own: `vendor match close`.
    const below = command?.commands.find((one) => one.name() === words[0]);
    expect(command?.commands.length === 0 || below !== undefined).toBe(true);
    const known = (below ?? command)?.options.map((option) => option.long) ?? [];
    expect(known).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith('--'))));
  }
});

test('a further remedy is an alternative, unless it only tells more', () => {
  const lines = remedyLines(
    [
      { act: 'byItself', text: 'It goes on by itself' },
      { act: 'seeDocument', document: { kind: 'vendor', sourceId: 'p1' } },
      { act: 'inErp', text: 'Set it up' },
      { act: 'unpause' },
    ],
    about,
  );
  expect(lines.map((line) => line.slice(0, 13))).toEqual([
    'It goes on by',
    'What keeps it',
    'Or set it up.',
    'Or end the pa',
  ]);
});

test('no choice says by itself that it is another one', () => {
  const said = decisionKinds.map((choice) => remedyLines([{ act: 'decide', choice }], about)[0]);
  expect(said.filter((line) => line === undefined || /^or /i.test(line))).toEqual([]);
});

test('a name from outside draws nothing on the terminal', () => {
  const candidates = [{ number: '1', name: 'Spark\u001B[2J\ns' }];
  const [line] = remedyLines([{ act: 'linkVendor', vendorId: '2', candidates }], about);
  expect(line).toMatch(/^Link it with Spark \[2J s, if/);
});

test('a program gets both, the acts and their text', () => {
  const problem: Problem = {
    reason: 'paused',
    kind: 'waiting',
    field: '',
    value: '',
    message: '',
    remedies: [{ act: 'unpause' }, resume],
  };
  expect(problemView(problem, about)).toEqual({
    ...problem,
    fix: `End the pause; it then goes on by itself: ml-connector connection unpause ${of}\nTo have it looked at again at once: ml-connector hold resume ${of} requisition/58820`,
  });
});
