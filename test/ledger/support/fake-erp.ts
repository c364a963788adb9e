import type { Posted, PostingPort } from '../../../src/clients/erp-adapter';
import {
  NotSent,
  OutcomeUnknown,
  Rejected,
  Throttled,
  Unauthorised,
  Unavailable,
} from '../../../src/clients/http/client-error';
import type { Found, Look, Reference, Stranger } from '../../../src/domain/posting/look';
import type { PostingStage } from '../../../src/domain/posting/stages/posting-stage';
import type { SearchBehaviour, SendBehaviour } from './erp-behaviours';
import type { InvoiceBody, InvoicePart } from './invoice-kind';

export interface Effect {
  readonly reference: Reference;
  readonly body: InvoiceBody;
  /** When each part can be seen by a search. */
  readonly visibleFromMs: Map<InvoicePart, number>;
  voided: boolean;
  /** How far it has come; default `delivered`. */
  stage?: PostingStage;
}

interface Call {
  readonly body: InvoiceBody;
  /** Only rows that were missing are sent. */
  readonly completes: boolean;
  /** What commits later by itself: at the latest at the deadline, the longest the ERP lets a call live. */
  later: readonly InvoicePart[];
  readonly deadlineMs: number;
  effect: Effect | null;
}

export interface FakeErpOptions {
  readonly nowMs: () => number;
  readonly visibilityLagMs: number;
  /** No call commits anything later than this after it was made. */
  readonly longestCallMs: number;
  /** A call that reaches its deadline commits there, the worst that can be; `drop` where real time passes unasked. */
  readonly atDeadline?: 'commit' | 'drop';
  readonly sendBehaviour?: (body: InvoiceBody, missing: readonly InvoicePart[] | undefined) => SendBehaviour;
  readonly searchBehaviour?: () => SearchBehaviour;
}

/** Where a caller can be stopped or killed. */
export type Gate = (at: string) => Promise<void>;

const bothParts: readonly InvoicePart[] = ['payItems', 'distribution'];
const facts = { system: 'jde', operation: 'voucher' } as const;

/** An ERP that never deduplicates: two equal calls make two documents. */
export class FakeErp {
  readonly effects: Effect[] = [];
  readonly strangers: Stranger[] = [];
  readonly log: string[] = [];
  /** Keys in the order in which calls of `send` were made. */
  readonly sentKeys: string[] = [];
  readonly #options: FakeErpOptions;
  #calls: Call[] = [];
  #healthy = false;
  #numbers = 0;

  constructor(options: FakeErpOptions) {
    this.#options = options;
  }

