import { constantFrom, integer, oneof, record, sample, tuple, type Arbitrary } from 'fast-check';
import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { choose, decide, offered } from './after-choices';
import type { Rig } from './rig';

/*
 * Random days of one requisition after it was posted: it is edited, recoded and given to another supplier in Procore, AP voids what
 * stands or leaves it in the batch tables, and each time a person chooses. Beside it runs a model of a few lines: what stands in the
 * ERP, and what counts besides because people booked it by hand. After each step the books of the ERP are what the model says, to the
 * cent; at the end the next number is posted only if what it says of the time before is what counts, and from then on nothing of the
 * lower one is posted.
 *
 * Other walks, and more of them: RANDOM_CHOICES_SEED=17 RANDOM_CHOICES_WALKS=40.
 */

export const seed = Number(process.env['RANDOM_CHOICES_SEED'] ?? '20261128');
export type Code = '26-010.S' | '03-300.S';
export type Supplier = 0 | 1;

export interface Content {
  /** With which supplier: the first is that of the commitment. */
  readonly supplier: Supplier;
  readonly code: Code;
  readonly total: string;
  readonly withheld: string;
}

/** Amounts by supplier and account, and `payable`, as `0 200.4110`; what is 0 is left out. */
export type Books = Readonly<Record<string, string>>;
/** The name of an amount in the books. */
export const ofSupplier = (supplier: Supplier, name: string): string => `${supplier} ${name}`;

/** The ERP under test, and what people do there. */
export interface WalkedErp {
  readonly rig: Rig;
  readonly accountOf: (code: Code) => string;
  readonly retainage: string;
  /** Stages of a document whose posting stands and is taken. */
  readonly settled: readonly string[];
  /** Until what was chosen to be posted stands so. */
  taken(document: DocumentRow): Promise<void>;
  /** Until it stands where AP is to take it; AP does not. Absent: there is nothing in between. */
  leftToAp?(document: DocumentRow): Promise<void>;
  /** AP voids or cancels the newest posting that stands; the document is held for that. */
  voids(document: DocumentRow): Promise<void>;
  books(document: DocumentRow): Promise<Books>;
  /** Whether a difference cannot be posted from here beside what stands, so that only a person can book it. */
  refuses?(standing: Books, moves: Books): boolean;
  /** Somebody edits it in Procore. */
  editTo(document: DocumentRow, content: Content | Next): Promise<void>;
}

/** What a person does about what he is shown. `toContent`: the books follow the requisition, or as near to it as is offered. */
export type Choice = 'toContent' | 'byHand' | 'leave';
export type Step =
  | { readonly what: 'edit'; readonly content: Content; readonly choice: Choice | 'none'; readonly isLeft: boolean }
  | { readonly what: 'void'; readonly choice: Choice };

export const choices = constantFrom<Choice>('toContent', 'toContent', 'byHand', 'leave');
const contentsOf = ({ codes, suppliers }: Variety): Arbitrary<Content> =>
  record({
    supplier: constantFrom<Supplier>(...suppliers),
    code: constantFrom<Code>(...codes),
    cents: integer({ min: 1, max: 1_500_000 }),
    percent: integer({ min: 0, max: 10 }),
  }).map(({ supplier, code, cents, percent }) => {
    const total = new Decimal(cents).div(100);
    return { supplier, code, total: total.toFixed(2), withheld: total.times(percent).div(100).toFixed(2) };
  });
const stepsOf = (variety: Variety): Arbitrary<Step> => {
  const edit = { what: constantFrom('edit' as const), content: contentsOf(variety) };
  return oneof(
    { weight: 4, arbitrary: record({ ...edit, choice: choices, isLeft: constantFrom(...variety.left) }) },
    { weight: 1, arbitrary: record({ ...edit, choice: constantFrom('none' as const), isLeft: constantFrom(false) }) },
    { weight: 1, arbitrary: record({ what: constantFrom('void' as const), choice: choices }) },
  );
};

