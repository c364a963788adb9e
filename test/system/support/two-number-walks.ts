import { boolean, constantFrom, integer, oneof, record, sample, tuple, type Arbitrary } from 'fast-check';
import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { choose, offered } from './after-choices';
import {
  booksOf,
  choices,
  first,
  inAll,
  isNothing,
  minus,
  next,
  plus,
  seed,
  type Books,
  type Choice,
  type Content,
  type WalkedErp,
} from './choice-walks';

/*
 * Random days of two requisitions of one contract after both were posted: each is edited in Procore, which counts in the higher one what
 * the lower one says, and about each a person chooses, the one or the other first. Beside it runs a model: what stands of each number in
 * the ERP, and what counts besides. After each step the books of both are what the choices say, to the cent; at the end the third number
 * is posted only if what it says of the time before is what counts.
 *
 * Other walks, and more of them: RANDOM_CHOICES_SEED=17 RANDOM_CHOICES_WALKS=40.
 */

type Amounts = Pick<Content, 'total' | 'withheld'>;
type Which = 'one' | 'two';

export interface PairStep {
  /** Null: the lower number stays as it is. */
  readonly one: Amounts | null;
  /** What the higher number bills beside the lower one; null: its total stays where that still bills something, else what it bills. */
  readonly two: Amounts | null;
  readonly first: Which;
  readonly choices: Readonly<Record<Which, Choice | 'none'>>;
}

const amounts = (most: number): Arbitrary<Amounts> =>
  record({ cents: integer({ min: 100, max: most }), percent: integer({ min: 0, max: 10 }) }).map(
    ({ cents, percent }) => {
      const total = new Decimal(cents).div(100);
      return { total: total.toFixed(2), withheld: total.times(percent).div(100).toFixed(2) };
    },
  );
const choice = oneof(
  { weight: 3, arbitrary: choices },
  { weight: 1, arbitrary: constantFrom<Choice | 'none'>('none') },
);
const step: Arbitrary<PairStep> = record({
  one: oneof({ weight: 3, arbitrary: amounts(1_500_000) }, { weight: 1, arbitrary: constantFrom(null) }),
  two: oneof({ weight: 3, arbitrary: amounts(500_000) }, { weight: 1, arbitrary: constantFrom(null) }),
  first: boolean().map((isLower): Which => (isLower ? 'one' : 'two')),
  choices: record({ one: choice, two: choice }),
});

/** So many walks of four steps. */
export function pairWalks(usually: number): (readonly PairStep[])[] {
  return sample(tuple(step, step, step, step), {
    numRuns: Number(process.env['RANDOM_CHOICES_WALKS'] ?? usually),
    seed,
  });
}

interface Numbered {
  readonly document: DocumentRow;
  /** To date. */
  content: Content;
  inErp: Books;
  byHand: Books;
  /** Of what it says now. */
  isLeft: boolean;
  /** What it said when something of it was posted or entered last. */
  said: string;
}

class Pair {
  readonly #erp: WalkedErp;
  readonly numbers: Readonly<Record<Which, Numbered>>;

  constructor(erp: WalkedErp, one: DocumentRow, two: DocumentRow) {
    this.#erp = erp;
    const begun = (document: DocumentRow, content: Content): Numbered => ({
      ...{ document, content, inErp: {}, byHand: {}, isLeft: false, said: '' },
    });
    this.numbers = { one: begun(one, first), two: begun(two, next(first)) };
    for (const which of ['one', 'two'] as const) {
      this.numbers[which].inErp = this.#wanted(which);
      this.numbers[which].said = this.says(which);
    }
  }

  says(which: Which): string {
    const { one, two } = this.numbers;
    return JSON.stringify(which === 'one' ? one.content : [one.content, two.content]);
  }

