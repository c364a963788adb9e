import { randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Above 2^53 on purpose: a reader that takes event ids for JavaScript numbers must lose digits here too. */
const FIRST_EVENT_ID = 5_982_324_300_946_918_154n;

export interface EventIdentity {
  readonly id: bigint;
  readonly ulid: string;
  /** UTC with microseconds. */
  readonly timestamp: string;
}

export class EventIdentities {
  #lastId = FIRST_EVENT_ID;
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  next(): EventIdentity {
    this.#lastId += 1n;
    const now = this.#now();
    const micros = String(randomBytes(2).readUInt16BE() % 1000).padStart(3, '0');
    return { id: this.#lastId, ulid: ulid(now.getTime()), timestamp: now.toISOString().replace('Z', `${micros}Z`) };
  }
}

function ulid(timeMs: number): string {
  let time = '';
  for (let rest = timeMs, n = 0; n < 10; n += 1, rest = Math.floor(rest / 32)) {
    time = CROCKFORD.charAt(rest % 32) + time;
  }
  return time + [...randomBytes(16)].map((byte) => CROCKFORD.charAt(byte % 32)).join('');
}
