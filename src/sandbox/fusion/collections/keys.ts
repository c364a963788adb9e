import { createHash } from 'node:crypto';
import type { Item } from '../items/item';
import type { ResourceDefinition } from '../resources/definition';
import type { FusionSandboxSettings } from '../settings';

const INDICATOR = 'ACED0005737200136A6176612E7574696C2E41727261794C697374';

/** The last segment of a path to an item: its number, or a hash that nobody but the pod can make (reference 1.5). */
export function pathKey(definition: ResourceDefinition, item: Item): string {
  const key = item.text(definition.key);
  return definition.keyForm === 'plain' ? encodeURIComponent(key) : opaque(definition.name, key);
}

export function hasPathKey(
  definition: ResourceDefinition,
  item: Item,
  segment: string,
  settings: Pick<FusionSandboxSettings, 'plainKeys'>,
): boolean {
  const isPlain = definition.keyForm === 'plain' || settings.plainKeys === 'accepted';
  return (
    pathKey(definition, item) === segment || (isPlain && item.text(definition.key) === decodeURIComponent(segment))
  );
}

function opaque(resource: string, key: string): string {
  const hash = createHash('sha256').update(`${resource}/${key}`).digest('hex').slice(0, 32).toUpperCase();
  return `00020000000EACED00057708${hash}`;
}

export function changeIndicator(definition: ResourceDefinition, item: Item): string {
  const state = `${definition.name}/${item.text(definition.key)}/${item.version}`;
  return `${INDICATOR}${createHash('sha256').update(state).digest('hex').slice(0, 40).toUpperCase()}`;
}
