import type { JsonObject } from '../../http/json-value';
import { badRequest, FusionError } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';
import type { ResourceDefinition } from '../resources/definition';
import type { Test } from './condition';
import { compareWith } from './condition';
import { ordered } from './order-by';
import { projectionOf } from './projection';
import { compileQuery } from './query';
import { envelope, renderItem, type Place, type RenderContext } from './render';

const DEFAULT_LIMIT = 25;

/** One page of a collection; each call is a new query (reference 2.5). */
export function pageOf(
  items: readonly Item[],
  query: URLSearchParams,
  place: Place,
  state: FusionState,
  context: RenderContext,
): JsonObject {
  const { definition } = place;
  const { settings } = state;
  const tests: Test[] = [];
  const q = query.get('q');
  if (q !== null) {
    tests.push(compileQuery(q, definition, context.framework, settings));
  }
  const finder = query.get('finder');
  if (finder !== null) {
    tests.push(finderTest(finder, definition));
  }
  if (query.get('totalResults') === 'true' && settings.totalResultsFails.includes(definition.name)) {
    throw new FusionError(500, 'Internal Server Error');
  }
  const projection = projectionOf(query, definition, settings);
  const found = items.filter((item) => tests.every((test) => test(item)));
  const sorted = ordered(found, query.get('orderBy'), definition, state);
  const limit = Math.min(countOf(query, 'limit', DEFAULT_LIMIT, 1), settings.maxLimit);
  const offset = countOf(query, 'offset', 0, 0);
  const page = sorted.slice(offset, offset + limit);
  return envelope(
    page.map((item) => renderItem(item, place, projection, context)),
    place,
    context,
    {
      hasMore: offset + page.length < sorted.length,
      limit,
      offset,
      ...(query.get('totalResults') === 'true' ? { total: sorted.length } : {}),
    },
  );
}

function countOf(query: URLSearchParams, name: string, otherwise: number, least: number): number {
  const text = query.get(name);
  const count = text === null ? otherwise : Number(text);
  if (!Number.isInteger(count) || count < least) {
    throw badRequest(`The value ${text ?? ''} of ${name} is not valid.`);
  }
  return count;
}

/** `PrimaryKey;InvoiceId=1,Other='x'`. */
function finderTest(text: string, definition: ResourceDefinition): Test {
  const [name = '', ...variables] = text.split(/[;,]/);
  const known = definition.finders[name.trim()];
  if (known === undefined) {
    throw badRequest(`The finder ${name} is not valid for ${definition.name}.`);
  }
  const tests = variables.map((variable) => {
    const equals = variable.indexOf('=');
    const asked = known[variable.slice(0, equals).trim()];
    const attribute = definition.attributes.find((each) => each.name === asked);
    const value = variable
      .slice(equals + 1)
      .trim()
      .replace(/^'(.*)'$/, '$1');
    const compare = attribute === undefined ? undefined : compareWith(attribute, '=', { text: value, isQuoted: true });
    if (attribute === undefined || compare === undefined) {
      throw badRequest(`The variable ${variable} of the finder ${name} is not valid for ${definition.name}.`);
    }
    return (item: Item): boolean => compare(item.values[attribute.name] ?? null);
  });
  return (item) => tests.every((test) => test(item));
}
