import { isJsonArray, isJsonObject, type JsonObject } from '../../http/json-value';
import type { FusionState } from '../fusion-state';
import { attributeOf, type ResourceDefinition } from '../resources/definition';
import { CellError, cellOf } from './cells';
import { Item, type Values } from './item';

/** `4712-12-31` on addresses, null on suppliers and sites: both mean no end (reference 2.5). */
const NO_END = '4712-12-31';

/** A whole record as the data folder and the control port give it, hidden attributes too; children are nested. */
export function itemFrom(state: FusionState, definition: ResourceDefinition, row: JsonObject, parent?: Item): Item {
  const values: Values = {};
  const nested: [ResourceDefinition, readonly JsonObject[]][] = [];
  for (const [name, value] of Object.entries(row)) {
    const child = definition.children.find((each) => each.name === name);
    if (child !== undefined) {
      if (!isJsonArray(value) || !value.every(isJsonObject)) {
        throw new CellError(`${name} of ${definition.name} must be an array of objects`);
      }
      nested.push([child, value]);
      continue;
    }
    const attribute = attributeOf(definition, name);
    if (attribute === undefined) {
      throw new CellError(`${definition.name} has no attribute ${name}`);
    }
    values[name] = cellOf(attribute, value);
  }
  const item = new Item({ ...emptyValues(definition), ...inherited(definition, parent), ...values });
  complete(state, definition, item);
  for (const [child, rows] of nested) {
    item.list(child.name).push(...rows.map((each) => itemFrom(state, child, each, item)));
  }
  return item;
}

/** Attributes that nobody gave are there all the same, and null (reference 3.2). */
export function emptyValues(definition: ResourceDefinition): Values {
  return Object.fromEntries(
    definition.attributes.map(({ name, type }) => [name, type === 'boolean' && /Flag$/.test(name) ? false : null]),
  );
}

/** Ids of the parents that a child carries itself, such as POHeaderId. */
function inherited(definition: ResourceDefinition, parent: Item | undefined): Values {
  const shared = ['POHeaderId', 'POLineId', 'CurrencyCode'].filter(
    (name) => name !== definition.key && attributeOf(definition, name) !== undefined && !definition.isOpen,
  );
  return Object.fromEntries(shared.map((name) => [name, parent?.values[name] ?? null]));
}

export function complete(state: FusionState, definition: ResourceDefinition, item: Item): void {
  const { values } = item;
  if (definition.key === 'PeriodKey') {
    values['PeriodKey'] ??= ['PeriodSetName', 'LedgerId', 'ApplicationId', 'PeriodNameId']
      .map((name) => item.text(name))
      .join('/');
  }
  values[definition.key] ??= state.newId();
  state.keepClearOf(item.text(definition.key), item.text('OrderNumber'));
  const now = state.now();
  for (const name of ['CreationDate', 'LastUpdateDate']) {
    if (name in values) values[name] ??= now;
  }
  for (const name of ['CreatedBy', 'LastUpdatedBy']) {
    if (name in values) values[name] ??= 'INTUSER';
  }
  if (definition.name === 'addresses') {
    values['InactiveDate'] ??= NO_END;
  }
  setStatus(state, definition, item);
}

const HAS_STATUS = ['suppliers', 'addresses', 'sites', 'contacts', 'assignments'];

/** Derived: there is no other way to inactivate than the date (reference 3.2). */
export function setStatus(state: FusionState, definition: ResourceDefinition, item: Item): void {
  if (HAS_STATUS.includes(definition.name)) {
    const end = item.text('InactiveDate');
    item.values['Status'] = end === '' || end > state.today() ? 'ACTIVE' : 'INACTIVE';
  }
}
