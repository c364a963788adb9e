import type { Place, RenderContext } from '../collections/render';
import type { FusionState } from '../fusion-state';
import type { ResourceDefinition } from '../resources/definition';
import type { FusionRequest } from './fusion-request';
import type { Location } from './locate';

const VERSION = '11.13.18.05';

/** How an answer to this request is written. */
export function contextOf(state: FusionState, request: FusionRequest): RenderContext {
  const { timeZone, expandedChildLimit, restrictedAttributes, words } = state.settings;
  const links = request.query.get('links');
  return {
    framework: request.framework,
    timeZone,
    onlyData: request.query.get('onlyData') === 'true',
    links: links === null ? undefined : new Set(links.split(',')),
    childLimit: expandedChildLimit,
    restricted: restrictedAttributes,
    words,
  };
}

/** Links carry the port, also the default one (reference 1.1), and the host that the pod believes to have. */
export function originOf({ settings }: FusionState, request: FusionRequest): string {
  const host = request.header('host');
  const own = `http://${/:\d+$/.test(host) ? host : `${host}:80`}`;
  return settings.linkOrigin === '' ? own : settings.linkOrigin;
}

export function placeOf(state: FusionState, request: FusionRequest, location: Location): Place {
  const parent = location.parentPlaces.at(-1);
  return {
    ...rootPlace(state, request, location.definition, location.path),
    parentHref: parent === undefined ? undefined : `${baseOf(state, request)}/${parent.href}`,
    parentName: parent?.definition.name,
  };
}

export function rootPlace(
  state: FusionState,
  request: FusionRequest,
  definition: ResourceDefinition,
  path: string = definition.name,
): Place {
  return { definition, href: `${baseOf(state, request)}/${path}`, parentHref: undefined, parentName: undefined };
}

const baseOf = (state: FusionState, request: FusionRequest): string =>
  `${originOf(state, request)}/fscmRestApi/resources/${VERSION}`;
