import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import type { AnswerSettings } from '../answers/answer-settings';
import type { EventType, SourceEvent } from '../webhooks/source-event';
import { COMMITMENT_COLLECTIONS, type CollectionWithLines } from './collections';
import { merged, mergePatch } from './merge';
import { idOf } from './record-set';
import type { RecordStore } from './record-store';

/** Who made a change: the app itself (its own echo comes back by webhook) or a person in Procore's pages. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly applicationId: string | null;
}

export const A_PERSON: Actor = { userId: '562949953421099', name: 'Site Office', applicationId: null };

/** What the events of a collection name; null: no event carries a commitment change order (reference 12.3). */
const EVENT_RESOURCES: Readonly<Record<CollectionWithLines, string | null>> = {
  work_order_contracts: 'Work Order Contracts',
  purchase_order_contracts: 'Purchase Order Contracts',
  change_order_packages: 'Change Order Packages',
  commitment_change_orders: null,
  potential_change_orders: 'Potential Change Orders',
  change_order_requests: 'Change Order Requests',
  direct_costs: 'Direct Costs',
};

/** Every change of a record goes through here: time of change, history and event belong together. */
export class RecordChanges {
  readonly #store: RecordStore;
  readonly #now: () => Date;
  readonly #emit: (event: SourceEvent) => void;

  constructor(store: RecordStore, now: () => Date, emit: (event: SourceEvent) => void) {
    this.#store = store;
    this.#now = now;
    this.#emit = emit;
  }

  /**
   * Members replace; `items` merge by id, items that are not there yet are added. `lineEditsShow`: whether an edit of items
   * alone moves the time of change and is announced, which no page says.
   */
  updateRequisition(
    projectId: string,
    before: JsonObject,
    changes: JsonObject,
    actor: Actor,
    lineEditsShow: AnswerSettings['lineEditsShow'] = 'timeAndEvent',
  ): JsonObject {
    const shows = shownOf(changes, 'items', lineEditsShow);
    const after: JsonObject = {
      ...merged(before, changes, 'items'),
      ...(shows('time') ? { updated_at: changes['updated_at'] ?? this.timestamp() } : {}),
    };
    this.#store.projectSet(projectId, 'requisitions').put(after);
    this.#store.keepIdsAbove(after);
    this.#noteHistory(projectId, before, after, actor);
    if (shows('event')) this.#announce('Draw Requests', 'update', after, projectId, actor);
    return after;
  }

  addRequisition(projectId: string, requisition: JsonObject, actor: Actor): void {
    this.#store.projectSet(projectId, 'requisitions').put(requisition);
    this.#store.keepIdsAbove(requisition);
    this.#announce('Draw Requests', 'create', requisition, projectId, actor);
  }

  removeRequisition(projectId: string, requisition: JsonObject, actor: Actor): void {
    this.#store.projectSet(projectId, 'requisitions').remove(idOf(requisition));
    this.#announce('Draw Requests', 'delete', requisition, projectId, actor);
  }

  /** The same of `line_items`. `lineEditsShow` is asked of direct costs alone: of the others no page has doubts. */
  updateRecord(
    projectId: string,
    collection: CollectionWithLines,
    before: JsonObject,
    changes: JsonObject,
    actor: Actor,
    lineEditsShow: AnswerSettings['lineEditsShow'] = 'timeAndEvent',
  ): JsonObject {
    const shows = shownOf(changes, 'line_items', lineEditsShow);
    const after: JsonObject = {
      ...merged(before, changes, 'line_items'),
      ...(shows('time') ? { updated_at: changes['updated_at'] ?? this.timestamp() } : {}),
    };
    this.#putRecord(projectId, collection, after, shows('event') ? 'update' : null, actor);
    return after;
  }

  putContractPayment(projectId: string, row: JsonObject, eventType: 'create' | 'update', actor: Actor): void {
    this.#store.projectSet(projectId, 'contract_payments').put(row);
    this.#store.keepIdsAbove(row);
    this.#announce('Contract Payments', eventType, row, projectId, actor);
  }

  removeContractPayment(projectId: string, row: JsonObject, actor: Actor): void {
    this.#store.projectSet(projectId, 'contract_payments').remove(idOf(row));
    this.#announce('Contract Payments', 'delete', row, projectId, actor);
  }

  /** An event of the line's own; payload v3.0 names the direct cost. */
  directCostLine(projectId: string, of: JsonObject, line: JsonObject, eventType: EventType, actor: Actor): void {
    const related = [{ id: idOf(of), name: 'Direct Costs' }];
    this.#announce('Direct Cost Line Items', eventType, line, projectId, actor, related);
  }

  addRecord(projectId: string, collection: CollectionWithLines, row: JsonObject, actor: Actor): void {
    this.#putRecord(projectId, collection, row, 'create', actor);
  }

  /** It stays in the list of deleted ones. */
  removeRecord(projectId: string, collection: CollectionWithLines, row: JsonObject, actor: Actor): void {
    const at = this.timestamp();
    this.#putRecord(projectId, collection, { ...row, deleted_at: at, updated_at: at }, 'delete', actor);
  }

