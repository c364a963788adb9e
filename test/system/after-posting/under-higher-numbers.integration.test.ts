import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts } from '../support/added-contracts';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
import { differencesOf } from '../support/compared';
import { startRig, type Rig } from '../support/rig';

// A lower number is changed after a higher one was posted (accounting-changes 4). A difference is dated by the day of its decision.
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const cost = '4411.1340.26010';
const retainage = '200.4110';
const upTo = (total: number, before: number) => ({
  ...{ total: total.toFixed(2), totalBefore: before.toFixed(2) },
  ...{ withheld: (total / 10).toFixed(2), withheldBefore: (before / 10).toFixed(2) },
});
const item = (total: number, before: number) => ({ code: '26-010.S', ...upTo(total, before) }) as const;

const contracts = [
  ...['RAISED', 'HIGHER-FIRST', 'MOVED', 'BOTH', 'EDITED', 'VOIDED', 'BY-HAND'],
  ...['TWO', 'BETWEEN', 'LEFT-FIRST', 'LEFT-AFTER', 'DRAFT', 'LOST'],
];

let rig: Rig;
let ap: AccountsPayable;
const chosen: DocumentRow[] = [];
beforeAll(async () => {
  rig = await startRig({
    today,
    posting: { creditDocumentType: 'PD', zeroPayable: 'journal' },
    shape: (data) =>
      addContracts(
        data,
        contracts.map((number) => ({
          number,
          requisitions: [
            { items: [item(10_000, 0)], end },
            { items: [item(15_000, 10_000)], end },
            { items: [item(18_000, 15_000)], end },
          ],
        })),
      ),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
});
afterAll(() => rig.close());

/** The first numbers of a contract, each posted. */
async function postedUpTo(contract: string, number: number): Promise<readonly [DocumentRow, DocumentRow, DocumentRow]> {
  for (let next = 1; next <= number; next++) {
    const document = await rig.requisition(contract, next);
    await rig.hintOne(document.sourceId);
    await ap.taken(document);
  }
  const [one, two, three] = await Promise.all([1, 2, 3].map((each) => rig.requisition(contract, each)));
  if (one === undefined || two === undefined || three === undefined)
    throw new Error(`${contract} has no three numbers`);
  return [one, two, three];
}

const booked = (total: number) => ({
  ...{ [cost]: total.toFixed(2), [retainage]: (-total / 10).toFixed(2), payable: ((total * 9) / 10).toFixed(2) },
});

async function adjustOf(document: DocumentRow) {
  const { offer } = await offered(rig, document);
  return offer.choices.find(({ kind }) => kind === 'adjust' || kind === 'postAgain');
}

async function untilOffered(document: DocumentRow): Promise<void> {
  await rig.until(`adjust of ${document.sourceId}`, async () => (await adjustOf(document))?.shown !== '');
}

async function endsByItself(document: DocumentRow): Promise<void> {
  await rig.until(`${document.sourceId} is held no more`, async () => !(await rig.document(document.sourceId)).open);
  expect((await rig.document(document.sourceId)).stage).toBe('posted');
}

test('a lower number that was raised is adjusted once the higher ones count it in Procore: its difference is posted, theirs is nothing', async () => {
  const [one, two, three] = await postedUpTo('RAISED', 3);
  chosen.push(one, two);
  await edit(rig, one, upTo(10_200, 0));
  // Number 2 and 3 are as they were: with what they took, nothing is missing.
  expect((await adjustOf(one))?.says).toMatch(/Number 2 .* took everything up to its own total/);
  await edit(rig, two, upTo(15_200, 10_200));
  await rig.until('number 3 is what is against it', async () => /^Number 3 /.test((await adjustOf(one))?.says ?? ''));
  await edit(rig, three, upTo(18_200, 15_200));
  await untilOffered(one);
  // Both wait meanwhile: what they count before is not what is posted.
  await rig.until('both wait for it', async () => {
    const held = (await rig.holds()).filter(({ document }) => [two.id, three.id].includes(document.id));
    return held.filter(({ problems }) => problems[0]?.reason === 'earlierRequisition').length === 2;
  });
  await choose(rig, one, 'adjust');
  await ap.taken(one);
  expect(await ap.numbersOf(one)).toEqual(['INV-RAISED-1', 'INV-RAISED-1-R2']);
  for (const higher of [two, three]) await endsByItself(higher);
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(10_200),
    booked(5_000),
    booked(3_000),
  ]);
});

