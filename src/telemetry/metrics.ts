import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricLabel } from './metric-label';

/** How a call to an outside system ended; the errors of the clients by name. */
export type CallOutcome =
  'ok' | 'rejected' | 'throttled' | 'unavailable' | 'unauthorised' | 'notSent' | 'outcomeUnknown' | 'givenUp';

export type WebhookAnswer = 'stored' | 'duplicate' | 'unauthorised' | 'badBody' | 'failed';

export interface OutsideCall {
  readonly connectionId: string;
  /** What was called, from the client's own list of names; never an address. */
  readonly kind: string;
  readonly outcome: CallOutcome;
  readonly durationMs: number;
}

const HTTP_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** One registry of one process. Gauges that stand for rows are set just before each scrape, from the database. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #beforeScrape: (() => Promise<void>)[] = [];
  readonly #webhooks = this.#counter('webhook_answers_total', 'Webhook deliveries by answer', ['answer']);
  readonly #webhookSeconds = this.#histogram('webhook_answer_seconds', 'Time to answer a webhook', HTTP_SECONDS, []);
  readonly #webhookEvents = this.#counter('webhook_events_total', 'Webhook events taken in, by outcome', ['outcome']);
  readonly #webhookWaiting = this.#gauge('webhook_events_waiting', 'Events not yet taken in (new, failing)', ['state']);
  readonly #webhookAge = this.#gauge('webhook_events_oldest_waiting_seconds', 'Age of the oldest of them', []);
  readonly #pollsAsked = this.#counter('polls_asked_total', 'Polls that an ERP asked for, by what became of it', [
    'state',
  ]);
  readonly #webhookHooks = this.#gauge('webhook_hooks', 'Hooks in Procore (heard, silent)', ['state']);
  readonly #outbox = this.#gauge('outbox_rows', 'Outbox rows by state (pending, dead)', ['state']);
  readonly #outboxAge = this.#gauge('outbox_oldest_pending_seconds', 'Age of the oldest pending outbox row', []);
  readonly #postings = this.#gauge('postings', 'Postings that are on their way, by state', ['state']);
  readonly #holds = this.#gauge('holds_open', 'Open holds by reason', ['reason']);
  readonly #erpCalls = this.#histogram('erp_call_seconds', 'Calls to an ERP by kind and outcome', CALL_SECONDS, [
    'connection',
    'erp',
    'kind',
    'outcome',
  ]);
  readonly #procoreCalls = this.#histogram(
    'procore_call_seconds',
    'Calls to Procore by kind and outcome',
    CALL_SECONDS,
    ['connection', 'kind', 'outcome'],
  );

  readonly #heap = this.#gauge('heap_after_collection_bytes', 'Heap in use after the last full collection', []);
  readonly #heapLimit = this.#gauge('heap_limit_bytes', 'Limit of the heap', []);

  constructor(options: { readonly process?: boolean } = {}) {
    if (options.process === true) collectDefaultMetrics({ register: this.#registry });
  }

  heapAfterCollection(bytes: number, limit: number): void {
    this.#heap.set(bytes);
    this.#heapLimit.set(limit);
  }

  webhookAnswered(answer: WebhookAnswer, durationMs: number): void {
    this.#webhooks.inc({ answer });
    this.#webhookSeconds.observe(durationMs / 1000);
  }

  /** How many feeds by what becomes of the poll. */
  pollsAsked(countByState: Readonly<Record<string, number>>): void {
    for (const [state, count] of Object.entries(countByState)) this.#pollsAsked.inc({ state }, count);
  }

  webhookTakenIn(outcome: string): void {
    this.#webhookEvents.inc({ outcome });
  }

  erpCalled(erp: string, call: OutsideCall): void {
    this.#erpCalls.observe({ erp, ...callLabels(call) }, call.durationMs / 1000);
  }

  procoreCalled(call: OutsideCall): void {
    this.#procoreCalls.observe(callLabels(call), call.durationMs / 1000);
  }

  setOutbox(outbox: { readonly pending: number; readonly dead: number; readonly oldestPendingMs: number }): void {
    this.#outbox.set({ state: 'pending' }, outbox.pending);
    this.#outbox.set({ state: 'dead' }, outbox.dead);
    this.#outboxAge.set(outbox.oldestPendingMs / 1000);
  }

  setWaitingEvents(events: { readonly new: number; readonly failing: number; readonly oldestMs: number }): void {
    this.#webhookWaiting.set({ state: 'new' }, events.new);
    this.#webhookWaiting.set({ state: 'failing' }, events.failing);
    this.#webhookAge.set(events.oldestMs / 1000);
  }

  setWebhookHooks(countByState: Readonly<Record<'heard' | 'silent', number>>): void {
    setAll(this.#webhookHooks, 'state', countByState);
  }

  setPostings(countByState: Readonly<Record<string, number>>): void {
    setAll(this.#postings, 'state', countByState);
  }

  setHolds(countByReason: Readonly<Record<string, number>>): void {
    setAll(this.#holds, 'reason', countByReason);
  }

  /** A task that fails fails the scrape: stale gauges would look like a quiet system. */
  beforeScrape(task: () => Promise<void>): void {
    this.#beforeScrape.push(task);
  }

  async scrape(): Promise<{ readonly contentType: string; readonly body: string }> {
    for (const task of this.#beforeScrape) await task();
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `ml_connector_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge<L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
    return new Gauge({ name: `ml_connector_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram<L extends string>(name: string, help: string, buckets: number[], labelNames: readonly L[]): Histogram<L> {
    return new Histogram({ name: `ml_connector_${name}`, help, buckets, labelNames, registers: [this.#registry] });
  }
}

function callLabels(call: OutsideCall): { connection: string; kind: string; outcome: CallOutcome } {
  return { connection: metricLabel(call.connectionId), kind: metricLabel(call.kind), outcome: call.outcome };
}

/** What is no longer counted must vanish, or a solved hold stays on the page for ever. */
function setAll<L extends string>(gauge: Gauge<L>, label: L, counts: Readonly<Record<string, number>>): void {
  gauge.reset();
  for (const [value, count] of Object.entries(counts))
    gauge.inc({ [label]: metricLabel(value) } as Record<L, string>, count);
}
