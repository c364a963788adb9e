import { setImmediate } from 'node:timers/promises';
import { ClientError } from '../../http/client-error';
import type { AisAnswer, AisCaller, AisRequest } from '../ais/ais-caller';
import { isObject, sysErrorsSchema } from '../ais/schemas';
import type { JdeSettings } from '../settings';

/** One query of one table, in AIS's own form. */
export interface DataRequest {
  readonly table: string;
  readonly body: object;
}

/** After several in one call came to nothing, each is asked for by itself for so long. */
const aloneMs = 300_000;

/** The call that took a query along, and the query's place in it. */
interface Along {
  readonly call: Promise<AisAnswer | null>;
  readonly at: number;
  /** Of all its queries, in their order. */
  readonly tables: readonly string[];
}

interface Waiting extends DataRequest {
  along: Along | null;
  readonly takenAlong: (along: Along) => void;
}

/**
 * Queries that wait for their turn at AIS go in one call (`batchDataRequest`, reference 4.3), up to `readsTogether` of them, each as it
 * would go by itself: its own conditions, page and rows. One that finds a turn free waits for no other. Where an answer is not
 * the one that is stated, each is asked for by itself at once, so that each has its own error, and so are all others for five minutes.
 */
export class ReadsTogether {
  readonly #caller: AisCaller;
  readonly #settings: JdeSettings;
  readonly #nowMs: () => number;
  readonly #waiting = new Set<Waiting>();
  #aloneUntilMs = 0;

  constructor(caller: AisCaller, settings: JdeSettings, nowMs: () => number) {
    this.#caller = caller;
    this.#settings = settings;
    this.#nowMs = nowMs;
  }

  /** The answer to this query, in the form it has when it is asked for by itself. */
  async ask(request: DataRequest): Promise<AisAnswer> {
    let takenAlong: Waiting['takenAlong'] = () => undefined;
    const along = new Promise<Along>((resolve) => {
      takenAlong = resolve;
    });
    const one: Waiting = { ...request, along: null, takenAlong };
    this.#waiting.add(one);
    // So that what is asked for beside each other goes in one call also where a turn is free.
    await setImmediate();
    if (one.along !== null) {
      this.#waiting.delete(one);
      return this.#ownAnswer(one, one.along, null);
    }
    const turn = this.#caller.readInTurn(() => (one.along === null ? this.#takeAlong(one, turn) : null));
    try {
      // It does not wait for its own turn once that of another has taken it along.
      await Promise.race([along, turn]);
    } finally {
      this.#waiting.delete(one);
    }
    return this.#ownAnswer(one, await along, turn);
  }

  /** Of those that wait, the ones that go with it, in the order they came. */
  #takeAlong(one: Waiting, call: Along['call']): AisRequest {
    const most = this.#nowMs() < this.#aloneUntilMs ? 1 : this.#settings.readsTogether;
    const others = [...this.#waiting].filter((other) => other !== one && other.along === null);
    const taken = [one, ...others.slice(0, most - 1)];
    const tables = taken.map(({ table }) => table);
    for (const [at, each] of taken.entries()) {
      each.along = { call, at, tables };
      each.takenAlong(each.along);
    }
    const bodies = taken.map(({ body }) => body);
    return this.#request(
      taken.length === 1 ? `read ${one.table}` : 'read several tables',
      bodies.length === 1 ? bodies[0] : { batchDataRequest: true, dataRequests: bodies },
    );
  }

  async #ownAnswer(one: Waiting, along: Along, ownTurn: Along['call'] | null): Promise<AisAnswer> {
    if (ownTurn !== along.call) ownTurn?.catch(() => undefined);
    const answer = await along.call.catch((error: unknown) => {
      if (along.tables.length > 1 && error instanceof ClientError) this.#aloneUntilMs = this.#nowMs() + aloneMs;
      if (ownTurn === along.call || error instanceof ClientError) throw error;
      // The work of whoever made the call was canceled, which says nothing about this one.
      return null;
    });
    if (answer === null) return this.ask(one);
    if (along.tables.length === 1) return answer;
    const own = ownPart(answer, along);
    if (own !== null) return own;
    this.#aloneUntilMs = this.#nowMs() + aloneMs;
    return this.#caller.call(this.#request(`read ${one.table}`, one.body));
  }

  #request(operation: string, json: unknown): AisRequest {
    return { operation, effect: 'read', method: 'POST', path: this.#settings.paths.dataService, json };
  }
}

/**
 * Null where the whole is not the answer to just these queries, or speaks of an error of which it does not say whose it is. One member
 * that is missing may mean that they are numbered otherwise, and then none can be believed.
 */
function ownPart({ answer, sessionId }: AisAnswer, { at, tables }: Along): AisAnswer | null {
  if (answer.status !== 200 || answer.body.kind !== 'json' || !isObject(answer.body.value)) return null;
  const { value } = answer.body;
  if (sysErrorsSchema.safeParse(value).data?.sysErrors.length !== 0) return null;
  const forms = tables.map((table, index) => value[`fs_${String(index)}_DATABROWSE_${table}`]);
  if (forms.includes(undefined)) return null;
  const own = { [`fs_DATABROWSE_${String(tables[at])}`]: forms[at] };
  return { answer: { ...answer, body: { kind: 'json', value: own } }, sessionId };
}