test('read first, the higher number waits for the choice about the lower one, and a number that is not posted yet goes on behind it', async () => {
  const [one, two, three] = await postedUpTo('HIGHER-FIRST', 2);
  chosen.push(one, two);
  await edit(rig, two, upTo(14_000, 9_000));
  await rig.untilStage(two.sourceId, ['held']);
  await edit(rig, three, upTo(17_000, 14_000));
  await rig.untilStage(three.sourceId, ['waiting']);
  await edit(rig, one, upTo(9_000, 0));
  await untilOffered(one);
  await choose(rig, one, 'adjust');
  await ap.taken(one);
  await endsByItself(two);
  await ap.taken(three);
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(9_000),
    booked(5_000),
    booked(3_000),
  ]);
});

test('work that was only moved from one number to the other is missing nowhere: nothing is posted, and both are left', async () => {
  const [one, two, three] = await postedUpTo('MOVED', 2);
  await edit(rig, one, upTo(9_900, 0));
  await edit(rig, two, upTo(15_000, 9_900));
  await rig.until('that it was only moved', async () => (await adjustOf(one))?.says.includes('only moved') === true);
  for (const document of [one, two]) {
    await choose(rig, document, 'leave');
    await rig.untilStage(document.sourceId, ['left']);
  }
  await rig.hintOne(three.sourceId);
  await ap.taken(three);
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(10_000),
    booked(5_000),
    booked(3_000),
  ]);
});

test('a difference that both numbers say is offered to neither; once the lower one is set back, the higher one posts it, once', async () => {
  const [one, two] = await postedUpTo('BOTH', 2);
  // Both say 200.00 more, and number 2 counts before it what is posted of number 1.
  await edit(rig, one, upTo(10_200, 0));
  await edit(rig, two, upTo(15_200, 10_000));
  await rig.until('number 2 is against it', async () =>
    /^Number 2 .*cannot be planned again/.test((await adjustOf(one))?.says ?? ''),
  );
  // Looked at before the lower one was, it was offered for a moment.
  await rig.until('number 2 waits for it', async () => (await adjustOf(two))?.shown === '');
  await edit(rig, one, upTo(10_000, 0));
  await endsByItself(one);
  await choose(rig, two, 'adjust');
  await ap.taken(two);
  expect([await ap.books(one), await ap.books(two)]).toEqual([booked(10_000), booked(5_200)]);
});

test('a higher number that came to count otherwise after the choice was shown keeps it from being posted', async () => {
  const [one, two] = await postedUpTo('EDITED', 2);
  chosen.push(one, two);
  await edit(rig, one, upTo(10_200, 0));
  await edit(rig, two, upTo(15_200, 10_200));
  await untilOffered(one);
  const { offer } = await offered(rig, one);
  const shown = offer.choices.find(({ kind }) => kind === 'adjust')?.shown ?? '';
  await edit(rig, two, upTo(15_900, 10_200));
  await rig.until('number 2 was read', async () => {
    const held = (await rig.holds()).find(({ document }) => document.id === two.id);
    return held?.hold.releaseAskedAt === null;
  });
  await decide(rig, one, { kind: 'adjust', shown });
  await rig.until('shown anew, with what is missing of number 2 then', async () => {
    const { shown: now, facts } = (await adjustOf(one)) ?? {};
    return now !== shown && /^number 2: .* 700\.00 USD/.test(facts?.['missing then'] ?? '');
  });
  expect([await ap.books(one), await ap.books(two)]).toEqual([booked(10_000), booked(5_000)]);
  // Set back, what was chosen is again what was shown.
  await edit(rig, two, upTo(15_200, 10_200));
  await ap.taken(one);
  await endsByItself(two);
  expect([await ap.books(one), await ap.books(two)]).toEqual([booked(10_200), booked(5_000)]);
});

test('voided under a posted higher number, it is posted again by a choice, and the books come to the total of the higher one', async () => {
  const [one, two] = await postedUpTo('VOIDED', 2);
  chosen.push(one, two);
  await ap.voids(one);
  await decide(rig, one, { kind: 'confirmVoided' });
  await untilOffered(one);
  await choose(rig, one, 'postAgain');
  await ap.taken(one);
  expect([await ap.books(one), await ap.books(two)]).toEqual([booked(10_000), booked(5_000)]);
});

