import type { JsonObject } from '../../http/json-value';
import type { Delivery } from './delivery';
import { DestinationQueue, type DeliveryTiming } from './destination-queue';
import { EventIdentities } from './event-identity';
import { eventPayload } from './event-payload';
import type { Hook, HookRegistry } from './hook-registry';
import type { SourceEvent } from './source-event';

export interface DeliveryBehaviour {
  /** Further copies of every event, with the same ulid and id. */
  readonly duplicates: number;
  /** Events are kept back so long, then sent together. */
  readonly holdMs: number;
  /** What was kept back goes out last event first. */
  readonly reverse: boolean;
  readonly nullMetadata: boolean;
}

export const PLAIN_BEHAVIOUR: DeliveryBehaviour = { duplicates: 0, holdMs: 0, reverse: false, nullMetadata: false };

const KEPT_DELIVERIES = 10_000;

/** Turns what happens to records into deliveries, with the duplicates and the disorder that Procore allows itself. */
export class WebhookDispatcher {
  behaviour: DeliveryBehaviour = PLAIN_BEHAVIOUR;
  readonly #registry: HookRegistry;
  readonly #timing: DeliveryTiming;
  readonly #companyId: string;
  readonly #identities: EventIdentities;
  readonly #queues = new Map<string, DestinationQueue>();
  #deliveries: Delivery[] = [];
  #held: { hook: Hook; payload: JsonObject }[] = [];
  #holdTimer: NodeJS.Timeout | undefined;
  #lastDeliveryId = 0;

  constructor(registry: HookRegistry, timing: DeliveryTiming, companyId: string, now: () => Date) {
    this.#registry = registry;
    this.#timing = timing;
    this.#companyId = companyId;
    this.#identities = new EventIdentities(now);
  }

  emit(event: SourceEvent): void {
    const identity = this.#identities.next();
    for (const hook of this.#registry.hooksFor(event.resourceName, event.eventType, event.projectId)) {
      const { nullMetadata, duplicates } = this.behaviour;
      const payload = eventPayload(hook.apiVersion, event, identity, this.#companyId, nullMetadata);
      for (let copy = 0; copy <= duplicates; copy += 1) {
        this.#held.push({ hook, payload });
      }
    }
    if (this.behaviour.holdMs === 0) {
      this.#release();
    } else {
      this.#holdTimer ??= setTimeout(() => this.#release(), this.behaviour.holdMs);
    }
  }

  /** Sends a payload as it is, past triggers and behaviour. */
  send(hook: Hook, payload: JsonObject): void {
    this.#lastDeliveryId += 1;
    const delivery: Delivery = {
      id: String(this.#lastDeliveryId),
      hookId: hook.id,
      payload,
      status: 'enqueued',
      attempts: [],
    };
    this.#deliveries = [...this.#deliveries, delivery].slice(-KEPT_DELIVERIES);
    this.#queueOf(hook.destinationUrl).add(delivery, hook.destinationHeaders);
  }

  /** The payload that an event would have, with an identity of its own. */
  payloadFor(hook: Hook, event: SourceEvent): JsonObject {
    const identity = this.#identities.next();
    return eventPayload(hook.apiVersion, event, identity, this.#companyId, this.behaviour.nullMetadata);
  }

  deliveriesOf(hookId: string): readonly Delivery[] {
    return this.#deliveries.filter((delivery) => delivery.hookId === hookId);
  }

  close(): void {
    clearTimeout(this.#holdTimer);
    for (const queue of this.#queues.values()) {
      queue.close();
    }
  }

  #release(): void {
    this.#holdTimer = undefined;
    const held = this.behaviour.reverse ? this.#held.toReversed() : this.#held;
    this.#held = [];
    for (const { hook, payload } of held) {
      this.send(hook, payload);
    }
  }

  #queueOf(url: string): DestinationQueue {
    const queue = this.#queues.get(url) ?? new DestinationQueue(url, this.#timing);
    this.#queues.set(url, queue);
    return queue;
  }
}