  updateVendor(before: JsonObject, changes: JsonObject, actor: Actor): JsonObject {
    const after = { ...mergePatch(before, changes), updated_at: changes['updated_at'] ?? this.timestamp() };
    this.#store.companySet('vendors').put(after);
    this.#announce('Company Vendors', 'update', after, null, actor);
    return after;
  }

  /** As a person wrote it; it has no time of change. */
  putInsurance(row: JsonObject, eventType: 'create' | 'update', actor: Actor): void {
    this.#store.companySet('insurances').put(row);
    this.#store.keepIdsAbove(row);
    this.#announce('Company Insurances', eventType, row, null, actor);
  }

  removeInsurance(row: JsonObject, actor: Actor): void {
    this.#store.companySet('insurances').remove(idOf(row));
    this.#announce('Company Insurances', 'delete', row, null, actor);
  }

  addVendor(vendor: JsonObject, actor: Actor): void {
    this.#store.companySet('vendors').put(vendor);
    this.#store.keepIdsAbove(vendor);
    this.#announce('Company Vendors', 'create', vendor, null, actor);
  }

  /** The losing id is gone. Whether contracts name the other at once, and whether an event tells of it, no page says. */
  mergeVendors(
    losing: JsonObject,
    surviving: JsonObject,
    contractsFollow: boolean,
    event: 'none' | 'update' | 'delete',
    actor: Actor,
  ): void {
    this.#store.companySet('vendors').remove(idOf(losing));
    for (const projectId of contractsFollow ? this.#store.projectIds() : []) {
      for (const collection of COMMITMENT_COLLECTIONS) {
        const contracts = this.#store.projectSet(projectId, collection);
        for (const contract of contracts.list()) {
          const vendor = contract['vendor'];
          if (isJsonObject(vendor) && idOf(vendor) === idOf(losing)) {
            const named = { ...vendor, id: surviving['id'] ?? null, company: surviving['name'] ?? null };
            contracts.put({ ...contract, vendor: named, updated_at: this.timestamp() });
          }
        }
      }
    }
    if (event !== 'none') {
      this.#announce('Company Vendors', event, event === 'delete' ? losing : surviving, null, actor);
    }
  }

  /** Procore's record times have whole seconds. */
  timestamp(): string {
    return this.#now()
      .toISOString()
      .replace(/\.\d{3}Z$/, 'Z');
  }

  #putRecord(
    projectId: string,
    collection: CollectionWithLines,
    row: JsonObject,
    eventType: EventType | null,
    actor: Actor,
  ): void {
    this.#store.projectSet(projectId, collection).put(row);
    this.#store.keepIdsAbove(row);
    const resource = EVENT_RESOURCES[collection];
    if (resource !== null && eventType !== null) this.#announce(resource, eventType, row, projectId, actor);
  }

  #announce(
    resourceName: string,
    eventType: EventType,
    row: JsonObject,
    projectId: string | null,
    actor: Actor,
    related?: SourceEvent['related'],
  ): void {
    const { userId, applicationId } = actor;
    const named = related === undefined ? {} : { related };
    this.#emit({ resourceName, eventType, resourceId: idOf(row), projectId, userId, applicationId, ...named });
  }

  #noteHistory(projectId: string, before: JsonObject, after: JsonObject, actor: Actor): void {
    const changed = Object.keys(after).filter((member) => {
      const [old, now] = [before[member], after[member]];
      return member !== 'updated_at' && isScalar(old) && isScalar(now) && textOrFlag(old) !== textOrFlag(now);
    });
    const rows = changed.map((column) => ({
      id: numberOf(this.#store.newId()),
      column,
      old_value: textOrFlag(before[column]),
      new_value: textOrFlag(after[column]),
      action_by: actor.name,
      action_by_id: numberOf(actor.userId),
      created_at: this.timestamp(),
      ref_id: after['id'] ?? null,
      ref_type: 'Billings::Requisition',
    }));
    const id = idOf(after);
    const known = this.#store.requisitionRows(projectId, 'requisition_change_histories', id);
    this.#store.setRequisitionRows(projectId, 'requisition_change_histories', id, [...known, ...rows]);
  }
}

/** Whether a change moves the time and is announced; an edit of rows alone does what is set. */
function shownOf(changes: JsonObject, rowsMember: string, lineEditsShow: AnswerSettings['lineEditsShow']) {
  const isRowsEdit = Object.keys(changes).every((member) => member === rowsMember);
  return (what: 'time' | 'event'): boolean => !isRowsEdit || ['timeAndEvent', what].includes(lineEditsShow);
}

function isScalar(value: JsonValue | undefined): boolean {
  return !isJsonArray(value) && !isJsonObject(value);
}

function textOrFlag(value: JsonValue | undefined): string | null {
  return typeof value === 'boolean' ? String(value) : (textOf(value) ?? null);
}