/** What a walk goes between. Each is drawn as often as it is named. */
export interface Variety {
  readonly codes: readonly Code[];
  readonly suppliers: readonly Supplier[];
  /** Whether AP leaves in the batch tables what was posted. */
  readonly left: readonly boolean[];
}

/** So many walks of five steps. */
export function randomWalks(variety: Variety, usually: number): (readonly Step[])[] {
  const steps = stepsOf(variety);
  return sample(tuple(steps, steps, steps, steps, steps), {
    numRuns: Number(process.env['RANDOM_CHOICES_WALKS'] ?? usually),
    seed,
  });
}

export const first: Content = { supplier: 0, code: '26-010.S', total: '10000.00', withheld: '1000.00' };
type Next = ReturnType<typeof next>;
/** The next number on the same line: it says of the time before what the first one bills. */
export const next = ({ supplier, code, total, withheld }: Content) => ({
  ...{
    supplier,
    code,
    total: new Decimal(total).plus(1000).toFixed(2),
    withheld: new Decimal(withheld).plus(100).toFixed(2),
  },
  ...{ totalBefore: total, withheldBefore: withheld },
});

export function booksOf(erp: WalkedErp, { supplier, code, total, withheld }: Content): Books {
  const all = {
    [erp.accountOf(code)]: total,
    [erp.retainage]: new Decimal(withheld).negated().toFixed(2),
    payable: new Decimal(total).minus(withheld).toFixed(2),
  };
  return Object.fromEntries(Object.entries(all).map(([name, amount]) => [ofSupplier(supplier, name), amount]));
}

export function plus(one: Books, other: Books, sign: 1 | -1 = 1): Books {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const sums = names.map((name) => [name, new Decimal(one[name] ?? 0).plus(new Decimal(other[name] ?? 0).times(sign))]);
  const moved = (sums as [string, Decimal][]).filter(([, amount]) => !amount.isZero());
  return Object.fromEntries(moved.map(([name, amount]) => [name, amount.toFixed(2)]));
}

export const minus = (one: Books, other: Books): Books => plus(one, other, -1);
export const isNothing = (books: Books): boolean => Object.keys(books).length === 0;
const withSupplier = (books: Books, supplier: Supplier): Books =>
  Object.fromEntries(Object.entries(books).filter(([name]) => name.startsWith(ofSupplier(supplier, ''))));
/** Of all suppliers. */
export const inAll = (books: Books, name: string): Decimal =>
  Decimal.sum(0, books[ofSupplier(0, name)] ?? 0, books[ofSupplier(1, name)] ?? 0);

export interface Model {
  content: Content;
  /** Each posting that stands in the ERP, in the order in which they were posted. */
  standing: Books[];
  /** So many of the newest of them AP has not taken out of the batch tables. One can be taken back whole. */
  left: number;
  /** What counts although we did not post it. */
  byHand: Books;
  /** People booked something after the newest was posted. */
  isBesideByHand: boolean;
}

const inErp = ({ standing }: Model): Books => standing.reduce<Books>((all, one) => plus(all, one), {});
const counted = (model: Model): Books => plus(inErp(model), model.byHand);
const missing = (erp: WalkedErp, model: Model): Books => minus(booksOf(erp, model.content), counted(model));

/** What AP has not taken yet is in the way of all that is not posted in its very place. */
function isInTheWay(erp: WalkedErp, model: Model): boolean {
  const newest = model.standing.at(-1) ?? {};
  const isOfAnother = isNothing(withSupplier(newest, model.content.supplier));
  const comesToNothing = isNothing(plus(missing(erp, model), newest));
  return model.left > 1 || (model.left === 1 && (isOfAnother || model.isBesideByHand || comesToNothing));
}

