import { constantFrom, integer, oneof, record, sample, tuple, type Arbitrary } from 'fast-check';
import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts } from '../support/added-contracts';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
import { startRig, type Rig } from '../support/rig';

/*
 * Random days of one requisition after it was posted: it is edited and recoded in Procore, AP voids what stands, and each time a
 * person chooses. Beside it runs a model of a few lines: what stands in JDE, and what counts besides because people booked it by
 * hand. After each step the books of JDE are what the model says, to the cent; at the end the next number is posted only if what
 * it says of the time before is what counts.
 *
 * Other walks, and more of them: RANDOM_CHOICES_SEED=17 RANDOM_CHOICES_WALKS=40.
 */

const seed = Number(process.env['RANDOM_CHOICES_SEED'] ?? '20261128');
const accountOf = { '26-010.S': '4411.1340.26010', '03-300.S': '4411.1340.03300' } as const;
const retainage = '200.4110';
type Code = keyof typeof accountOf;

interface Content {
  readonly code: Code;
  readonly total: string;
  readonly withheld: string;
}

/** What a person does about what he is shown. `toContent`: the books follow the requisition, or as near to it as is offered. */
type Choice = 'toContent' | 'byHand' | 'leave';
type Step =
  | { readonly what: 'edit'; readonly content: Content; readonly choice: Choice | 'none' }
  | { readonly what: 'void'; readonly choice: Choice };

const choices = constantFrom<Choice>('toContent', 'toContent', 'byHand', 'leave');
const contents: Arbitrary<Content> = record({
  code: constantFrom<Code>('26-010.S', '26-010.S', '03-300.S'),
  cents: integer({ min: 1, max: 1_500_000 }),
  percent: integer({ min: 0, max: 10 }),
}).map(({ code, cents, percent }) => {
  const total = new Decimal(cents).div(100);
  return { code, total: total.toFixed(2), withheld: total.times(percent).div(100).toFixed(2) };
});
const steps: Arbitrary<Step> = oneof(
  { weight: 4, arbitrary: record({ what: constantFrom('edit' as const), content: contents, choice: choices }) },
  {
    weight: 1,
    arbitrary: record({
      what: constantFrom('edit' as const),
      content: contents,
      choice: constantFrom('none' as const),
    }),
  },
  { weight: 1, arbitrary: record({ what: constantFrom('void' as const), choice: choices }) },
);
const walks = sample(tuple(steps, steps, steps, steps, steps), {
  numRuns: Number(process.env['RANDOM_CHOICES_WALKS'] ?? '4'),
  seed,
});

const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const first: Content = { code: '26-010.S', total: '10000.00', withheld: '1000.00' };
const otherCode = '03-300.S';
/** The next number on the same line: it says of the time before what the first one bills. */
const next = ({ code, total, withheld }: Content) => ({
  ...{ code, total: new Decimal(total).plus(1000).toFixed(2), withheld: new Decimal(withheld).plus(100).toFixed(2) },
  ...{ totalBefore: total, withheldBefore: withheld },
});

