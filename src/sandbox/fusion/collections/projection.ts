import { FusionError, badRequest } from '../front/fusion-error';
import { attributeOf, type ResourceDefinition } from '../resources/definition';
import type { FusionSandboxSettings } from '../settings';

/** What of an item is shown: which attributes (undefined: all) and which children with what of them. */
export interface Projection {
  readonly attributes: ReadonlySet<string> | undefined;
  readonly children: ReadonlyMap<string, Projection>;
}

interface Draft {
  attributes: Set<string> | undefined;
  readonly children: Map<string, Draft>;
}

const nothingMore = (): Draft => ({ attributes: undefined, children: new Map() });

/** If both are sent only `fields` counts (reference 2.2). */
export function projectionOf(
  query: URLSearchParams,
  definition: ResourceDefinition,
  settings: Pick<FusionSandboxSettings, 'badFields' | 'expandOrderDistributions' | 'expandSuppliers'>,
): Projection {
  const fields = query.get('fields');
  if (fields !== null) {
    return byFields(fields, definition, settings);
  }
  const expand = query.get('expand');
  return expand === null ? nothingMore() : byExpand(expand, definition, settings);
}

export const wholeTree = (definition: ResourceDefinition): Projection => ({
  attributes: undefined,
  children: new Map(definition.children.map((child) => [child.name, wholeTree(child)])),
});

/** `A,B` or `A;child:X,Y;child.grandchild:Z`. */
function byFields(
  text: string,
  definition: ResourceDefinition,
  settings: Pick<FusionSandboxSettings, 'badFields'>,
): Projection {
  const bad = (what: string) =>
    settings.badFields === 'fails'
      ? new FusionError(500, 'Internal Server Error')
      : badRequest(`The field "${what}" is not valid for ${definition.name}.`);
  const root: Draft = { attributes: new Set(), children: new Map() };
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    const path = colon < 0 ? [] : part.slice(0, colon).trim().split('.');
    let [draft, resource] = [root, definition];
    for (const name of path) {
      const child = resource.children.find((each) => each.name === name);
      if (child === undefined) throw bad(part);
      [draft, resource] = [entered(draft, name, true), child];
    }
    for (const name of part
      .slice(colon + 1)
      .split(',')
      .map((each) => each.trim())) {
      const isKnown = attributeOf(resource, name)?.isHidden === false;
      if (!isKnown) throw bad(name);
      (draft.attributes ??= new Set()).add(name);
    }
  }
  return root;
}

function byExpand(
  text: string,
  definition: ResourceDefinition,
  settings: Pick<FusionSandboxSettings, 'expandOrderDistributions' | 'expandSuppliers'>,
): Projection {
  const root = nothingMore();
  for (const path of text.split(',').map((each) => each.trim())) {
    if (path === 'all') {
      definition.children.forEach((child) => entered(root, child.name, false));
      continue;
    }
    let [draft, resource] = [root, definition];
    for (const name of path.split('.')) {
      const child = resource.children.find((each) => each.name === name);
      if (child === undefined || isNotExpanded(definition, name, settings)) {
        throw badRequest(`The expand "${path}" is not valid for ${definition.name}.`);
      }
      [draft, resource] = [entered(draft, name, false), child];
    }
  }
  return root;
}

function isNotExpanded(
  { name }: ResourceDefinition,
  child: string,
  settings: Pick<FusionSandboxSettings, 'expandOrderDistributions' | 'expandSuppliers'>,
): boolean {
  if (name === 'suppliers') return !settings.expandSuppliers;
  return name === 'purchaseOrders' && child === 'distributions' && !settings.expandOrderDistributions;
}

function entered(draft: Draft, name: string, isByFields: boolean): Draft {
  const known = draft.children.get(name);
  if (known !== undefined) return known;
  const child: Draft = { attributes: isByFields ? new Set() : undefined, children: new Map() };
  draft.children.set(name, child);
  return child;
}