  /** The port of one caller; `gate` stops it before a call arrives and before its answer does. */
  port(gate: Gate = () => Promise.resolve()): Required<Pick<PostingPort, 'look' | 'send'>> {
    return {
      look: async (of) => {
        await gate('search');
        if (!this.#healthy && this.#options.searchBehaviour?.() === 'unavailable') {
          throw new Unavailable('no control row came back', facts);
        }
        const looks = of.map((one) => this.#look(bodyIn(one)));
        await gate('search answered');
        return looks;
      },
      send: (one, missing) => this.#send(gate, bodyIn(one), missing as readonly InvoicePart[] | undefined),
    };
  }

  live(keys: ReadonlySet<string>): Effect[] {
    return this.effects.filter((effect) => !effect.voided && keys.has(effect.body.key));
  }

  /** Deadlines that have come: what was still under way is written now, and nothing of it can come later. */
  letTimePass(): void {
    const nowMs = this.#options.nowMs();
    const due = this.#calls.filter((one) => one.deadlineMs <= nowMs);
    this.#calls = this.#calls.filter((one) => !due.includes(one));
    if (this.#options.atDeadline !== 'drop') for (const call of due) this.#write(call, call.later, []);
  }

  commitPending(): void {
    this.letTimePass();
    for (const call of this.#calls) this.#write(call, call.later, []);
    this.#calls = [];
  }

  dropPending(): void {
    this.#calls = [];
  }

  heal(): void {
    this.#healthy = true;
  }

  /** What a person may do to rows that stand half-written. */
  removeIncomplete(): number {
    const incomplete = this.effects.filter((effect) => effect.visibleFromMs.size < bothParts.length);
    for (const effect of incomplete) this.effects.splice(this.effects.indexOf(effect), 1);
    return incomplete.length;
  }

  async #send(gate: Gate, body: InvoiceBody, missing: readonly InvoicePart[] | undefined): Promise<Reference | null> {
    const behaviour = this.#healthy ? 'ok' : (this.#options.sendBehaviour?.(body, missing) ?? 'ok');
    this.sentKeys.push(body.key);
    this.log.push(`send ${body.key} ${body.total} ${missing?.join('+') ?? 'all'}: ${behaviour}`);
    if (behaviour === 'notSent') throw new NotSent('the name could not be resolved', facts);
    if (behaviour === 'throttled') throw new Throttled('429', { ...facts, retryAfterMs: 1000 });
    if (behaviour === 'unauthorised') throw new Unauthorised('403 at the door', facts);

    const parts = missing ?? bothParts;
    const half = parts.slice(0, 1);
    const commits: readonly InvoicePart[] =
      behaviour === 'refused' ||
      behaviour === 'refusedForNow' ||
      behaviour === 'refusedThenCommit' ||
      behaviour === 'noNumberAndNothing' ||
      behaviour === 'answerLostAndNothing' ||
      behaviour === 'answerLostThenCommit'
        ? []
        : behaviour.includes('Half') && behaviour !== 'okButHalfVisible'
          ? half
          : parts;
    const later = behaviour.endsWith('ThenCommit') ? parts : behaviour.endsWith('HalfThenRest') ? parts.slice(1) : [];
    const call: Call = {
      body,
      completes: missing !== undefined,
      later: [...commits, ...later],
      deadlineMs: this.#options.nowMs() + this.#options.longestCallMs,
      effect: null,
    };
    this.#calls.push(call);
    // Stopped or killed here, the call is on the wire: it arrives when the ERP gets to it.
    await gate('send');
    this.letTimePass();
    const hidden = behaviour === 'okButHidden' || behaviour === 'refusedHalfHidden';
    if (this.#calls.includes(call)) {
      this.#write(call, commits, hidden ? commits : behaviour === 'okButHalfVisible' ? parts.slice(1) : []);
      call.later = later;
      if (later.length === 0) this.#calls.splice(this.#calls.indexOf(call), 1);
    } else if (commits.length > 0 && call.effect === null) {
      // The ERP dropped it; nobody answers.
      throw new OutcomeUnknown('the connection was reset', facts);
    }
    await gate('answer');
    switch (behaviour) {
      case 'ok':
      case 'okButHidden':
      case 'okButHalfVisible':
        return call.effect?.reference ?? null;
      case 'noNumber':
      case 'noNumberAndNothing':
        return null;
      case 'serverErrorAfterCommit':
        throw new Unavailable('502 from a proxy', facts);
      case 'strangeErrorAfterCommit':
        throw new TypeError('something broke while the answer was read');
      case 'refused':
      case 'refusedHalf':
      case 'refusedHalfHidden':
      case 'refusedThenCommit':
      case 'refusedHalfThenRest':
        throw new Rejected('the orchestration ended with an error', { ...facts, said: ['Invalid account'] });
      case 'refusedForNow':
        throw new Rejected('the orchestration ended with an error', { ...facts, said: ['Record kept'], passes: true });
      case 'answerLost':
      case 'answerLostAndNothing':
      case 'answerLostHalf':
      case 'answerLostThenCommit':
      case 'answerLostHalfThenRest':
        throw new OutcomeUnknown('no answer within the time limit', facts);
    }
  }

  #write(call: Call, parts: readonly InvoicePart[], hidden: readonly InvoicePart[]): void {
    for (const part of parts) {
      const nowMs = this.#options.nowMs();
      call.effect ??= this.#effectFor(call, part);
      call.effect.visibleFromMs.set(part, hidden.includes(part) ? nowMs + this.#options.visibilityLagMs : nowMs);
    }
  }

  /** Rows join what lacks them; else they are the beginning of one more document. */
  #effectFor(call: Call, part: InvoicePart): Effect {
    const partial = this.effects.find(
      (effect) => !effect.voided && effect.body.key === call.body.key && !effect.visibleFromMs.has(part),
    );
    if (partial !== undefined && call.completes) return partial;
    this.#numbers += 1;
    const effect: Effect = {
      reference: { documentNumber: String(5000 + this.#numbers), documentType: 'PV' },
      body: call.body,
      visibleFromMs: new Map(),
      voided: false,
    };
    this.effects.push(effect);
    return effect;
  }

  #look(body: InvoiceBody): Look {
    const nowMs = this.#options.nowMs();
    const found = this.effects
      .filter((effect) => effect.body.key === body.key)
      .map((effect) => ({
        effect,
        visible: bothParts.filter((part) => (effect.visibleFromMs.get(part) ?? Infinity) <= nowMs),
      }))
      .filter(({ visible }) => visible.length > 0)
      .map(({ effect, visible }): Found => ({
        reference: effect.reference,
        stage: effect.voided ? 'voided' : (effect.stage ?? 'delivered'),
        stageWord: '',
        missing: bothParts.filter((part) => !visible.includes(part)),
        shown: { total: effect.body.total, lines: effect.body.lines },
        facts: {},
      }));
    return { key: body.key, found, strangers: this.strangers, running: false };
  }
}

function bodyIn(one: Posted): InvoiceBody {
  return one.body as InvoiceBody;
}
