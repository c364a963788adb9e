import type { JsonObject } from '../../http/json-value';
import type { Actor, Behaviour } from '../front/behaviour';
import { badRequest, noSuchValue } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import { Item, type Values } from '../items/item';

import { complete, emptyValues, setStatus } from '../items/item-from';
import { suppliers } from '../resources/suppliers';
import { childOf, type ResourceDefinition } from '../resources/definition';
import { resolvePair } from '../items/pairs';

const RELATIONSHIPS: Readonly<Record<string, string>> = {
  SPEND_AUTHORIZED: 'Spend Authorized',
  PROSPECTIVE: 'Prospective',
};
const TAX_ORGANIZATIONS: Readonly<Record<string, string>> = {
  CORPORATION: 'Corporation',
  INDIVIDUAL: 'Individual',
  PARTNERSHIP: 'Partnership',
  FOREIGN_CORPORATION: 'Foreign Corporation',
};

const addresses = childOf(suppliers, 'addresses');
const sites = childOf(suppliers, 'sites');
const contacts = childOf(suppliers, 'contacts');
const assignments = childOf(sites, 'assignments');

export const SUPPLIER_BEHAVIOURS: Readonly<{ [path: string]: Behaviour }> = {
  suppliers: { create: createSupplier, update: updater(suppliers) },
  'suppliers/addresses': childBehaviour(addresses),
  'suppliers/sites': childBehaviour(sites),
  'suppliers/contacts': childBehaviour(contacts),
  'suppliers/sites/assignments': childBehaviour(assignments),
};

function createSupplier(actor: Actor, body: JsonObject): Item {
  const { state } = actor;
  const { values, children } = readValues(suppliers, body, { when: 'create' });
  codeAndName(values, 'BusinessRelationshipCode', 'BusinessRelationship', RELATIONSHIPS);
  codeAndName(values, 'TaxOrganizationTypeCode', 'TaxOrganizationType', TAX_ORGANIZATIONS);
  const collection = state.collection('suppliers');
  for (const name of ['Supplier', 'SupplierNumber']) {
    const value = values[name];
    if (typeof value === 'string' && collection.find({ [name]: value }) !== undefined) {
      const text = `A record with the value ${value} already exists. Enter a unique value.`;
      throw badRequest(text, { code: 'POZ-2130479', path: '/' });
    }
  }
  const supplier = newItem(actor, suppliers, values);
  supplier.values['SupplierNumber'] ??= String(1000 + collection.size);
  supplier.values['SupplierPartyId'] ??= state.newId();
  if (actor.fault?.kind === 'partialSupplier') {
    collection.add(supplier);
    throw badRequest('The address could not be saved.', { path: '/addresses/0' });
  }
  // An address first: sites name it.
  for (const definition of [addresses, sites, contacts]) {
    for (const row of children[definition.name] ?? []) {
      createChild(actor, definition, row, [supplier]);
    }
  }
  return collection.add(supplier);
}

function childBehaviour(definition: ResourceDefinition): Behaviour {
  return {
    create: (actor, body, parents) => createChild(actor, definition, body, parents),
    update: updater(definition),
  };
}

function createChild(actor: Actor, definition: ResourceDefinition, body: JsonObject, parents: readonly Item[]): Item {
  const { state } = actor;
  const parent = parents.at(-1);
  const { values, children } = readValues(definition, body, { when: 'create', path: `/${definition.name}/0` });
  if (definition === sites) {
    resolvePair(state, values, ['ProcurementBUId', 'ProcurementBU'], 'procurementBusinessUnitsLOV');
    const address = parent
      ?.list('addresses')
      .find((each) =>
        values['SupplierAddressId'] === undefined
          ? each.text('AddressName') === values['SupplierAddressName']
          : each.text('SupplierAddressId') === values['SupplierAddressId'],
      );
    if (address === undefined) throw noSuchValue('SupplierAddress', `/${definition.name}/0`);
    values['SupplierAddressId'] = address.text('SupplierAddressId');
    values['SupplierAddressName'] = address.text('AddressName');
  }
  if (definition === assignments) {
    resolvePair(state, values, ['ClientBUId', 'ClientBU'], 'finBusinessUnitsLOV', [
      'BusinessUnitId',
      'BusinessUnitName',
    ]);
  }
  const item = newItem(actor, definition, values);
  for (const [name, rows] of Object.entries(children)) {
    rows.forEach((row) => createChild(actor, childOf(definition, name), row, [...parents, item]));
  }
  parent?.list(definition.name).push(item);
  return item;
}

function newItem(actor: Actor, definition: ResourceDefinition, values: Values): Item {
  const { state, user } = actor;
  const item = new Item({ ...emptyValues(definition), ...values, ...state.stamped({}, user).values });
  complete(state, definition, item);
  return item;
}

function updater(definition: ResourceDefinition): NonNullable<Behaviour['update']> {
  return (actor, item, body) => {
    const { values } = readValues(definition, body, { when: 'update' });
    actor.state.touch(item, values, actor.user);
    setStatus(actor.state, definition, item);
    return item;
  };
}

/** Pairs of code and name: one of the two is sent, and both are shown. */
function codeAndName(values: Values, code: string, name: string, list: Readonly<Record<string, string>>): void {
  const entry = Object.entries(list).find(
    ([key, text]) => (values[code] ?? key) === key && (values[name] ?? text) === text,
  );
  if ((values[code] ?? values[name] ?? null) === null) return;
  if (entry === undefined) throw noSuchValue(name, '/');
  [values[code], values[name]] = entry;
}
