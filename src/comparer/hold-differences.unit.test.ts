import { openHolds } from './hold-differences';
import { compareSample, sampleBooks, type SampleBooks } from './sample-books.fixture';

const ACCOUNTS = ['--retainage-account', '200.4110'];
const hold = (reasons: string[], message = '') => ({ kind: 'person', reasons, problems: [{ message }] });
const vendor = (reasons: string[], message: string) => ({
  ...{ kind: 'vendor', procoreId: 'a-party', projectId: '', stage: 'held', sourceStatus: '', postings: [] },
  hold: hold(reasons, message),
});
const kindsOf = async (tamper: (books: SampleBooks) => unknown, ...options: string[]) => {
  const books = sampleBooks();
  tamper(books);
  const { kinds, exitCode } = await compareSample(books, ...ACCOUNTS, ...options);
  expect(exitCode).toBe(kinds.length === 0 ? 0 : 1);
  return kinds;
};

test('what must be held and is held for its reason is no difference, and is counted', async () => {
  const { kinds, text } = await compareSample(sampleBooks(), ...ACCOUNTS);
  expect(kinds).toEqual([]);
  expect(text).toContain('Must be held: 1. Are held: 1 (unmappedCostCode 1).');
});

test('a hold that the sample does not state is a failure, also of what is posted', async () => {
  expect(await kindsOf(({ documents }) => Object.assign(documents[1]!, { hold: hold(['needsPerson']) }))).toEqual([
    'unexpectedHold requisition/2',
  ]);
});

test('nearly everything held is a failure, whatever the sums say', async () => {
  const kinds = await kindsOf(({ documents, tables }) => {
    for (const document of documents.slice(0, 4))
      Object.assign(document, { stage: 'held', postings: [], hold: hold(['unmappedCostCode']) });
    for (const name of Object.keys(tables) as (keyof typeof tables)[]) tables[name] = [];
  });
  expect(kinds).toEqual([
    'unexpectedHold requisition/1',
    'unexpectedHold requisition/2',
    'unexpectedHold requisition/3',
  ]);
});

test('a hold for another reason is a failure; reasons that may come along are none', async () => {
  const heldFor = (...reasons: string[]) =>
    kindsOf(({ documents }) => Object.assign(documents[3]!, { hold: hold(reasons) }));
  expect(await heldFor('unmappedCostCode', 'tax')).toEqual([]);
  expect(await heldFor('tax')).toEqual(['otherReason requisition/4']);
  expect(await heldFor('unmappedCostCode', 'needsPerson')).toEqual(['otherReason requisition/4']);
  expect(await heldFor()).toEqual(['otherReason requisition/4']);
});

test('what must be held and is not is a failure until what it waits for is mended', async () => {
  const released = ({ documents }: SampleBooks) => Object.assign(documents[3]!, { hold: null, stage: 'waiting' });
  expect(await kindsOf(released)).toEqual(['notHeld requisition/4']);
  expect(await kindsOf(released, '--mended', 'mappingRow')).toEqual(['notPosted requisition/4']);
  expect(await kindsOf(() => undefined, '--mended', 'mappingRow')).toEqual(['unexpectedHold requisition/4']);
  expect(await kindsOf(() => undefined, '--mended', 'another')).toEqual([]);
});

test.each(['takenOver', 'left', 'byHand', 'checking'])(
  'approved for an open period, not held, and %s: not posted',
  async (stage) => {
    const kinds = await kindsOf(({ documents, tables }) => {
      Object.assign(documents[2]!, { stage, postings: [] });
      tables.F0411Z1.splice(1, 1);
      tables.F0911Z1.splice(2, 1);
    });
    expect(kinds).toEqual(['notPosted requisition/3']);
  },
);

test('a vendor is told by its name: held as stated, held otherwise, not held', async () => {
  const stated = { name: 'Hudson Steel', reasons: ['vendorConflict'], why: 'its name is like that of another' };
  const withVendor = (held: object | null) => (books: SampleBooks) => {
    books.expectations!.vendors.push(stated);
    if (held !== null) books.documents.push(held as (typeof books.documents)[0]);
  };
  expect(await kindsOf(withVendor(vendor(['vendorConflict'], 'Hudson Steel may be 60901.')))).toEqual([]);
  expect(await kindsOf(withVendor(vendor(['vendorConflict'], 'Bay Concrete may be 4.')))).toEqual([
    'unexpectedHold vendor/a-party',
    'notHeld vendor Hudson Steel',
  ]);
  expect(await kindsOf(withVendor(null))).toEqual(['notHeld vendor Hudson Steel']);
});

test('a hold that comes of something done later is awaited from then on', () => {
  const accrual = { reasons: ['amountsDiffer'], mayName: [], mendedBy: null, since: 'accruals', why: '' };
  const holds = new Map([['9-2026-10-31', accrual]]);
  expect(openHolds(holds, []).size).toBe(0);
  expect(openHolds(holds, ['accruals'])).toEqual(holds);
});

test('a company that states nothing has its holds not judged, and the answer says so', async () => {
  const books = sampleBooks();
  books.expectations = null;
  const { kinds, text } = await compareSample(books, ...ACCOUNTS);
  expect(kinds).toEqual([]);
  expect(text).toContain('holds were not judged');
});
