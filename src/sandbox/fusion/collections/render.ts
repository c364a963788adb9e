import { numberOf, type JsonObject, type JsonValue } from '../../http/json-value';
import type { Item } from '../items/item';
import { shownCell } from '../items/shown-cell';
import type { ResourceDefinition } from '../resources/definition';
import { changeIndicator, pathKey } from './keys';
import type { Projection } from './projection';

export interface RenderContext {
  readonly framework: number;
  readonly timeZone: string;
  readonly onlyData: boolean;
  /** Relations that are asked for with `links=self`; undefined: all. */
  readonly links: ReadonlySet<string> | undefined;
  /** Children that one page of an expanded collection holds; 0: all. */
  readonly childLimit: number;
  /** `suppliers.TaxpayerId`: shown as null, as the user may not read it. */
  readonly restricted: readonly string[];
  /** How the pod spells the words of a status. */
  readonly words: Readonly<Record<string, string>>;
}

export interface Place {
  readonly definition: ResourceDefinition;
  /** Address of the collection, with the port: `https://pod:443/fscmRestApi/resources/11.13.18.05/suppliers`. */
  readonly href: string;
  readonly parentHref: string | undefined;
  readonly parentName: string | undefined;
}

export function renderItem(item: Item, place: Place, projection: Projection, context: RenderContext): JsonObject {
  const { definition } = place;
  const shown: Record<string, JsonValue> = {};
  for (const attribute of definition.attributes) {
    if (!attribute.isHidden && (projection.attributes?.has(attribute.name) ?? true)) {
      const isRestricted = context.restricted.includes(`${definition.name}.${attribute.name}`);
      const value = isRestricted ? null : item.values[attribute.name];
      const isWord = typeof value === 'string' && /Status$/.test(attribute.name);
      const cell = isWord ? (context.words[value] ?? value) : value;
      shown[attribute.name] = shownCell(attribute, cell, context.framework, context.timeZone);
    }
  }
  if (definition.isOpen) {
    for (const [name, cell] of Object.entries(item.values)) {
      if (!(name in shown) && (projection.attributes?.has(name) ?? true) && !isListed(definition, name))
        shown[name] = cell;
    }
  }
  const self = `${place.href}/${pathKey(definition, item)}`;
  for (const [name, inner] of projection.children) {
    const child = definition.children.find((each) => each.name === name);
    if (child !== undefined) {
      const at = { definition: child, href: `${self}/child/${name}`, parentHref: self, parentName: definition.name };
      shown[name] = renderChildren(item.list(name), at, inner, context);
    }
  }
  return { ...shown, ...(context.onlyData ? {} : linksOf(item, place, self, context)) };
}

const isListed = (definition: ResourceDefinition, name: string): boolean =>
  definition.attributes.some((attribute) => attribute.name === name);

/** A bare array until framework 2, a collection with pages from framework 3 on (reference 1.4). */
function renderChildren(items: Item[], place: Place, projection: Projection, context: RenderContext): JsonValue {
  if (context.framework < 3) {
    return items.map((item) => renderItem(item, place, projection, context));
  }
  const limit = context.childLimit === 0 ? Math.max(items.length, 1) : context.childLimit;
  const page = items.slice(0, limit);
  return envelope(
    page.map((item) => renderItem(item, place, projection, context)),
    place,
    context,
    {
      hasMore: items.length > page.length,
      limit,
      offset: 0,
    },
  );
}

export function envelope(
  items: readonly JsonValue[],
  place: Place,
  context: RenderContext,
  page: { readonly hasMore: boolean; readonly limit: number; readonly offset: number; readonly total?: number },
): JsonObject {
  const { name } = place.definition;
  return {
    items,
    ...(page.total === undefined ? {} : { totalResults: numberOf(page.total) }),
    count: numberOf(items.length),
    hasMore: page.hasMore,
    limit: numberOf(page.limit),
    offset: numberOf(page.offset),
    links: [{ rel: 'self', href: place.href, name, kind: 'collection' }],
  };
}

function linksOf(item: Item, place: Place, self: string, context: RenderContext): JsonObject {
  const { definition } = place;
  const indicator = changeIndicator(definition, item);
  const link = (rel: string, href: string, name: string, kind: string): JsonObject => ({ rel, href, name, kind });
  const all: JsonObject[] = [
    { ...link('self', self, definition.name, 'item'), properties: { changeIndicator: indicator } },
    link('canonical', self, definition.name, 'item'),
    ...(place.parentHref === undefined ? [] : [link('parent', place.parentHref, place.parentName ?? '', 'item')]),
    ...definition.children.map(({ name }) => link('child', `${self}/child/${name}`, name, 'collection')),
  ];
  const links = all.filter(({ rel }) => context.links?.has(rel as string) ?? true);
  if (context.framework < 9) {
    return { links };
  }
  return { '@context': { key: pathKey(definition, item), headers: { ETag: `"${indicator}"` }, links } };
}
