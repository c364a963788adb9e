import { notYetRevised, type Revised } from '../../../domain/fusion/kinds/order-revision';
import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import { statusOf, type Order } from '../../../domain/fusion/order';
import type { Found, Reference } from '../../../domain/posting/look';
import { askedAgainFacts } from '../../../domain/posting/stages/asked-again';
import { text } from '../calls/cells';
import { childrenSchema, type Row } from '../calls/collection-page';
import { changeIndicator, itemPath, linkedSchema } from '../calls/item-links';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';
import { draftStatuses } from '../ports/draft-problems';
import { foundOrder, lineJson } from './orders';
import { describedBy, ourKeyIn } from './our-keys';
import { beforeSending, changedMeanwhile, notYetThere, num } from './written';

const operation = 'revise draft';
const ask = 'ask procurement why the draft cannot be changed, and for a role that may change draft purchase orders';

/**
 * What stands of a draft that took over another content: nothing while it carries its former key. `known`: facts of earlier
 * looks. That it is to be submitted once, whatever its status was left at, is noted by the first look that sees it.
 */
export function foundRevision(
  body: OrderBody,
  order: Order,
  known: Readonly<Record<string, string>>,
): readonly Found[] {
  const { revises, lines, key } = body;
  if (revises === undefined || ourKeyIn(order.description) === revises.key) return [];
  const found = foundOrder(order);
  const missing =
    found.stage === 'stands' || found.stage === 'returned'
      ? notYetRevised(revises.lines, lines, found.shown.lines)
      : [];
  const isNews = known[askedAgainFacts.asked] === undefined;
  return [{ ...found, missing, facts: { ...found.facts, ...(isNews ? { [askedAgainFacts.asked]: key } : {}) } }];
}

/**
 * Writes the key and the changed lines onto a draft, then adds and takes away lines (reference 6.2, 6.4). Absolute targets: what
 * is as wanted already is not sent. Only what is ours, and a draft still.
 */
export async function reviseDraft(
  fusion: FusionConnection,
  body: OrderBody,
  revises: Revised,
  missing: readonly string[] = notYetRevised(revises.lines, body.lines, revises.lines),
): Promise<Reference> {
  const { headerId } = revises;
  const row = await beforeSending(operation, () => draftRow(fusion, headerId));
  if (row === null) throw changedMeanwhile(operation, 'the draft is not there any more');
  if (!draftStatuses.includes(statusOf(text(row, 'StatusCode')))) {
    throw changedMeanwhile(operation, 'the order is no draft any more');
  }
  if (![revises.key, body.key].includes(ourKeyIn(text(row, 'Description')))) {
    throw changedMeanwhile(operation, 'the draft does not carry our key');
  }
  const linked = linkedSchema.parse(row);
  const path = itemPath(linked, fusion.settings.baseUrl);
  const there = linesOf(row).filter((line) => missing.includes(text(line, 'LineNumber')));
  const isWanted = (line: Row): boolean => body.lines.some(({ number }) => number === text(line, 'LineNumber'));
  await call(fusion, {
    method: 'PATCH',
    path,
    json: {
      Description: describedBy(body.key, body.words),
      lines: there.filter(isWanted).map((line) => changedJson(line, body)),
    },
    // Whoever changed the draft since it was read is not run over.
    changeIndicator: changeIndicator(linked),
  });
  const numbers = new Set(there.map((line) => text(line, 'LineNumber')));
  for (const line of body.lines.filter(({ number }) => missing.includes(number) && !numbers.has(number))) {
    const json = { LineNumber: num(line.number), ...lineJson(line, body) };
    await call(fusion, { method: 'POST', path: `${path}/child/lines`, json });
  }
  for (const line of there.filter((one) => !isWanted(one))) {
    await call(fusion, { method: 'DELETE', path: `${path}/child/lines/${text(line, 'POLineId')}` });
  }
  return { poHeaderId: headerId, orderNumber: text(row, 'OrderNumber') };
}

/** A line of ours has one schedule and one distribution; each level has the amount. */
function changedJson(line: Row, body: OrderBody): object {
  const wanted = body.lines.find(({ number }) => number === text(line, 'LineNumber'));
  if (wanted === undefined) throw new RangeError('the line is not wanted');
  const amount = { Amount: num(wanted.amount) };
  return {
    ...{ POLineId: num(text(line, 'POLineId')), Description: wanted.description, ...amount },
    schedules: children(line, 'schedules').map((schedule) => ({
      ...{ LineLocationId: num(text(schedule, 'LineLocationId')), ...amount },
      distributions: children(schedule, 'distributions').map((one) => ({
        PODistributionId: num(text(one, 'PODistributionId')),
        ...amount,
        POChargeAccountId: num(wanted.accountId),
      })),
    })),
  };
}

async function draftRow(fusion: FusionConnection, headerId: string): Promise<Row | null> {
  const [row] = await fusion.collections.all({
    resource: 'draftPurchaseOrders',
    purpose: 'draft',
    key: 'POHeaderId',
    conditions: [equalId('POHeaderId', headerId)],
    expand: 'lines.schedules.distributions',
  });
  return row ?? null;
}

function call(
  { caller }: FusionConnection,
  {
    json,
    ...request
  }: Pick<Parameters<FusionConnection['caller']['call']>[0], 'method' | 'path' | 'changeIndicator'> & {
    readonly json?: object;
  },
): Promise<unknown> {
  const body = json === undefined ? {} : { body: { as: 'item', json } as const };
  return caller.call({ ...request, ...body, operation, effect: 'write', ask }).catch((error: unknown) => {
    throw notYetThere(operation, error);
  });
}

function linesOf(row: Row): readonly Row[] {
  return children(row, 'lines');
}

function children(row: Row, name: string): readonly Row[] {
  return childrenSchema.parse(row[name]) ?? [];
}
