import { accountName, parseAccountName, type Account } from '../account';
import { isZero, minus, negate, plus, toAmount } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { Entry } from '../../posting/books/entry';
import type { PostedEffect, PostedEffects } from '../../posting/books/posted-effects';
import { cutText } from '../../text/cut-text';
import { orderLineKeys } from '../bodies/order-line-key';
import { toOrderReference } from '../bodies/order-reference';
import type { ChangedOrderLine } from '../bodies/order-change-body';
import type { OrderReference } from '../bodies/posting-body';
import type { ErpOrderLine } from '../erp-facts';
import { orderChange, type OrderChangeDraft } from '../kinds/order-change';
import type { JdeLine } from './coded-line';
import { descriptionLength } from './plan-order';

/** An order of the requisition that stands, with what our ledger says of it. */
export interface StandingOrder {
  readonly reference: OrderReference;
  /** What it carries, by line, without what the decision in question changed of it. */
  readonly carried: readonly CarriedLine[];
  /** Lines that the decision in question changes already, whatever became of that; null: it does not yet. */
  readonly underWay: ReadonlySet<string> | null;
}

interface CarriedLine {
  readonly key: string;
  readonly item: string;
  readonly account: string;
  readonly amount: string;
}

export interface OrderChangePlan {
  /** Null: nothing of it is to be changed. */
  readonly draft: OrderChangeDraft | null;
  /** What becomes of each line that differs, for whoever chooses. */
  readonly says: Readonly<Record<string, string>>;
  /** Lines that differ are left as they stand. */
  readonly leaves: boolean;
}

/** Null: the requisition has no order that stands in JDE. */
export function standingOrder(effects: PostedEffects, because: string): StandingOrder | null {
  const standing = effects.standing();
  const order = standing.newest('order');
  if (order?.posting?.reference == null) return null;
  const isOwn = ({ posting }: PostedEffect): boolean => posting?.because === because;
  const changes = effects.ofStep('orderChange').all.filter(({ posting }) => posting?.kind === orderChange.name);
  const others = standing.all.filter((one) => one.step === 'order' || (changes.includes(one) && !isOwn(one)));
  const own = changes.find(
    (one) => isOwn(one) && ['sent', 'uncertain', 'confirmed'].includes(one.posting?.state ?? ''),
  );
  return {
    reference: toOrderReference(order.posting.reference),
    carried: carriedLines(others.flatMap(({ entries }) => entries)),
    underWay: own === undefined ? null : new Set(own.entries.map(({ orderLine }) => orderLine)),
  };
}

/** A line that was recoded is on the account that it came to; one at 0.00 on the last that it had. */
function carriedLines(entries: readonly Entry[]): readonly CarriedLine[] {
  const keys = [...new Set(entries.map(({ orderLine }) => orderLine))].filter((key) => key !== '');
  return keys.flatMap((key) => {
    const own = entries.filter(({ orderLine }) => orderLine === key);
    const sums = new Map<string, string>();
    for (const { account, amount } of own) sums.set(account, plus(sums.get(account) ?? '0', amount));
    const [on] = [...sums].filter(([, amount]) => !isZero(amount));
    const last = own.at(-1);
    if (last === undefined) return [];
    return [{ key, item: last.item, account: on?.[0] ?? last.account, amount: on?.[1] ?? '0' }];
  });
}

export interface OrderChangeFacts {
  readonly order: StandingOrder;
  /** As they stand in JDE. */
  readonly lines: readonly ErpOrderLine[];
  /** What the requisition comes to. */
  readonly whole: readonly JdeLine[];
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly foreign: boolean;
  readonly glDate: string;
}

/**
 * Lines of the order that are open are set to what the requisition says by now, and those that it lacks are added while any is
 * open. A line that is closed, received or changed by others is left as it stands.
 */
