import type { JsonObject } from '../../http/json-value';

interface DeliveryAttempt {
  readonly at: string;
  readonly completedAt: string;
  /** Null when there was no answer in time. */
  readonly status: number | null;
  readonly error: string | null;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Delivery {
  readonly id: string;
  readonly hookId: string;
  readonly payload: JsonObject;
  status: 'enqueued' | 'retrying' | 'succeeded' | 'discarded';
  readonly attempts: DeliveryAttempt[];
}