/** The choice that was made, null where none had to be. */
async function decideAbout(
  erp: WalkedErp,
  document: DocumentRow,
  model: Model,
  { choice, isLeft }: { readonly choice: Choice; readonly isLeft: boolean },
): Promise<void> {
  const { rig } = erp;
  const moves = missing(erp, model);
  const { offer } = await offered(rig, document);
  const byContent = offer.choices.find(({ kind }) => kind === 'adjust' || kind === 'postAgain');
  const canFollow = byContent !== undefined && byContent.shown !== '';
  const isRefused = erp.refuses?.(inErp(model), moves) ?? isInTheWay(erp, model);
  expect({ moves, canFollow }).toEqual({ moves, canFollow: !isNothing(moves) && !isRefused });
  if (choice === 'toContent' && canFollow) {
    await choose(rig, document, byContent.kind);
    if (model.left > 0) model.standing.pop();
    const suppliers: readonly Supplier[] = model.content.supplier === 0 ? [1, 0] : [0, 1];
    const parts = suppliers.map((supplier) => withSupplier(missing(erp, model), supplier));
    const posted = parts.filter((part) => !isNothing(part));
    model.standing.push(...posted);
    const stays = isLeft && erp.leftToAp !== undefined;
    model.left = stays ? posted.length : 0;
    model.isBesideByHand = false;
    await (stays ? erp.leftToAp?.(document) : erp.taken(document));
  } else if (choice === 'leave') {
    await choose(rig, document, 'leave');
    await rig.untilStage(document.sourceId, ['left']);
  } else {
    await choose(rig, document, 'byHand');
    await rig.untilStage(document.sourceId, ['byHand']);
    model.byHand = plus(model.byHand, moves);
    model.isBesideByHand = true;
  }
}

/** Gives what stands at the end. */
export async function walk(erp: WalkedErp, document: DocumentRow, path: readonly Step[]): Promise<Model> {
  const { rig } = erp;
  const model: Model = { content: first, standing: [booksOf(erp, first)], byHand: {}, left: 0, isBesideByHand: false };
  for (const step of path) {
    if (step.what === 'edit') {
      model.content = step.content;
      await erp.editTo(document, step.content);
      if (isNothing(missing(erp, model))) {
        await rig.untilStage(document.sourceId, [...erp.settled, 'delivered', 'byHand', 'left']);
      } else if (step.choice === 'none') await offered(rig, document);
      else await decideAbout(erp, document, model, { choice: step.choice, isLeft: step.isLeft });
    } else if (erp.settled.includes((await rig.document(document.sourceId)).stage ?? '')) {
      await erp.voids(document);
      await decide(rig, document, { kind: 'confirmVoided' });
      model.standing.pop();
      await decideAbout(erp, document, model, { ...step, isLeft: false });
    }
    expect({ step, books: plus(await erp.books(document), {}) }).toEqual({ step, books: inErp(model) });
  }
  return model;
}

/**
 * It goes on exactly when what it says of the time before is what counts, whatever the coding of that. Then nothing that changes of the
 * lower number is posted: the higher one took all up to its own total. Gives whether it went on.
 */
export async function theNextNumber(
  erp: WalkedErp,
  lower: DocumentRow,
  model: Model,
  commitment: string,
): Promise<boolean> {
  const { rig, retainage } = erp;
  const later = await rig.requisition(commitment, 2);
  const isOpen = (await rig.holds()).some(({ document }) => document.id === lower.id);
  const moves = missing(erp, model);
  await erp.editTo(later, next(model.content));
  if (isOpen || !inAll(moves, 'payable').isZero() || !inAll(moves, retainage).isZero()) {
    await rig.untilStage(later.sourceId, ['held', 'waiting']);
    expect(plus(await erp.books(later), {})).toEqual({});
    return false;
  }
  await erp.taken(later);
  const more = booksOf(erp, { ...model.content, total: '1000.00', withheld: '100.00' });
  expect(plus(await erp.books(later), {})).toEqual(plus(more, {}));

  const before = await erp.books(lower);
  await erp.editTo(lower, { ...model.content, total: new Decimal(model.content.total).plus('77.70').toFixed(2) });
  const { offer } = await offered(rig, lower);
  expect(offer.choices.filter(({ kind, shown }) => shown !== '' && kind !== 'leave' && kind !== 'byHand')).toEqual([]);
  await choose(rig, lower, 'leave');
  await rig.untilStage(lower.sourceId, ['left']);
  expect([await erp.books(lower), plus(await erp.books(later), {})]).toEqual([before, plus(more, {})]);
  return true;
}
