import type { JsonObject, JsonValue } from '../../http/json-value';
import type { Attribute, ResourceDefinition } from '../resources/definition';
import type { FusionSandboxSettings } from '../settings';
import { isQueryable } from './query';

const TYPES: Readonly<Record<Attribute['type'], string>> = {
  id: 'integer',
  integer: 'integer',
  number: 'number',
  text: 'string',
  date: 'string',
  timestamp: 'string',
  boolean: 'boolean',
};

/** `$.Resources.{resource}.attributes[*]` (reference 2.4). Segments of a chart are listed as they lie there. */
export function describe(
  definition: ResourceDefinition,
  segments: readonly string[],
  actions: readonly string[],
  settings: FusionSandboxSettings,
): JsonObject {
  return { Resources: { [definition.name]: described(definition, segments, actions, settings) } };
}

function described(
  definition: ResourceDefinition,
  segments: readonly string[],
  actions: readonly string[],
  settings: FusionSandboxSettings,
): JsonObject {
  const listed: JsonValue[] = definition.attributes
    .filter(({ isHidden }) => !isHidden)
    .map((attribute) => ({
      name: attribute.name,
      type: TYPES[attribute.type],
      updatable: attribute.isUpdatable,
      mandatory: attribute.isMandatory,
      queryable: isQueryable(definition, attribute, settings),
      ...(attribute.maxLength === undefined ? {} : { maxLength: String(attribute.maxLength) }),
    }));
  const open: JsonValue[] = segments.map((name) => ({
    name,
    type: 'string',
    updatable: false,
    mandatory: false,
    queryable: true,
  }));
  const children = definition.children.map((child): [string, JsonValue] => [
    child.name,
    described(child, [], [], settings),
  ]);
  return {
    attributes: [...listed, ...open],
    finders: Object.entries(definition.finders).map(([name, variables]) => ({
      name,
      attributes: Object.keys(variables).map((variable) => ({ name: variable })),
    })),
    children: Object.fromEntries(children),
    actions: actions.map((name) => ({ name })),
  };
}
