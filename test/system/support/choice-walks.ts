import { constantFrom, integer, oneof, record, sample, tuple, type Arbitrary } from 'fast-check';
import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { choose, decide, offered } from './after-choices';
import type { Rig } from './rig';

/*
 * Random days of one requisition after it was posted: it is edited and recoded in Procore, AP voids what stands, and each time a
 * person chooses. Beside it runs a model of a few lines: what stands in the ERP, and what counts besides because people booked it
 * by hand. After each step the books of the ERP are what the model says, to the cent; at the end the next number is posted only if
 * what it says of the time before is what counts.
 *
 * Other walks, and more of them: RANDOM_CHOICES_SEED=17 RANDOM_CHOICES_WALKS=40.
 */

export const seed = Number(process.env['RANDOM_CHOICES_SEED'] ?? '20261128');
export type Code = '26-010.S' | '03-300.S';

export interface Content {
  readonly code: Code;
  readonly total: string;
  readonly withheld: string;
}

/** Amounts by account, and `payable`; what is 0 is left out. */
type Books = Readonly<Record<string, string>>;

/** The ERP under test, and what people do there. */
export interface WalkedErp {
  readonly rig: Rig;
  readonly accountOf: (code: Code) => string;
  readonly retainage: string;
  /** Stages of a document whose posting stands and is taken. */
  readonly settled: readonly string[];
  /** Until what was chosen to be posted stands so. */
  taken(document: DocumentRow): Promise<void>;
  /** AP voids or cancels the newest posting that stands; the document is held for that. */
  voids(document: DocumentRow): Promise<void>;
  books(document: DocumentRow): Promise<Books>;
  /** Whether a difference cannot be posted from here beside what stands, so that only a person can book it. */
  refuses?(standing: Books, moves: Books): boolean;
  /** Somebody edits it in Procore. */
  editTo(document: DocumentRow, content: Content | Next): Promise<void>;
}

/** What a person does about what he is shown. `toContent`: the books follow the requisition, or as near to it as is offered. */
type Choice = 'toContent' | 'byHand' | 'leave';
export type Step =
  | { readonly what: 'edit'; readonly content: Content; readonly choice: Choice | 'none' }
  | { readonly what: 'void'; readonly choice: Choice };

const choices = constantFrom<Choice>('toContent', 'toContent', 'byHand', 'leave');
const contentsOf = (codes: readonly Code[]): Arbitrary<Content> =>
  record({
    code: constantFrom<Code>(...codes),
    cents: integer({ min: 1, max: 1_500_000 }),
    percent: integer({ min: 0, max: 10 }),
  }).map(({ code, cents, percent }) => {
    const total = new Decimal(cents).div(100);
    return { code, total: total.toFixed(2), withheld: total.times(percent).div(100).toFixed(2) };
  });
const stepsOf = (codes: readonly Code[]): Arbitrary<Step> =>
  oneof(
    {
      weight: 4,
      arbitrary: record({ what: constantFrom('edit' as const), content: contentsOf(codes), choice: choices }),
    },
    {
      weight: 1,
      arbitrary: record({
        what: constantFrom('edit' as const),
        content: contentsOf(codes),
        choice: constantFrom('none' as const),
      }),
    },
    { weight: 1, arbitrary: record({ what: constantFrom('void' as const), choice: choices }) },
  );
/** So many walks of five steps; `codes`: between which a line is recoded. */
export function randomWalks(codes: readonly Code[], usually: number): (readonly Step[])[] {
  const steps = stepsOf(codes);
  return sample(tuple(steps, steps, steps, steps, steps), {
    numRuns: Number(process.env['RANDOM_CHOICES_WALKS'] ?? usually),
    seed,
  });
}

export const first: Content = { code: '26-010.S', total: '10000.00', withheld: '1000.00' };
type Next = ReturnType<typeof next>;
/** The next number on the same line: it says of the time before what the first one bills. */
export const next = ({ code, total, withheld }: Content) => ({
  ...{ code, total: new Decimal(total).plus(1000).toFixed(2), withheld: new Decimal(withheld).plus(100).toFixed(2) },
  ...{ totalBefore: total, withheldBefore: withheld },
});