  #wanted(which: Which): Books {
    const { one, two } = this.numbers;
    if (which === 'one') return plus(booksOf(this.#erp, one.content), {});
    const [total, withheld] = [
      new Decimal(two.content.total).minus(one.content.total),
      new Decimal(two.content.withheld).minus(one.content.withheld),
    ];
    return plus(booksOf(this.#erp, { ...two.content, total: total.toFixed(2), withheld: withheld.toFixed(2) }), {});
  }

  counted(which: Which): Books {
    const { inErp, byHand } = this.numbers[which];
    return plus(inErp, byHand);
  }

  missing(which: Which): Books {
    return minus(this.#wanted(which), this.counted(which));
  }

  /** Gross and withheld, whatever the account: what counts under higher numbers. */
  sums(books: Books): readonly [Decimal, Decimal] {
    const withheld = inAll(books, this.#erp.retainage).negated();
    return [inAll(books, 'payable').plus(withheld), withheld];
  }

  movesItems(books: Books): boolean {
    return this.sums(books).some((sum) => !sum.isZero());
  }

  /** Posted to date is the total of the higher number. */
  isReached(): boolean {
    const [gross, withheld] = this.sums(plus(this.counted('one'), this.counted('two')));
    const { total, withheld: kept } = this.numbers.two.content;
    return gross.equals(total) && withheld.equals(kept);
  }

  /** What it says counts, or was left, or is waited for. */
  isOpen(which: Which): boolean {
    return !this.numbers[which].isLeft && (!isNothing(this.missing(which)) || (which === 'two' && !this.isPlanned()));
  }

  /** The higher number counts before it what counts of the lower one, and nobody has still to choose about that. */
  isPlanned(): boolean {
    const { one } = this.numbers;
    const missing = this.missing('one');
    return isNothing(missing) || (one.isLeft && !this.movesItems(missing));
  }

  /** Why a difference of the lower number is not posted. */
  isAgainst(): boolean {
    const differs = this.movesItems(this.missing('two'));
    return this.movesItems(this.missing('one')) && differs && (this.isReached() || this.numbers.two.isLeft);
  }
}

function edited(pair: Pair, { one: changed, two: bills }: PairStep): void {
  const { one, two } = pair.numbers;
  const add = (to: Amounts, more: Amounts): Amounts => ({
    total: new Decimal(to.total).plus(more.total).toFixed(2),
    withheld: new Decimal(to.withheld).plus(more.withheld).toFixed(2),
  });
  const less = (from: Amounts, what: Amounts): Amounts =>
    add(from, {
      total: new Decimal(what.total).negated().toString(),
      withheld: new Decimal(what.withheld).negated().toString(),
    });
  const period = less(two.content, one.content);
  if (changed !== null) one.content = { ...one.content, ...changed };
  const rest = less(two.content, one.content);
  const stays = new Decimal(rest.withheld).gte(0) && new Decimal(rest.total).gt(rest.withheld);
  if (bills !== null || !stays) two.content = { ...two.content, ...add(one.content, bills ?? period) };
}

async function chooseAbout(erp: WalkedErp, pair: Pair, which: Which, wanted: Choice | 'none'): Promise<void> {
  const { rig } = erp;
  const own = pair.numbers[which];
  const { document } = own;
  if (wanted === 'none' || own.isLeft || !pair.isOpen(which)) return;
  const isPlanned = which === 'one' || pair.isPlanned();
  const done = (what: Partial<Numbered>): void => void Object.assign(own, what);
  if (!isPlanned) {
    // It waits, and what it said when it was posted is nothing that could be left.
    if (wanted !== 'leave' || own.said === pair.says(which)) return;
    await choose(rig, document, 'leave');
    await rig.untilStage(document.sourceId, ['left']);
    return done({ isLeft: true });
  }
  const moves = pair.missing(which);
  const before = plus(pair.numbers.one.inErp, pair.numbers.two.inErp);
  const canFollow = erp.refuses?.(before, moves) !== true && !(which === 'one' && pair.isAgainst());
  const above = which === 'one' && pair.movesItems(moves) ? pair.sums(pair.missing('two')) : [];
  const told = above.some((sum) => !sum.isZero()) ? above.map((sum) => sum.toNumber()) : null;
  let seen: unknown = null;
  const fits = async (): Promise<boolean> => {
    const { offer } = await offered(rig, document);
    const adjust = offer.choices.find(({ kind }) => kind === 'adjust');
    seen = adjust;
    if ((adjust !== undefined && adjust.shown !== '') !== canFollow) return false;
    const shown = /: (-?[\d,.]+) USD with (-?[\d,.]+) USD withheld$/.exec(adjust?.facts['missing then'] ?? '');
    const is = shown === null ? null : shown.slice(1).map((text) => Number(text.replaceAll(',', '')));
    return !canFollow || JSON.stringify(is) === JSON.stringify(told);
  };
  await rig.until(`what is offered about number ${which} as it should be`, fits, 30_000).catch((cause: unknown) => {
    throw new Error(JSON.stringify({ which, canFollow, moves, told, seen }), { cause });
  });
  if (wanted === 'toContent' && canFollow) {
    await choose(rig, document, 'adjust');
    await erp.taken(document);
    done({ inErp: plus(own.inErp, moves), said: pair.says(which) });
  } else if (wanted === 'leave') {
    await choose(rig, document, 'leave');
    await rig.untilStage(document.sourceId, ['left']);
    done({ isLeft: true });
  } else {
    await choose(rig, document, 'byHand');
    await rig.untilStage(document.sourceId, ['byHand']);
    done({ byHand: plus(own.byHand, moves), said: pair.says(which) });
  }
}

/** The numbers are posted as their contracts say; `three` is posted at the end or waits. Gives whether both differed at once. */
export async function walkPair(
  erp: WalkedErp,
  [one, two, three]: readonly [DocumentRow, DocumentRow, DocumentRow],
  path: readonly PairStep[],
): Promise<{ readonly bothDiffered: boolean }> {
  const { rig } = erp;
  const pair = new Pair(erp, one, two);
  let bothDiffered = false;
  for (const each of path) {
    const before = [pair.says('one'), pair.says('two')];
    edited(pair, each);
    const { one: lower, two: higher } = pair.numbers;
    const { total: totalBefore, withheld: withheldBefore } = lower.content;
    if (pair.says('one') !== before[0]) {
      lower.isLeft = false;
      await erp.editTo(one, lower.content);
    }
    if (pair.says('two') !== before[1]) {
      higher.isLeft = false;
      await erp.editTo(two, { ...higher.content, totalBefore, withheldBefore });
    }
    bothDiffered ||=
      !pair.isAgainst() && ['one' as const, 'two' as const].every((which) => pair.movesItems(pair.missing(which)));
    const order: readonly Which[] = each.first === 'one' ? ['one', 'two'] : ['two', 'one'];
    for (const which of order) await chooseAbout(erp, pair, which, each.choices[which]);
    const books = async (document: DocumentRow) => plus(await erp.books(document), {});
    const are = { one: await books(one), two: await books(two) };
    expect({ each, ...are }).toEqual({ each, one: lower.inErp, two: higher.inErp });
  }
  const { two: higher } = pair.numbers;
  await erp.editTo(three, next(higher.content));
  const isHeld = pair.isOpen('one') || pair.isOpen('two') || !pair.isReached();
  if (isHeld) await rig.untilStage(three.sourceId, ['held', 'waiting']);
  else await erp.taken(three);
  const more = isHeld ? {} : booksOf(erp, { ...higher.content, total: '1000.00', withheld: '100.00' });
  expect(plus(await erp.books(three), {})).toEqual(plus(more, {}));
  return { bothDiffered };
}
