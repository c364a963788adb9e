import type { JsonObject, JsonValue } from '../../http/json-value';
import type { Fault } from '../control/fault';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';

/** Who asks for what to be done; the control port acts as people of the customer by the same functions. */
export interface Actor {
  readonly state: FusionState;
  readonly user: string;
  readonly fault?: Fault | undefined;
  /** The query of the call: for what is reckoned when it is asked for. */
  readonly asked?: URLSearchParams;
}

/** What a resource does besides being read; parents come from the root down to the item's own parent. */
export interface Behaviour {
  /** Its records, where they are not simply what is stored under its name. */
  readonly rows?: (actor: Actor) => Item[];
  /** Finds what no list of it shows. */
  readonly findable?: (actor: Actor) => Item[];
  readonly create?: (actor: Actor, body: JsonObject, parents: readonly Item[]) => Item;
  readonly update?: (actor: Actor, item: Item, body: JsonObject, parents: readonly Item[]) => Item;
  readonly remove?: (actor: Actor, item: Item, parents: readonly Item[]) => void;
  readonly actions?: Readonly<Record<string, ItemAction>>;
  readonly collectionActions?: (actor: Actor) => Readonly<Record<string, CollectionAction>>;
}

/** Answers the member `result`. */
type ItemAction = (actor: Actor, item: Item, body: JsonObject, parents: readonly Item[]) => JsonValue;
export type CollectionAction = (actor: Actor, body: JsonObject) => JsonValue;
