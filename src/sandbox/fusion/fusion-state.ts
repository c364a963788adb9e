import { CallLog } from '../http/call-log';
import { faultQueue } from './control/fault';
import { TokenRegistry } from './identity/token-registry';
import { Item, type Values } from './items/item';
import { Collection } from './items/store';
import { Documents } from './integrations/documents';
import { InterfaceRows } from './journals/interface-rows';
import { STORED } from './resources/catalog';
import { EssRequests } from './scheduler/ess-requests';
import type { FusionSandboxSettings } from './settings';

const FIRST_ID = 300_100_574_829_561n;

/** What all endpoints share: one pod with its records, its identity domain's tokens and its clock. */
export class FusionState {
  readonly tokens = new TokenRegistry();
  readonly faults = faultQueue();
  readonly calls = new CallLog();
  readonly ess = new EssRequests();
  readonly documents = new Documents();
  readonly glInterface = new InterfaceRows();
  /** Pages without a unique order differ from call to call when the setting says so. */
  pageCount = 0;
  #collections = new Map(STORED.map((definition) => [definition.name, new Collection(definition)]));
  #nextId = FIRST_ID;
  #nextOrderNumber = 162_873;
  #clockAheadMs = 0;

  constructor(
    public settings: FusionSandboxSettings,
    /** Set when the ports are open. */
    public podUrl = '',
  ) {}

  get audience(): string {
    return this.settings.audience === '' ? this.podUrl : this.settings.audience;
  }

  collection(name: string): Collection {
    const found = this.#collections.get(name);
    if (found === undefined) {
      throw new Error(`Nothing is stored as ${name}`);
    }
    return found;
  }

  collections(): Collection[] {
    return [...this.#collections.values()];
  }

  nowMs(): number {
    return Date.now() + this.#clockAheadMs;
  }

  now(): string {
    return new Date(this.nowMs()).toISOString();
  }

  today(): string {
    return this.now().slice(0, 10);
  }

  moveClock(aheadMs: number): void {
    this.#clockAheadMs += aheadMs;
  }

  newId(): string {
    const id = this.#nextId;
    this.#nextId += 1n;
    return String(id);
  }

  newOrderNumber(): string {
    const number = this.#nextOrderNumber;
    this.#nextOrderNumber += 1;
    return String(number);
  }

  /** Ids and order numbers of what was loaded are not given again. */
  keepClearOf(id: string, orderNumber: string): void {
    if (/^\d+$/.test(id) && BigInt(id) >= this.#nextId) {
      this.#nextId = BigInt(id) + 1n;
    }
    if (/^\d{1,9}$/.test(orderNumber) && Number(orderNumber) >= this.#nextOrderNumber) {
      this.#nextOrderNumber = Number(orderNumber) + 1;
    }
  }

  stamped(values: Values, user: string): Item {
    const now = this.now();
    const stamps = { CreationDate: now, CreatedBy: user, LastUpdateDate: now, LastUpdatedBy: user };
    return new Item({ ...values, ...stamps });
  }

  touch(item: Item, values: Values, user: string): void {
    Object.assign(item.values, values, { LastUpdateDate: this.now(), LastUpdatedBy: user });
    item.version += 1;
  }
}