let rig: Rig;
let ap: AccountsPayable;
const wbsCodes = new Map<Code, unknown>();
beforeAll(async () => {
  rig = await startRig({
    today,
    posting: { creditDocumentType: 'PD', zeroPayable: 'journal' },
    shape: (data) =>
      addContracts(data, [
        ...walks.map((_, index) => ({
          number: `WALK-${index}`,
          requisitions: [first, next(first)].map((item) => ({ items: [item], end })),
        })),
        { number: 'OTHER-CODE', requisitions: [{ items: [{ ...first, code: otherCode }], end, status: 'draft' }] },
      ]),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
  const records = await rig.control('procore', 'GET', 'records/requisitions');
  const all = Object.values(records as Record<string, { id: string; items: { wbs_code: unknown }[] }[]>).flat();
  for (const [contract, code] of [['WALK-0', first.code] as const, ['OTHER-CODE', otherCode] as const]) {
    const { sourceId } = await rig.requisition(contract, 1);
    wbsCodes.set(code, all.find(({ id }) => id === sourceId)?.items[0]?.wbs_code);
  }
});
afterAll(() => rig.close());

/** Amounts by account, and `payable`; what is 0 is left out. */
type Books = Readonly<Record<string, string>>;

function booksOf({ code, total, withheld }: Content): Books {
  const payable = new Decimal(total).minus(withheld).toFixed(2);
  return { [accountOf[code]]: total, [retainage]: new Decimal(withheld).negated().toFixed(2), payable };
}

function plus(one: Books, other: Books, sign: 1 | -1 = 1): Books {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const sums = names.map((name) => [name, new Decimal(one[name] ?? 0).plus(new Decimal(other[name] ?? 0).times(sign))]);
  const moved = (sums as [string, Decimal][]).filter(([, amount]) => !amount.isZero());
  return Object.fromEntries(moved.map(([name, amount]) => [name, amount.toFixed(2)]));
}

const minus = (one: Books, other: Books): Books => plus(one, other, -1);
const isNothing = (books: Books): boolean => Object.keys(books).length === 0;

interface Model {
  content: Content;
  /** Each posting that stands in JDE, in the order in which they were posted. */
  standing: Books[];
  /** What counts although we did not post it. */
  byHand: Books;
}

const inJde = ({ standing }: Model): Books => standing.reduce<Books>((all, one) => plus(all, one), {});
const counted = (model: Model): Books => plus(inJde(model), model.byHand);
const missing = (model: Model): Books => minus(booksOf(model.content), counted(model));

async function editTo(document: DocumentRow, content: Content | ReturnType<typeof next>): Promise<void> {
  const { code, ...amounts } = content;
  const place = `projects/${document.projectId}/requisitions/${document.sourceId}`;
  const item = { id: String(BigInt(document.sourceId) * 100n), wbs_code: wbsCodes.get(code) };
  await rig.control('procore', 'PATCH', place, { items: [item] });
  await edit(rig, document, amounts);
}

/** The choice that was made, null where none had to be. */
async function decideAbout(document: DocumentRow, model: Model, choice: Choice): Promise<void> {
  const moves = missing(model);
  const { offer } = await offered(rig, document);
  const byContent = offer.choices.find(({ kind }) => kind === 'adjust' || kind === 'postAgain');
  const canFollow = byContent !== undefined && byContent.shown !== '';
  expect({ moves, canFollow }).toEqual({ moves, canFollow: !isNothing(moves) });
  if (choice === 'toContent' && canFollow) {
    await choose(rig, document, byContent.kind);
    await ap.taken(document);
    model.standing.push(moves);
  } else if (choice === 'leave') {
    await choose(rig, document, 'leave');
    await rig.untilStage(document.sourceId, ['left']);
  } else {
    await choose(rig, document, 'byHand');
    await rig.untilStage(document.sourceId, ['byHand']);
    model.byHand = plus(model.byHand, moves);
  }
}

async function walk(document: DocumentRow, model: Model, path: readonly Step[]): Promise<void> {
  for (const step of path) {
    if (step.what === 'edit') {
      model.content = step.content;
      await editTo(document, step.content);
      if (isNothing(missing(model))) await rig.untilStage(document.sourceId, ['posted', 'byHand', 'left']);
      else if (step.choice === 'none') await offered(rig, document);
      else await decideAbout(document, model, step.choice);
    } else if ((await rig.document(document.sourceId)).stage === 'posted') {
      await ap.voids(document);
      await decide(rig, document, { kind: 'confirmVoided' });
      model.standing.pop();
      await decideAbout(document, model, step.choice);
    }
    expect({ step, books: plus(await ap.books(document), {}) }).toEqual({ step, books: inJde(model) });
  }
}

/** It goes on exactly when what it says of the time before is what counts, whatever the coding of that. */
async function theNextNumber({ id }: DocumentRow, model: Model, commitment: string): Promise<void> {
  const later = await rig.requisition(commitment, 2);
  const isOpen = (await rig.holds()).some(({ document }) => document.id === id);
  const moves = missing(model);
  await editTo(later, next(model.content));
  if (isOpen || moves['payable'] !== undefined || moves[retainage] !== undefined) {
    await rig.untilStage(later.sourceId, ['held', 'waiting']);
    expect(await ap.books(later)).toEqual({});
    return;
  }
  await ap.taken(later);
  const account = accountOf[model.content.code];
  expect(await ap.books(later)).toEqual({ [account]: '1000.00', [retainage]: '-100.00', payable: '900.00' });
}

test.each(walks.map((path, index) => [index, path] as const))(
  `walk %s of seed ${seed}: the books of JDE are what the choices say, after each of them`,
  async (index, path) => {
    const document = await ap.posted(`WALK-${index}`);
    const model: Model = { content: first, standing: [booksOf(first)], byHand: {} };
    await walk(document, model, path);
    await theNextNumber(document, model, `WALK-${index}`);
  },
);
