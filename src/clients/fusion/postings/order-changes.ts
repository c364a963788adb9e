import {
  changeMarkIn,
  lineIdFact,
  type OrderChangeBody,
  type ShownOrderChange,
} from '../../../domain/fusion/kinds/order-change';
import { submittedFact } from '../../../domain/fusion/kinds/purchase-order';
import { orderStage, type Order, type OrderLine, type OrderWithChange } from '../../../domain/fusion/order';
import type { Found, Reference } from '../../../domain/posting/look';
import type { PostingStage } from '../../../domain/posting/stages/posting-stage';
import { ClientError } from '../../http/client-error';
import { text } from '../calls/cells';
import type { Row } from '../calls/collection-page';
import { changeIndicator, itemPath, linkedSchema } from '../calls/item-links';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';
import { pendingChange } from '../facts/orders';
import { chargeAccount, lineJson } from './orders';
import { describedBy, ourKeyIn } from './our-keys';
import { beforeSending, changedMeanwhile, notYetThere } from './written';

const ask = 'ask procurement why the order cannot be changed, and for a role that may change orders';

/**
 * What stands of a change: its lines on the order, once it is in force; else the change that is pending under our key. Nothing of
 * it stands where neither shows it. `known`: facts of earlier looks.
 */
export function foundChange(
  body: OrderChangeBody,
  { order, change }: OrderWithChange,
  known: Readonly<Record<string, string>>,
): Found | null {
  const onOrder = ownLines(body, order, known);
  const isOurs = change !== null && ourKeyIn(change.pendingChange ?? '') === body.key;
  if (onOrder.length > 0) return found(body, order, onOrder, { ...inForce(order, onOrder), missing: [] });
  if (!isOurs) return null;
  const drafted = ownLines(body, change, known);
  const stage = draftStage(change.status);
  // What its approvers have is complete as it is; what is missing of it is another content.
  const there = new Set(drafted.map(({ mark }) => mark));
  const missing = stage === 'stands' ? body.lines.map(({ mark }) => mark).filter((mark) => !there.has(mark)) : [];
  return found(body, order, drafted, { stage, stageWord: change.status, missing });
}

interface OwnLine {
  readonly mark: string;
  readonly line: OrderLine;
}

/** By its mark, or by the id that it is known to have. */
function ownLines(
  { lines }: OrderChangeBody,
  order: Order,
  known: Readonly<Record<string, string>>,
): readonly OwnLine[] {
  return order.lines.flatMap((line): OwnLine[] => {
    const own = lines.find(
      ({ mark, item }) => changeMarkIn(line.description) === mark || known[lineIdFact(item)] === line.lineId,
    );
    return own === undefined ? [] : [{ mark: own.mark, line }];
  });
}

function found(
  { lines, headerId: poHeaderId }: OrderChangeBody,
  { number: orderNumber }: Order,
  own: readonly OwnLine[],
  where: Pick<Found, 'stage' | 'stageWord' | 'missing'>,
): Found {
  const shown: ShownOrderChange = {
    lines: own.map(({ mark, line }) => ({ mark, account: chargeAccount(line), amount: line.ordered ?? '0' })),
  };
  const items = new Map(lines.map(({ mark, item }) => [mark, item]));
  const ids = own.map(({ mark, line }): [string, string] => [lineIdFact(items.get(mark) ?? ''), line.lineId]);
  return {
    ...where,
    reference: { poHeaderId, orderNumber },
    shown,
    // Facts are added to those of earlier looks: what was seen once stays known.
    facts: { ...Object.fromEntries(ids), ...(where.stage === 'stands' ? {} : { [submittedFact]: 'yes' }) },
  };
}

/** Lines on the order are in force, whatever becomes of that: closed, on hold; canceled they are voided. */
function inForce(
  { status }: Order,
  own: readonly OwnLine[],
): { readonly stage: PostingStage; readonly stageWord: string } {
  const isCanceled = status === 'CANCELED' || own.every(({ line }) => line.status === 'CANCELED');
  return { stage: isCanceled ? 'voided' : 'posted', stageWord: isCanceled ? 'CANCELED' : status };
}

/** Of what is pending nothing is in force, whatever it is called. */
function draftStage(status: string): PostingStage {
  const stage = orderStage(status);
  return stage === 'posted' || stage === 'voided' ? 'delivered' : stage;
}

/**
 * Begins a change of the order under our key, unless ours is begun, and adds the lines that it lacks (reference 6.4). One that is
 * not ours is neither edited nor added to: then nothing is sent.
 */
export async function changeOrder(
  fusion: FusionConnection,
  body: OrderChangeBody,
  missing?: readonly string[],
): Promise<Reference> {
  const operation = 'change order';
  const { headerId, key, words } = body;
  const before = await beforeSending(operation, () => draftOf(fusion, headerId));
  if (before === null) throw changedMeanwhile(operation, 'the order cannot be had as a draft by its link or its id');
  const pending = pendingChange(before.row);
  if (pending !== null && ourKeyIn(pending) !== key) throw changedMeanwhile(operation, 'another change is pending');
  let { path } = before;
  if (pending === null) {
    await call(fusion, operation, {
      method: 'PATCH',
      path,
      json: { ChangeOrderDescription: describedBy(key, words) },
      // Whoever began a change since then is not run over.
      changeIndicator: changeIndicator(linkedSchema.parse(before.row)),
    });
    // The change may be called otherwise than the order.
    path = (await draftOf(fusion, headerId))?.path ?? path;
  }
  for (const line of body.lines.filter(({ mark }) => missing === undefined || missing.includes(mark))) {
    await call(fusion, operation, { method: 'POST', path: `${path}/child/lines`, json: lineJson(line, body) });
  }
  return { poHeaderId: headerId, orderNumber: body.orderNumber };
}

function call(
  { caller }: FusionConnection,
  operation: string,
  {
    json,
    ...request
  }: Pick<Parameters<FusionConnection['caller']['call']>[0], 'method' | 'path' | 'changeIndicator'> & {
    readonly json: object;
  },
): Promise<unknown> {
  return caller
    .call({ ...request, operation, effect: 'write', body: { as: 'item', json }, ask })
    .catch((error: unknown) => {
      throw notYetThere(operation, error);
    });
}

/**
 * The order among the drafts, where it is addressed to be changed. Keys are opaque, and whether an open order is listed there
 * nobody documents: else it is tried by its plain id, as Oracle's own examples have it (reference 1.5). Null: neither.
 */
export async function draftOf(
  fusion: FusionConnection,
  headerId: string,
): Promise<{ readonly row: Row; readonly path: string } | null> {
  const asked = {
    resource: 'draftPurchaseOrders',
    purpose: 'draft',
    key: 'POHeaderId',
    conditions: [equalId('POHeaderId', headerId)],
  };
  const [listed] = await fusion.collections.all(asked);
  const row = listed ?? (await byPlainId(fusion, headerId));
  if (row === null || text(row, 'POHeaderId') !== headerId) return null;
  return { row, path: itemPath(linkedSchema.parse(row), fusion.settings.baseUrl) };
}

async function byPlainId({ caller }: FusionConnection, headerId: string): Promise<Row | null> {
  try {
    const answer = await caller.call({
      operation: 'read draft',
      effect: 'read',
      method: 'GET',
      path: `draftPurchaseOrders/${headerId}`,
      ask,
    });
    return answer as Row;
  } catch (error) {
    if (error instanceof ClientError && error.detail['reason'] === 'notFound') return null;
    throw error;
  }
}
