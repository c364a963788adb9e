import { hasPathKey } from '../collections/keys';
import type { Item } from '../items/item';
import { servedResource } from '../resources/catalog';
import type { ResourceDefinition } from '../resources/definition';
import type { FusionUser } from '../identity/authorize';
import type { Actor, Behaviour } from './behaviour';
import { behaviourOf } from './behaviours';
import { FusionError, notFound } from './fusion-error';

/** Where a path leads: a collection, an item of it, or an action on either. */
export interface Location {
  readonly definition: ResourceDefinition;
  readonly behaviour: Behaviour;
  readonly parents: readonly Item[];
  readonly parentPlaces: readonly { readonly definition: ResourceDefinition; readonly href: string }[];
  /** Path of the collection below the version. */
  readonly path: string;
  readonly item: Item | undefined;
  readonly action: string | undefined;
  readonly isDescribe: boolean;
}

const BASE = /^\/fscmRestApi\/resources\/(11\.13\.18\.05|latest)\/(.+)$/;

/** Segments of `suppliers/300000047414503/child/sites`, decoded no further than the router needs. */
export function segmentsOf(path: string): string[] | undefined {
  return BASE.exec(path)?.[2]?.replace(/\/$/, '').split('/');
}

export function locate(actor: Actor, user: FusionUser, path: string): Location {
  const segments = segmentsOf(path);
  const definition = segments === undefined ? undefined : servedResource(segments[0] ?? '', actor.state.settings);
  if (segments === undefined || definition === undefined) {
    throw notFound(`The resource ${path}`);
  }
  if (user.deniedResources.includes(definition.name)) {
    throw new FusionError(403, `The user does not have the privilege for ${definition.name}.`);
  }
  const names = [definition.name];
  const behaviour = behaviourOf(names);
  const isSeen = (item: Item): boolean => isSeenBy(user, definition.name, item);
  const found = (behaviour.findable?.(actor) ?? rowsOf(actor, definition, behaviour)).filter(isSeen);
  return follow(
    actor,
    { definition, names, items: found, parents: [], places: [], path: definition.name },
    segments.slice(1),
  );
}

/** The rows of a root collection that this user sees; others are left out without a word. */
export function listedRows(actor: Actor, user: FusionUser, location: Location): Item[] {
  const own = location.parents.at(-1);
  const rows = own?.list(location.definition.name) ?? rowsOf(actor, location.definition, location.behaviour);
  const { listedAfterMs } = actor.state.settings;
  const latest = actor.state.nowMs() - listedAfterMs;
  const root = location.path.split('/')[0] ?? '';
  return rows.filter(
    (item) => isSeenBy(user, root, item) && (listedAfterMs === 0 || (item.createdAtMs ?? 0) <= latest),
  );
}

export function rowsOf(actor: Actor, definition: ResourceDefinition, behaviour: Behaviour): Item[] {
  return behaviour.rows?.(actor) ?? actor.state.collection(definition.name).all();
}

function isSeenBy(user: FusionUser, resource: string, item: Item): boolean {
  if (user.emptyResources?.includes(resource) === true) return false;
  const units = ['BusinessUnit', 'ProcurementBU', 'BusinessUnitName'].map((name) => item.text(name));
  return !units.some((unit) => user.hiddenBusinessUnits.includes(unit));
}

interface Step {
  readonly definition: ResourceDefinition;
  readonly names: readonly string[];
  readonly items: readonly Item[];
  readonly parents: readonly Item[];
  readonly places: Location['parentPlaces'];
  readonly path: string;
}

function follow(actor: Actor, step: Step, rest: readonly string[]): Location {
  const { definition, names, items, parents, places, path } = step;
  const at = { definition, behaviour: behaviourOf(names), parents, parentPlaces: places, path };
  const [segment, kind, name, ...more] = rest;
  if (segment === undefined) {
    return { ...at, item: undefined, action: undefined, isDescribe: false };
  }
  if (segment === 'describe' && kind === undefined) {
    return { ...at, item: undefined, action: undefined, isDescribe: true };
  }
  if (segment === 'action' && kind !== undefined && name === undefined) {
    return { ...at, item: undefined, action: kind, isDescribe: false };
  }
  const item = items.find((each) => hasPathKey(definition, each, segment, actor.state.settings));
  if (item === undefined) {
    throw notFound(`The ${definition.name} ${segment}`);
  }
  if (kind === undefined) {
    return { ...at, item, action: undefined, isDescribe: false };
  }
  if (kind === 'action' && name !== undefined && more.length === 0) {
    return { ...at, item, action: name, isDescribe: false };
  }
  const child = kind === 'child' ? definition.children.find((each) => each.name === name) : undefined;
  if (child === undefined) {
    throw notFound(`The resource ${rest.join('/')}`);
  }
  const next = {
    definition: child,
    names: [...names, child.name],
    items: item.list(child.name),
    parents: [...parents, item],
    places: [...places, { definition, href: `${path}/${segment}` }],
    path: `${path}/${segment}/child/${child.name}`,
  };
  return follow(actor, next, more);
}