function booksOf(erp: WalkedErp, { code, total, withheld }: Content): Books {
  const payable = new Decimal(total).minus(withheld).toFixed(2);
  return { [erp.accountOf(code)]: total, [erp.retainage]: new Decimal(withheld).negated().toFixed(2), payable };
}

function plus(one: Books, other: Books, sign: 1 | -1 = 1): Books {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const sums = names.map((name) => [name, new Decimal(one[name] ?? 0).plus(new Decimal(other[name] ?? 0).times(sign))]);
  const moved = (sums as [string, Decimal][]).filter(([, amount]) => !amount.isZero());
  return Object.fromEntries(moved.map(([name, amount]) => [name, amount.toFixed(2)]));
}

const minus = (one: Books, other: Books): Books => plus(one, other, -1);
const isNothing = (books: Books): boolean => Object.keys(books).length === 0;

export interface Model {
  content: Content;
  /** Each posting that stands in the ERP, in the order in which they were posted. */
  standing: Books[];
  /** What counts although we did not post it. */
  byHand: Books;
}

const inErp = ({ standing }: Model): Books => standing.reduce<Books>((all, one) => plus(all, one), {});
const counted = (model: Model): Books => plus(inErp(model), model.byHand);
const missing = (erp: WalkedErp, model: Model): Books => minus(booksOf(erp, model.content), counted(model));

/** The choice that was made, null where none had to be. */
async function decideAbout(erp: WalkedErp, document: DocumentRow, model: Model, choice: Choice): Promise<void> {
  const { rig } = erp;
  const moves = missing(erp, model);
  const { offer } = await offered(rig, document);
  const byContent = offer.choices.find(({ kind }) => kind === 'adjust' || kind === 'postAgain');
  const canFollow = byContent !== undefined && byContent.shown !== '';
  const isRefused = erp.refuses?.(inErp(model), moves) ?? false;
  expect({ moves, canFollow }).toEqual({ moves, canFollow: !isNothing(moves) && !isRefused });
  if (choice === 'toContent' && canFollow) {
    await choose(rig, document, byContent.kind);
    await erp.taken(document);
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

/** Gives what stands at the end. */
export async function walk(erp: WalkedErp, document: DocumentRow, path: readonly Step[]): Promise<Model> {
  const { rig } = erp;
  const model: Model = { content: first, standing: [booksOf(erp, first)], byHand: {} };
  for (const step of path) {
    if (step.what === 'edit') {
      model.content = step.content;
      await erp.editTo(document, step.content);
      if (isNothing(missing(erp, model))) await rig.untilStage(document.sourceId, [...erp.settled, 'byHand', 'left']);
      else if (step.choice === 'none') await offered(rig, document);
      else await decideAbout(erp, document, model, step.choice);
    } else if (erp.settled.includes((await rig.document(document.sourceId)).stage ?? '')) {
      await erp.voids(document);
      await decide(rig, document, { kind: 'confirmVoided' });
      model.standing.pop();
      await decideAbout(erp, document, model, step.choice);
    }
    expect({ step, books: plus(await erp.books(document), {}) }).toEqual({ step, books: inErp(model) });
  }
  return model;
}

/** It goes on exactly when what it says of the time before is what counts, whatever the coding of that. */
export async function theNextNumber(
  erp: WalkedErp,
  { id }: DocumentRow,
  model: Model,
  commitment: string,
): Promise<void> {
  const { rig, retainage } = erp;
  const later = await rig.requisition(commitment, 2);
  const isOpen = (await rig.holds()).some(({ document }) => document.id === id);
  const moves = missing(erp, model);
  await erp.editTo(later, next(model.content));
  if (isOpen || moves['payable'] !== undefined || moves[retainage] !== undefined) {
    await rig.untilStage(later.sourceId, ['held', 'waiting']);
    expect(plus(await erp.books(later), {})).toEqual({});
    return;
  }
  await erp.taken(later);
  const account = erp.accountOf(model.content.code);
  expect(plus(await erp.books(later), {})).toEqual({ [account]: '1000.00', [retainage]: '-100.00', payable: '900.00' });
}