test('handled by hand under a posted higher number, the higher one ends by itself and later numbers count both', async () => {
  const [one, two, three] = await postedUpTo('BY-HAND', 2);
  await edit(rig, one, upTo(10_200, 0));
  await edit(rig, two, upTo(15_200, 10_200));
  await choose(rig, one, 'byHand');
  await rig.untilStage(one.sourceId, ['byHand']);
  await endsByItself(two);
  await edit(rig, three, upTo(18_200, 15_200));
  await ap.taken(three);
  expect(await ap.books(three)).toEqual(booked(3_000));
});

/** Number 1 says 200.00 more, and number 2 counts that before it and says 300.00 more itself. */
async function bothChanged(contract: string, posted = 2): Promise<readonly [DocumentRow, DocumentRow, DocumentRow]> {
  const [one, two, three] = await postedUpTo(contract, posted);
  await edit(rig, one, upTo(10_200, 0));
  await edit(rig, two, upTo(15_500, 10_200));
  return [one, two, three];
}

async function untilMissingThen(document: DocumentRow, missing: RegExp): Promise<void> {
  await rig.until(`missing above ${document.sourceId}`, async () =>
    missing.test((await adjustOf(document))?.facts['missing then'] ?? ''),
  );
}

const ofTwo = /^number 2: line 1 .*: 300\.00 USD with 30\.00 USD withheld$/;

test('three numbers that differ are chosen about one after the other, the lowest first, and each shows what is missing above it', async () => {
  const [one, two, three] = await bothChanged('TWO', 3);
  chosen.push(one, two, three);
  // Over the commitment nothing is missing while number 3 bills 500.00 less.
  await edit(rig, three, upTo(18_000, 15_500));
  await rig.until('that it was only moved', async () =>
    /^Number 3 .*only moved/.test((await adjustOf(one))?.says ?? ''),
  );
  await edit(rig, three, upTo(18_700, 15_500));
  await untilMissingThen(
    one,
    /^number 2: .* 300\.00 USD with 30\.00 USD withheld; number 3: .* 200\.00 USD with 20\.00/,
  );
  expect((await adjustOf(one))?.facts['in all of these']).toBe('700.00 USD with 70.00 USD withheld');
  await choose(rig, one, 'adjust');
  await ap.taken(one);
  await untilMissingThen(two, /^number 3: .* 200\.00 USD with 20\.00 USD withheld$/);
  await choose(rig, two, 'adjust');
  await ap.taken(two);
  await untilOffered(three);
  await choose(rig, three, 'adjust');
  await ap.taken(three);
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(10_200),
    booked(5_300),
    booked(3_200),
  ]);
});

test('a number that comes between the two choices waits for both, and is posted once, as its own', async () => {
  const [one, two, three] = await bothChanged('BETWEEN');
  chosen.push(one, two, three);
  await untilMissingThen(one, ofTwo);
  expect((await adjustOf(one))?.facts['in all of these']).toBe('500.00 USD with 50.00 USD withheld');
  // The higher one is not offered before: what it counts before it is not posted.
  expect((await adjustOf(two))?.shown).toBe('');
  await choose(rig, one, 'adjust');
  await edit(rig, three, upTo(18_500, 15_500));
  await ap.taken(one);
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(10_200),
    booked(5_000),
    {},
  ]);
  await untilOffered(two);
  await choose(rig, two, 'adjust');
  await ap.taken(two);
  await ap.taken(three);
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(10_200),
    booked(5_300),
    booked(3_000),
  ]);
});

