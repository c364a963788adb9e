import { z } from 'zod';
import { Rejected } from '../../http/client-error';
import { parseAnswer } from '../../http/schema-at-edge';
import type { FusionCaller } from './fusion-caller';

const flag = z.union([z.boolean(), z.string()]).transform((value) => value === true || value === 'true');

const describeSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      attributes: z.array(z.looseObject({ name: z.string(), queryable: flag.optional() })).default([]),
      actions: z.array(z.looseObject({ name: z.string() })).optional(),
      collection: z.looseObject({ actions: z.array(z.looseObject({ name: z.string() })).optional() }).optional(),
    }),
  ),
});

/** What a resource is, as the pod itself says it (reference 2.4). */
interface Described {
  readonly attributes: readonly string[];
  /** Null where the pod does not say which attributes may be asked for. */
  readonly queryable: ReadonlySet<string> | null;
  /** What this user is offered: `get`, `create` ...; empty where the pod does not say. */
  readonly actions: readonly string[];
}

/**
 * Used in queries by others (reference 3.3, 6.1, 7.5), for pods that do not describe themselves. Times of change are in none of
 * them: nobody says they may be asked for.
 */
const knownQueryable: Readonly<Record<string, readonly string[]>> = {
  suppliers: ['SupplierId', 'SupplierNumber', 'Supplier', 'BusinessRelationshipCode', 'CreationDate'],
  purchaseOrders: ['OrderNumber', 'SupplierId', 'POHeaderId', 'StatusCode', 'ProcurementBUId'],
  draftPurchaseOrders: ['OrderNumber', 'SupplierId', 'POHeaderId'],
  invoices: ['InvoiceNumber', 'Supplier', 'BusinessUnit', 'InvoiceDate', 'ValidationStatus'],
  invoiceHolds: ['InvoiceNumber'],
  journalBatches: ['BatchName'],
  accountCombinationsLOV: ['_CODE_COMBINATION_ID', '_CHART_OF_ACCOUNTS_ID', 'EnabledFlag', 'AccountType'],
  accountingPeriodStatusLOV: ['LedgerId', 'PeriodNameId', 'ApplicationId'],
  finBusinessUnitsLOV: [],
  ledgersLOV: ['Name'],
};

/** What resources say of themselves, read once and kept until it is forgotten: an update of Fusion may change it. */
export class Descriptions {
  readonly #caller: FusionCaller;
  readonly #known = new Map<string, Promise<Described>>();

  constructor(caller: FusionCaller) {
    this.#caller = caller;
  }

  async of(resource: string): Promise<Described> {
    const known = this.#known.get(resource);
    if (known !== undefined) return known;
    const asked = this.#read(resource);
    this.#known.set(resource, asked);
    asked.catch(() => this.#known.delete(resource));
    return asked;
  }

  /** Whether it may stand in a `q`: as the pod says, else as others found. */
  async isQueryable(resource: string, attribute: string): Promise<boolean> {
    const { queryable } = await this.of(resource);
    return queryable?.has(attribute) ?? knownQueryable[resource]?.includes(attribute) ?? false;
  }

  forget(): void {
    this.#known.clear();
  }

  async #read(resource: string): Promise<Described> {
    const operation = `describe ${resource}`;
    try {
      const value = await this.#caller.call({
        operation,
        effect: 'read',
        method: 'GET',
        path: `${resource}/describe`,
        ask: `ask whether the integration user may use ${resource}`,
      });
      const facts = { system: 'fusion', operation, status: 200, effect: 'read' } as const;
      const { Resources } = parseAnswer(describeSchema, value, facts);
      const described = Resources[resource];
      const attributes = described?.attributes ?? [];
      const actions = [...(described?.actions ?? []), ...(described?.collection?.actions ?? [])];
      const says = attributes.some(({ queryable }) => queryable !== undefined);
      return {
        attributes: attributes.map(({ name }) => name),
        queryable: says ? new Set(attributes.filter((one) => one.queryable === true).map(({ name }) => name)) : null,
        actions: actions.map(({ name }) => name),
      };
    } catch (error) {
      if (error instanceof Rejected) return { attributes: [], queryable: null, actions: [] };
      throw error;
    }
  }
}