export function planOrderChange(facts: OrderChangeFacts): OrderChangePlan {
  const { order, lines, company, supplier, foreign, glDate } = facts;
  const isOpen = lines.some(({ state }) => state === 'open');
  const targets = targetsOf(facts);
  const takes = ({ key, base }: ChangedOrderLine): boolean => {
    if (order.underWay !== null) return order.underWay.has(key);
    const stands = lines.find((one) => one.key === key);
    if (base === null) return isOpen && stands === undefined;
    return stands?.state === 'open' && isAt(stands, base, foreign);
  };
  const changed = targets.filter((line) => takes(line) || isThere(facts, line));
  const keys = new Set([...order.carried.map(({ key }) => key), ...changed.map(({ key }) => key)]);
  return {
    draft:
      changed.length === 0
        ? null
        : {
            kind: 'orderChange',
            ...{ company, supplier, order: order.reference, glDate, foreign, lines: changed.map(bare) },
            allKeys: [...keys],
            items: changed.flatMap((line) => movedItems(line)),
          },
    says: Object.fromEntries(
      targets.map((line) => [
        `order line ${line.key}`,
        changed.includes(line) ? becomes(line, facts.currency) : stays(line, facts),
      ]),
    ),
    leaves: changed.length < targets.length,
  };
}

type Target = ChangedOrderLine & { readonly item: string };

/** Of each line that differs, what it is to be. */
function targetsOf({ order, whole, currency }: OrderChangeFacts): readonly Target[] {
  const wanted = whole.filter((line) => !isZero(line.gross));
  const own = order.carried.map(({ key, item, account, amount }): Target => {
    const line = wanted.find(({ itemKey }) => itemKey === item);
    const base = { account: parseAccountName(account), amount: toAmount(amount, currency) };
    return {
      ...{ key, item, base, account: line?.account ?? base.account, amount: toAmount(line?.gross ?? '0', currency) },
      description: cutText(line?.description ?? '', descriptionLength),
    };
  });
  const added = wanted.filter((line) => order.carried.every(({ item }) => item !== line.itemKey));
  const keys = orderLineKeys([...order.carried, ...added].map((one) => ('itemKey' in one ? one.itemKey : one.key)));
  const names = keys.slice(order.carried.length);
  const fresh = added.map(({ itemKey, account, gross, description }, index): Target => ({
    ...{ key: names[index] ?? itemKey, item: itemKey, base: null, account, amount: gross },
    description: cutText(description, descriptionLength),
  }));
  return [...own.filter(({ base, ...target }) => base === null || !sameAs(base, target)), ...fresh];
}

/** It shows the target already: somebody set it so, or our own change did. */
function isThere({ lines, foreign }: OrderChangeFacts, { key, base, ...target }: ChangedOrderLine): boolean {
  const stands = lines.find((one) => one.key === key);
  return base !== null && stands !== undefined && isAt(stands, target, foreign);
}

function isAt(line: ErpOrderLine, { account, amount }: Pick<ChangedOrderLine, 'account' | 'amount'>, foreign: boolean) {
  return sameAs({ account: line.account, amount: foreign ? line.foreignAmount : line.amount }, { account, amount });
}

interface AccountAndAmount {
  readonly account: Pick<Account, 'businessUnit' | 'object' | 'subsidiary'>;
  readonly amount: string;
}

function sameAs(one: AccountAndAmount, other: AccountAndAmount): boolean {
  return accountName(one.account) === accountName(other.account) && isZero(minus(one.amount, other.amount));
}

function bare({ item: _, ...line }: Target): ChangedOrderLine {
  return line;
}

function movedItems({ key: orderLine, item: itemKey, base, account, amount }: Target): OrderChangeDraft['items'] {
  const now = { itemKey, orderLine, account: accountName(account) };
  if (base === null) return [{ ...now, gross: amount }];
  const before = { itemKey, orderLine, account: accountName(base.account) };
  if (before.account === now.account) return [{ ...now, gross: minus(amount, base.amount) }];
  return [
    { ...before, gross: negate(base.amount) },
    { ...now, gross: amount },
  ].filter(({ gross }) => !isZero(gross));
}

function becomes({ base, account, amount }: Target, currency: string): string {
  const to = `${readableAmount(amount, currency)} on ${accountName(account)}`;
  if (base === null) return `is added with ${to}`;
  return `from ${readableAmount(base.amount, currency)} on ${accountName(base.account)} to ${to}`;
}

function stays({ key, base }: Target, { lines, currency }: OrderChangeFacts): string {
  if (base === null) return 'is not added, no line of the order is open';
  const stands = lines.find((one) => one.key === key);
  const why = stands === undefined ? 'it is not on the order' : whyLeft[stands.state];
  return `stays at ${readableAmount(base.amount, currency)} on ${accountName(base.account)}: ${why}`;
}

const whyLeft = {
  open: 'somebody changed it in JDE',
  closed: 'it is closed',
  received: 'it was received or matched',
  waits: 'a change of it waits for its release',
} as const satisfies Record<ErpOrderLine['state'], string>;