test('while a higher number was left otherwise, the lower one is not adjusted: it says to choose anew about that one first', async () => {
  const [one, two, three] = await bothChanged('LEFT-FIRST');
  chosen.push(one, two);
  await choose(rig, two, 'leave');
  await rig.untilStage(two.sourceId, ['left']);
  await rig.hintOne(one.sourceId);
  await rig.until('what to do is said', async () =>
    /^Number 2 .*300\.00 USD.* was left\. Choose anew about it first \(reopen\), then adjust this one/.test(
      (await adjustOf(one))?.says ?? '',
    ),
  );
  // Looked at again, the one that was left does not have the other looked at: they would for ever.
  const run = rig.client.workflow.getHandle(two.workflowId);
  await run.result();
  const { hold: before } = await offered(rig, one);
  const { runId } = await run.describe();
  await rig.hintOne(two.sourceId);
  await rig.until('it is looked at', async () => (await run.describe()).runId !== runId);
  await run.result();
  expect((await offered(rig, one)).hold).toEqual(before);
  await decide(rig, two, { kind: 'reopen' });
  await untilMissingThen(one, ofTwo);
  await choose(rig, one, 'adjust');
  await ap.taken(one);
  await untilOffered(two);
  await choose(rig, two, 'adjust');
  await ap.taken(two);
  await edit(rig, three, upTo(18_500, 15_500));
  await ap.taken(three);
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(10_200),
    booked(5_300),
    booked(3_000),
  ]);
});

test('the lower one adjusted and the higher one left: what was left counts nowhere, and the next number names it', async () => {
  const [one, two, three] = await bothChanged('LEFT-AFTER');
  chosen.push(one, two);
  await untilMissingThen(one, ofTwo);
  await choose(rig, one, 'adjust');
  await ap.taken(one);
  await untilOffered(two);
  await choose(rig, two, 'leave');
  await rig.untilStage(two.sourceId, ['left']);
  await edit(rig, three, upTo(18_500, 15_500));
  await rig.until('number 3 is held for what was left', async () => {
    const held = (await rig.holds()).find(({ document }) => document.id === three.id);
    return held?.problems.some(({ message }) => /requisition 2 was left/.test(message)) === true;
  });
  expect([await ap.books(one), await ap.books(two), await ap.books(three)]).toEqual([
    booked(10_200),
    booked(5_000),
    {},
  ]);
});

test('under a higher number that differs and is approved no more nothing is offered; approved again, both are chosen about', async () => {
  const [one, two] = await postedUpTo('DRAFT', 2);
  const place = `projects/${two.projectId}/requisitions/${two.sourceId}`;
  await rig.control('procore', 'PATCH', place, { status: 'under_review' });
  await edit(rig, two, upTo(15_500, 10_200));
  await edit(rig, one, upTo(10_200, 0));
  await rig.until('that it is not approved', async () =>
    /^Number 2 .* is not approved any more/.test((await adjustOf(one))?.says ?? ''),
  );
  await rig.control('procore', 'PATCH', place, { status: 'approved' });
  await rig.hintOne(two.sourceId);
  await untilMissingThen(one, ofTwo);
  expect([await ap.books(one), await ap.books(two)]).toEqual([booked(10_000), booked(5_000)]);
});

test('the higher one is changed again after the lower one was sent and its answer lost: what was sent is found, once, and the rest is the higher one', async () => {
  const [one, two] = await bothChanged('LOST');
  chosen.push(one, two);
  await untilMissingThen(one, ofTwo);
  const stateOf = async (): Promise<string | undefined> => (await ap.vouchersOf(one)).at(-1)?.state;
  const late = { match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'commitThenWait', delayMs: 2_000 };
  await rig.control('jde', 'POST', 'faults', late);
  await choose(rig, one, 'adjust');
  await rig.until('it is sent', async () => (await stateOf()) === 'sent');
  const unread = { match: { table: 'F0411Z1' }, kind: 'status', status: 500, count: 500 };
  await rig.control('jde', 'POST', 'faults', unread);
  await rig.until('nobody knows what became of it', async () => (await stateOf()) === 'uncertain');
  await edit(rig, two, upTo(15_900, 10_200));
  await rig.control('jde', 'DELETE', 'faults');
  await rig.hintOne(one.sourceId);
  await ap.taken(one);
  expect(await ap.numbersOf(one)).toEqual(['INV-LOST-1', 'INV-LOST-1-R2']);
  await untilOffered(two);
  await choose(rig, two, 'adjust');
  await ap.taken(two);
  expect([await ap.books(one), await ap.books(two)]).toEqual([booked(10_200), booked(5_700)]);
});

test('the comparer finds what was chosen in the books, and nothing else', async () => {
  expect(await differencesOf(rig, ...chosen)).toEqual([]);
});
