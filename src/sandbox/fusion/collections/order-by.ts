import { createHash } from 'node:crypto';
import { badRequest } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';
import { attributeOf, type Attribute, type ResourceDefinition } from '../resources/definition';
import { orderOf } from './condition';

interface Term {
  readonly attribute: Attribute;
  readonly sign: 1 | -1;
}

/**
 * `orderBy=LastUpdateDate:asc,SupplierId:asc`. What it leaves open is the order in which rows came, or, with the setting
 * `unorderedPages` shuffled, another order in each call.
 */
export function ordered(
  items: Item[],
  text: string | null,
  definition: ResourceDefinition,
  state: FusionState,
): Item[] {
  const terms = text === null ? [] : text.split(',').map((term) => termOf(term, definition, state));
  const rank = tieRank(definition, state);
  return items
    .map((item, index) => ({ item, rank: rank(item, index) }))
    .sort((one, other) => {
      for (const { attribute, sign } of terms) {
        const order = compareCells(attribute, one.item, other.item);
        if (order !== 0) return order * sign;
      }
      return one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0;
    })
    .map(({ item }) => item);
}

function termOf(text: string, definition: ResourceDefinition, state: FusionState): Term {
  const [name = '', direction = 'asc'] = text.trim().split(':');
  const attribute = attributeOf(definition, name);
  const isSortable = state.settings.sortable[`${definition.name}.${name}`] ?? true;
  if (attribute === undefined || attribute.isHidden || !isSortable || !/^(asc|desc)$/i.test(direction)) {
    throw badRequest(`The orderBy "${text}" is not valid for ${definition.name}.`);
  }
  return { attribute, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
}

function tieRank(definition: ResourceDefinition, state: FusionState): (item: Item, index: number) => number | string {
  if (state.settings.unorderedPages === 'stable') {
    return (_item, index) => index;
  }
  state.pageCount += 1;
  const call = state.pageCount;
  return (item) =>
    createHash('sha1')
      .update(`${call}/${item.text(definition.key)}`)
      .digest('hex');
}

/** Nulls come last, as in the database. */
function compareCells(attribute: Attribute, one: Item, other: Item): number {
  const [a, b] = [one.values[attribute.name] ?? null, other.values[attribute.name] ?? null];
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  return orderOf(attribute, String(a), String(b));
}
