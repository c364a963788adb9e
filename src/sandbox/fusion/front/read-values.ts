import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import { CellError, cellOf } from '../items/cells';
import type { Values } from '../items/item';
import { attributeOf, type Attribute, type ResourceDefinition } from '../resources/definition';
import { badRequest } from './fusion-error';

export interface ReadBody {
  readonly values: Values;
  readonly children: Readonly<Record<string, readonly JsonObject[]>>;
}

/** Attribute names are case sensitive, and each may be sent only where its definition says so. */
export function readValues(
  definition: ResourceDefinition,
  body: JsonObject,
  options: {
    readonly when: 'create' | 'update';
    readonly path?: string;
    /** Attributes that a nested row is known by, besides those that may be sent. */
    readonly also?: readonly string[];
    readonly writable?: readonly string[];
  },
): ReadBody {
  const { when, path = '', also = [], writable = [] } = options;
  const at = { path: path === '' ? '/' : path };
  const values: Values = {};
  const children: Record<string, readonly JsonObject[]> = {};
  for (const [name, value] of Object.entries(body)) {
    const child = definition.children.find((each) => each.name === name);
    if (child !== undefined) {
      if (!isJsonArray(value) || !value.every(isJsonObject)) {
        throw badRequest(`${name} must be an array of objects.`, at);
      }
      children[name] = value;
      continue;
    }
    const attribute = attributeOf(definition, name);
    if (attribute === undefined || attribute.isHidden) {
      throw badRequest(`Invalid attribute "${name}" in the payload`, at);
    }
    if (!maySend(attribute, when) && !also.includes(name) && !writable.includes(name)) {
      throw badRequest(
        `The attribute ${name} of ${definition.name} cannot be ${when === 'create' ? 'set' : 'updated'}.`,
        at,
      );
    }
    values[name] = cellIn(attribute, value, at);
  }
  if (when === 'create') {
    for (const { name, isMandatory } of definition.attributes) {
      if (isMandatory && (values[name] ?? '') === '') {
        throw badRequest(`Attribute ${name} in ${definition.name} is required.`, { code: '27014', ...at });
      }
    }
  }
  return { values, children };
}

const maySend = (attribute: Attribute, when: 'create' | 'update'): boolean =>
  when === 'create' ? attribute.isCreatable : attribute.isUpdatable;

function cellIn(attribute: Attribute, value: JsonObject[string], at: { readonly path: string }) {
  try {
    return cellOf(attribute, value);
  } catch (error) {
    if (error instanceof CellError) {
      throw badRequest(error.message, at);
    }
    throw error;
  }
}

/** `true` or `"true"`: the older form of actions sends texts. */
export function flagOf(body: JsonObject, name: string): boolean {
  return body[name] === true || body[name] === 'true';
}

export function textIn(body: JsonObject, name: string): string {
  return textOf(body[name]) ?? '';
}
